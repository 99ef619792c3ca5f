package io.lwarotation.core.parameters;

import io.lwarotation.core.ParameterNames;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The parameters that an application needs.
 *
 * @param keyId the KMS key of the credentials: ARN, id or alias
 * @param remindAfterDays age of the client secret at which people are reminded, 1 to 179
 * @param watchMemory name of the parameter in which the watch remembers what it told; earlier
 *     versions of the stack have none
 */
public record ParameterPlan(
    ParameterNames names, String keyId, int remindAfterDays, Optional<String> watchMemory) {
  /** SP-API refuses a secret older than 180 days: a later reminder reminds of nothing. */
  public static final int LAST_REMINDER = 179;

  /** The id or ARN of a KMS key. */
  public static final Pattern KEY = Pattern.compile("[A-Za-z0-9:/_-]{1,2048}");

  private static final int LONGEST_NAME = 1011;
  private static final Pattern NAME = Pattern.compile("(/[A-Za-z0-9_.-]+){1,15}");
  private static final Pattern RESERVED = Pattern.compile("/(aws|ssm).*");

  /**
   * Checks every part.
   *
   * @throws IllegalArgumentException naming what is wrong and the remedy in one sentence
   */
  public ParameterPlan {
    List<String> all =
        Stream.concat(
                Stream.of(
                    names.clientId(),
                    names.clientSecret(),
                    names.refreshToken(),
                    names.rotationRecord()),
                watchMemory.stream())
            .toList();
    for (String name : all) {
      if (name.length() > LONGEST_NAME
          || !NAME.matcher(name).matches()
          || RESERVED.matcher(name.toLowerCase(Locale.ROOT)).matches()) {
        throw new IllegalArgumentException(
            "A parameter's name is not one that Parameter Store takes: give names such as"
                + " /my-erp/lwa/clientsecret, not beginning with /aws or /ssm.");
      }
    }
    if (Set.copyOf(all).size() != all.size()) {
      throw new IllegalArgumentException(
          "Two of the parameters have the same name: give each a name of its own.");
    }
    if (!KEY.matcher(keyId).matches()) {
      throw new IllegalArgumentException(
          "The KMS key's id is missing or malformed: give the ARN of the application's key.");
    }
    if (remindAfterDays < 1 || remindAfterDays > LAST_REMINDER) {
      throw new IllegalArgumentException(
          "The reminder's age is not from 1 to %d days: give such a number, for example 150."
              .formatted(LAST_REMINDER));
    }
  }

  /** What to create; the secret comes last, so that its clock starts when the rest is there. */
  List<NewParameter> parameters() {
    String of = " of SP-API application " + names.app();
    List<NewParameter> all = new ArrayList<>();
    watchMemory.ifPresent(
        name ->
            all.add(new NewParameter.Plain(name, "What the watch has told" + of + ", no secret")));
    Collections.addAll(
        all,
        new NewParameter.Plain(
            names.rotationRecord(), "Rotation record" + of + ": dates, no secret"),
        new NewParameter.Credential(names.clientId(), "LWA client id" + of, keyId),
        new NewParameter.Credential(names.refreshToken(), "LWA refresh token" + of, keyId),
        new NewParameter.AgingCredential(
            names.clientSecret(), "LWA client secret" + of, keyId, remindAfterDays));
    return List.copyOf(all);
  }
}
