package io.lwarotation.cli.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.ParameterInlinePolicy;
import software.amazon.awssdk.services.ssm.model.ParameterMetadata;
import software.amazon.awssdk.services.ssm.model.ParameterStringFilter;
import software.amazon.awssdk.services.ssm.model.ParameterTier;
import software.amazon.awssdk.services.ssm.model.ParameterType;

/** The four parameters, seen from outside: nothing is decrypted. */
record ParameterLook(Patient patient) {
  private static final String DEPLOY = "deploy the stack: npx cdk deploy";

  List<Finding> look() {
    MisspeltName misspelt = new MisspeltName(patient.names());
    Map<String, ParameterMetadata> found;
    try (SsmClient ssm = patient.aws().ssm()) {
      List<String> names = Stream.concat(all().stream(), Stream.of(misspelt.name())).toList();
      found =
          ssm
              .describeParametersPaginator(
                  request ->
                      request.parameterFilters(
                          ParameterStringFilter.builder()
                              .key("Name")
                              .option("Equals")
                              .values(names)
                              .build()))
              .stream()
              .flatMap(page -> page.parameters().stream())
              .collect(Collectors.toMap(ParameterMetadata::name, Function.identity()));
    }
    List<Finding> findings = new ArrayList<>();
    for (String name : patient.secureStrings()) {
      findings.add(secure(name, found.get(name)));
    }
    findings.add(record(found.get(patient.names().rotationRecord())));
    findings.add(
        reminder(
            found.get(patient.names().clientSecret()),
            patient.find("RemindAfterDays").orElse("150")));
    misspelt
        .finding(found.get(misspelt.name()), found.get(patient.names().clientSecret()))
        .ifPresent(findings::add);
    return findings;
  }

  private List<String> all() {
    return Stream.concat(
            patient.secureStrings().stream(), Stream.of(patient.names().rotationRecord()))
        .toList();
  }

  Finding secure(String name, @Nullable ParameterMetadata parameter) {
    if (parameter == null) {
      return Finding.bad(name, "is not there", DEPLOY);
    }
    if (parameter.type() != ParameterType.SECURE_STRING) {
      return Finding.bad(
          name,
          "is no SecureString: it lies unencrypted",
          "delete it (aws ssm delete-parameter), " + DEPLOY + ", and rotate what was in it");
    }
    boolean secret = name.equals(patient.names().clientSecret());
    if (secret && parameter.tier() != ParameterTier.ADVANCED) {
      return Finding.bad(
          name,
          "is of tier " + tier(parameter) + ": only Advanced has a reminder",
          "aws ssm put-parameter --tier Advanced with the policy, as docs/operations.md shows");
    }
    Optional<String> key = patient.find("KeyArn");
    if (key.isPresent() && !isKey(key.get(), parameter.keyId())) {
      return Finding.bad(
          name,
          "is encrypted with another key ("
              + Optional.ofNullable(parameter.keyId()).orElse("AWS does not say which")
              + ") than the stack's",
          "the functions cannot decrypt it: ./lwa adopt --app "
              + patient.names().app()
              + " writes it again under the stack's key");
    }
    if (parameter.version() == 1) {
      return Finding.bad(
          name,
          "was never written since the deploy: it holds the placeholder",
          "./lwa put --app " + patient.names().app());
    }
    return Finding.ok(
        name,
        "SecureString, "
            + tier(parameter)
            + (key.isPresent() ? ", the stack's key" : "")
            + ", version "
            + parameter.version()
            + " of "
            + Optional.ofNullable(parameter.lastModifiedDate())
                .map(String::valueOf)
                .orElse("an unknown day"));
  }

  private static String tier(ParameterMetadata parameter) {
    return Optional.ofNullable(parameter.tierAsString()).orElse("that AWS does not name");
  }

  private static boolean isKey(String arn, @Nullable String id) {
    return id != null && (arn.equals(id) || arn.endsWith("/" + id));
  }

  private static Finding record(@Nullable ParameterMetadata parameter) {
    if (parameter == null) {
      return Finding.bad("rotation record", "is not there", DEPLOY);
    }
    return parameter.type() == ParameterType.STRING
        ? Finding.ok("rotation record", parameter.name() + ", version " + parameter.version())
        : Finding.bad("rotation record", "is no String", "delete it and " + DEPLOY);
  }

  /** Of the secret's own reminder, which is to go out after so many days. */
  static Finding reminder(@Nullable ParameterMetadata parameter, String days) {
    String subject = "reminder policy";
    String written =
        parameter == null
            ? ""
            : parameter.policies().stream()
                .map(ParameterInlinePolicy::policyText)
                .collect(Collectors.joining(","));
    if (written.contains("\"Expiration\"")) {
      return Finding.bad(
          subject,
          "the secret has an Expiration policy: on its day AWS deletes the secret",
          "write the secret again with the NoChangeNotification policy alone");
    }
    Pattern after = Pattern.compile("\"After\"\\s*:\\s*\"" + Pattern.quote(days) + "\"");
    return written.contains("\"NoChangeNotification\"") && after.matcher(written).find()
        ? Finding.ok(subject, "NoChangeNotification after " + days + " days")
        : Finding.bad(
            subject,
            "the secret has no NoChangeNotification after " + days + " days: nobody is reminded",
            "write the secret again with this policy, as docs/operations.md shows");
  }
}
