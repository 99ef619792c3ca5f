package io.lwarotation.cli.checks;

import io.lwarotation.cli.stack.Shape;
import io.lwarotation.cli.stack.StoredParameters;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ssm.model.ParameterMetadata;
import software.amazon.awssdk.services.ssm.model.ParameterTier;
import software.amazon.awssdk.services.ssm.model.ParameterType;

/** The four parameters, seen from outside: nothing is decrypted. */
record ParameterChecks(Application app) {
  private static final String NOT_THERE = "is not there";

  List<Finding> all() {
    String secret = app.names().clientSecret();
    String record = app.names().rotationRecord();
    String misspelt = StoredParameters.misspelt(app.names());
    List<String> names = new ArrayList<>(app.names().all());
    names.add(misspelt);
    Map<String, ParameterMetadata> found = StoredParameters.described(app.aws().ssm(), names);
    List<Finding> findings = new ArrayList<>();
    for (String name : app.secureStrings()) {
      findings.add(secure(name, found.get(name)).of(name));
    }
    findings.add(record(found.get(record)).of("rotation record"));
    findings.add(reminder(found.get(secret), app.remindAfterDays()).of("reminder policy"));
    if (found.containsKey(misspelt)) {
      findings.add(misspelt(found.get(secret)).of(misspelt));
    }
    return findings;
  }

  private Finding misspelt(@Nullable ParameterMetadata right) {
    String adopt = app.command("adopt");
    return right != null && right.version() > 1
        ? Finding.warn(
            "this misspelt name, from AWS's blog sample, is still there; nothing here reads it",
            "when no program reads it any more: " + adopt + " --delete-old")
        : Finding.bad(
            "the client secret is stored under this misspelt name, from AWS's blog sample: nothing here"
                + " reads it",
            "%s moves it to %s and says so first with --dry-run"
                .formatted(adopt, app.names().clientSecret()));
  }

  Finding secure(String name, @Nullable ParameterMetadata parameter) {
    if (parameter == null) {
      return Finding.bad(NOT_THERE, Application.DEPLOY);
    }
    if (parameter.type() != ParameterType.SECURE_STRING) {
      return Finding.bad(
          "is not a SecureString: it is stored unencrypted",
          "delete it (aws ssm delete-parameter), %s, and rotate what was in it"
              .formatted(Application.DEPLOY));
    }
    String tier = Objects.requireNonNullElse(parameter.tierAsString(), "that AWS does not name");
    if (name.equals(app.names().clientSecret()) && parameter.tier() != ParameterTier.ADVANCED) {
      return Finding.bad(
          "is of tier " + tier + ": only Advanced has a reminder",
          "write it again with --tier Advanced and the reminder: " + app.command("adopt"));
    }
    Optional<String> key = app.find("KeyArn");
    if (key.isPresent() && !Shape.isKey(key.get(), parameter.keyId())) {
      return Finding.bad(
          "is encrypted with another key (%s) than the stack's"
              .formatted(Objects.requireNonNullElse(parameter.keyId(), "AWS does not say which")),
          "the functions cannot decrypt it; write it again under the stack's key: "
              + app.command("adopt"));
    }
    if (parameter.version() == 1) {
      return Finding.bad(
          "has not been written since the deploy: it holds the placeholder", app.command("put"));
    }
    Object day = parameter.lastModifiedDate();
    return Finding.ok(
        "SecureString, %s%s, version %d of %s"
            .formatted(
                tier,
                key.isPresent() ? ", the stack's key" : "",
                parameter.version(),
                day == null ? "an unknown day" : day));
  }

  private static Finding record(@Nullable ParameterMetadata parameter) {
    if (parameter == null) {
      return Finding.bad(NOT_THERE, Application.DEPLOY);
    }
    return parameter.type() == ParameterType.STRING
        ? Finding.ok(parameter.name() + ", version " + parameter.version())
        : Finding.bad("is not a String", "delete it and " + Application.DEPLOY);
  }

  /** Of the secret's own reminder, which is to go out after so many days. */
  Finding reminder(@Nullable ParameterMetadata parameter, int days) {
    if (parameter != null && Shape.expires(parameter)) {
      return Finding.bad(
          "the secret has an Expiration policy: on its day AWS deletes the secret",
          "write the secret again with the reminder alone: " + app.command("adopt"));
    }
    return parameter != null && Shape.reminds(parameter, days)
        ? Finding.ok("NoChangeNotification after " + days + " days")
        : Finding.bad(
            "the secret has no NoChangeNotification after " + days + " days: nobody is reminded",
            "write the secret again with this policy: " + app.command("adopt"));
  }
}
