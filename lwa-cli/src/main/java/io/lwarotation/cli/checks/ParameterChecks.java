package io.lwarotation.cli.checks;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.ParameterInlinePolicy;
import software.amazon.awssdk.services.ssm.model.ParameterMetadata;
import software.amazon.awssdk.services.ssm.model.ParameterStringFilter;
import software.amazon.awssdk.services.ssm.model.ParameterTier;
import software.amazon.awssdk.services.ssm.model.ParameterType;

/** The four parameters, seen from outside: nothing is decrypted. */
record ParameterChecks(Application app) {
  List<Finding> all() {
    String secret = app.names().clientSecret();
    Map<String, ParameterMetadata> found = found();
    List<Finding> findings = new ArrayList<>();
    for (String name : app.secureStrings()) {
      findings.add(secure(name, found.get(name)));
    }
    findings.add(record(found.get(app.names().rotationRecord())));
    findings.add(reminder(found.get(secret), app.find("RemindAfterDays").orElse("150")));
    if (found.containsKey(misspelt())) {
      findings.add(misspelt(found.get(secret)));
    }
    return findings;
  }

  private Map<String, ParameterMetadata> found() {
    List<String> names = new ArrayList<>(app.secureStrings());
    names.addAll(List.of(app.names().rotationRecord(), misspelt()));
    try (SsmClient ssm = app.aws().ssm()) {
      return ssm
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
  }

  /** The name under which AWS's blog sample reads the client secret: without its t. */
  private String misspelt() {
    return "/" + app.app() + "/lwa/cliensecret";
  }

  private Finding misspelt(@Nullable ParameterMetadata right) {
    String adopt = app.command("adopt");
    return right != null && right.version() > 1
        ? Finding.warn(
            misspelt(),
            "this misspelt name, from AWS's blog sample, is still there; nothing here reads it",
            "when no program reads it any more: " + adopt + " --delete-old")
        : Finding.bad(
            misspelt(),
            "the client secret is stored under this misspelt name, from AWS's blog sample: nothing here"
                + " reads it",
            adopt
                + " moves it to "
                + app.names().clientSecret()
                + " and says so first with --dry-run");
  }

  Finding secure(String name, @Nullable ParameterMetadata parameter) {
    if (parameter == null) {
      return Finding.bad(name, "is not there", Application.DEPLOY);
    }
    if (parameter.type() != ParameterType.SECURE_STRING) {
      return Finding.bad(
          name,
          "is not a SecureString: it is stored unencrypted",
          "delete it (aws ssm delete-parameter), "
              + Application.DEPLOY
              + ", and rotate what was in it");
    }
    boolean secret = name.equals(app.names().clientSecret());
    if (secret && parameter.tier() != ParameterTier.ADVANCED) {
      return Finding.bad(
          name,
          "is of tier " + tier(parameter) + ": only Advanced has a reminder",
          "write it again with --tier Advanced and the reminder: " + app.command("adopt"));
    }
    Optional<String> key = app.find("KeyArn");
    if (key.isPresent() && !isKey(key.get(), parameter.keyId())) {
      return Finding.bad(
          name,
          "is encrypted with another key ("
              + Optional.ofNullable(parameter.keyId()).orElse("AWS does not say which")
              + ") than the stack's",
          "the functions cannot decrypt it; write it again under the stack's key: "
              + app.command("adopt"));
    }
    if (parameter.version() == 1) {
      return Finding.bad(
          name,
          "has not been written since the deploy: it holds the placeholder",
          app.command("put"));
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
      return Finding.bad("rotation record", "is not there", Application.DEPLOY);
    }
    return parameter.type() == ParameterType.STRING
        ? Finding.ok("rotation record", parameter.name() + ", version " + parameter.version())
        : Finding.bad("rotation record", "is not a String", "delete it and " + Application.DEPLOY);
  }

  /** Of the secret's own reminder, which is to go out after so many days. */
  Finding reminder(@Nullable ParameterMetadata parameter, String days) {
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
          "write the secret again with the reminder alone: " + app.command("adopt"));
    }
    Pattern after = Pattern.compile("\"After\"\\s*:\\s*\"" + Pattern.quote(days) + "\"");
    return written.contains("\"NoChangeNotification\"") && after.matcher(written).find()
        ? Finding.ok(subject, "NoChangeNotification after " + days + " days")
        : Finding.bad(
            subject,
            "the secret has no NoChangeNotification after " + days + " days: nobody is reminded",
            "write the secret again with this policy: " + app.command("adopt"));
  }
}
