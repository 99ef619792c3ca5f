package io.lwarotation.local.aws.ssm;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lwarotation.local.aws.events.EventBus;
import io.lwarotation.local.aws.kms.Keys;
import io.lwarotation.local.aws.wire.Account;
import io.lwarotation.local.aws.wire.AwsException;
import io.lwarotation.local.aws.wire.Input;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The parameters of the account, and Parameter Store's rules for writing them.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_PutParameter.html">PutParameter</a>
 */
public final class ParameterStore {
  private static final String ADVANCED = "Advanced";
  private static final String STANDARD = "Standard";
  private static final int MAX_NAME = 1011;
  private static final int STANDARD_BYTES = 4096;
  private static final int ADVANCED_BYTES = 8192;

  private final Account account;
  private final Keys keys;
  private final TreeMap<String, Parameter> parameters = new TreeMap<>();
  private Duration lag = Duration.ZERO;

  public ParameterStore(Account account, Keys keys) {
    this.account = account;
    this.keys = keys;
  }

  /** Reads see what was written this long ago, and nothing newer. */
  public void lag(Duration lag) {
    this.lag = lag;
  }

  /** Until when reads see what was written. */
  Instant seen() {
    return account.now().minus(lag);
  }

  Optional<Parameter> find(String name) {
    return Optional.ofNullable(parameters.get(name));
  }

  /** Finds a parameter, or refuses as AWS does: without a word. */
  Parameter require(String name) {
    return find(name).orElseThrow(() -> AwsException.badRequest("ParameterNotFound", ""));
  }

  /** All, sorted by name. */
  List<Parameter> all() {
    return List.copyOf(parameters.values());
  }

  /** Whether it was there. */
  boolean delete(String name) {
    return parameters.remove(name) != null;
  }

  /** For tests: each version with its value. */
  public List<ParameterVersion> inspect(String name) {
    return find(name).map(one -> List.copyOf(one.versions().values())).orElse(List.of());
  }

  /** Stores a version, or refuses as AWS does. */
  public ParameterVersion put(Input put, String caller) {
    put.only("Name Value Type Tier KeyId Policies Description Overwrite Tags DataType");
    if (!put.optionalText("DataType").orElse("text").equals("text")) {
      throw AwsException.notModelled("data types other than text");
    }
    String name = put.text("Name");
    Optional<Parameter> existing = find(name);
    existing.ifPresentOrElse(_ -> checkOverwrite(put), () -> checkName(name));
    Optional<ParameterVersion> before = existing.map(Parameter::latest);
    String tier = tier(put, before);
    checkValue(put.text("Value"), tier);
    String type = type(put, before);
    ParameterVersion version =
        new ParameterVersion(
            name,
            before.map(ParameterVersion::version).orElse(0L) + 1,
            type,
            put.text("Value"),
            tier,
            keyId(put, type),
            policies(put, before, tier),
            put.optionalText("Description").or(() -> before.flatMap(ParameterVersion::description)),
            account.now(),
            account.iamArn("user/" + caller));
    parameters.computeIfAbsent(name, Parameter::new).add(version);
    return version;
  }

  /**
   * The rules for the name of a parameter that is to be created.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/systems-manager/latest/userguide/sysman-parameter-name-constraints.html">Requirements
   *     and constraints for parameter names</a>
   */
  private static void checkName(String name) {
    AwsException.invalidIf(
        name.length() > MAX_NAME || !name.matches("[A-Za-z0-9_.-]+|(/[A-Za-z0-9_.-]+){1,15}"),
        "Parameter name: at most 1011 letters, numbers and the symbols .-_, in at most 15 levels"
            + " that each begin with a slash.");
    AwsException.invalidIf(
        name.toLowerCase(Locale.ROOT).matches("/?(aws|ssm).*"),
        "Parameter name: can't be prefixed with \"aws\" or \"ssm\" (case-insensitive).");
  }

  private static void checkOverwrite(Input put) {
    if (!put.flag("Overwrite")) {
      throw AwsException.badRequest(
          "ParameterAlreadyExists",
          "The parameter already exists. To overwrite this value, set the overwrite option.");
    }
    AwsException.invalidIf(
        !put.items("Tags").isEmpty(),
        "Invalid request: tags and overwrite can't be used together.");
  }

  private static String tier(Input put, Optional<ParameterVersion> before) {
    String had = before.map(ParameterVersion::tier).orElse(STANDARD);
    String tier = put.optionalText("Tier").orElse(had);
    if (!tier.equals(STANDARD) && !tier.equals(ADVANCED)) {
      throw AwsException.notModelled("the tier " + tier);
    }
    AwsException.invalidIf(
        had.equals(ADVANCED) && tier.equals(STANDARD),
        "This parameter uses the advanced-parameter tier. You can't downgrade a parameter from"
            + " the advanced-parameter tier to the standard-parameter tier.");
    return tier;
  }

  private static void checkValue(String value, String tier) {
    AwsException.invalidIf(
        value.isEmpty(),
        "1 validation error detected: Value at 'value' failed to satisfy constraint: Member must"
            + " have length greater than or equal to 1.");
    int opening = value.indexOf("{{");
    AwsException.invalidIf(
        opening >= 0 && value.indexOf("}}", opening) >= 0,
        "Parameter value can't nest another parameter. Do not use \"{{}}\" in the value.");
    int most = tier.equals(ADVANCED) ? ADVANCED_BYTES : STANDARD_BYTES;
    AwsException.invalidIf(
        value.getBytes(UTF_8).length > most,
        "%s tier parameters support a maximum parameter value of %d characters."
            .formatted(tier, most));
  }

  /** An overwrite may change the type, a secret's to plain text too: nothing warns. */
  private static String type(Input put, Optional<ParameterVersion> before) {
    String type = put.optionalText("Type").or(() -> before.map(ParameterVersion::type)).orElse("");
    return switch (type) {
      case "String", "SecureString" -> type;
      case "" ->
          throw AwsException.invalid("A parameter type is required when you create a parameter.");
      default -> throw AwsException.notModelled("the type " + type);
    };
  }

  /**
   * Sources conflict on what becomes of a key that an overwrite leaves out. LocalAws takes what
   * hurts more: the parameter falls back to AWS's own key.
   */
  private Optional<String> keyId(Input put, String type) {
    if (type.equals("SecureString")) {
      String keyId = put.optionalText("KeyId").orElse(Keys.SSM_ALIAS);
      keys.requireUsable(keyId);
      return Optional.of(keyId);
    }
    AwsException.invalidIf(put.has("KeyId"), "KeyId is for parameters of type SecureString only.");
    return Optional.empty();
  }

  /** The value in plain text, if the key can be used. */
  String decrypted(ParameterVersion version) {
    version.keyId().ifPresent(keys::requireUsable);
    return version.value();
  }

  private static List<ParameterPolicy> policies(
      Input put, Optional<ParameterVersion> before, String tier) {
    List<ParameterPolicy> policies =
        put.optionalText("Policies")
            .map(ParameterPolicy::parse)
            .or(() -> before.map(ParameterVersion::notices))
            .orElse(List.of());
    AwsException.invalidIf(
        !tier.equals(ADVANCED) && !policies.isEmpty(),
        "Parameter policies are for parameters of the advanced tier only: set Tier to Advanced.");
    return policies;
  }

  /** Tells of each policy that has become due. */
  public void tellDue(EventBus bus) {
    for (Parameter parameter : all()) {
      parameter.takeDue(account.now()).forEach(due -> bus.publish(event(parameter, due)));
    }
  }

  /**
   * The event by which Parameter Store tells that a policy has taken effect.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/systems-manager/latest/userguide/sysman-paramstore-cwe.html">Notifications
   *     from Parameter Store events</a>
   */
  private ObjectNode event(Parameter parameter, ParameterPolicy policy) {
    ObjectNode event = account.event("aws.ssm", "Parameter Store Policy Action", account.now());
    event.putArray("resources").add(account.parameterArn(parameter.name()));
    event
        .putObject("detail")
        .put("policy-type", ParameterPolicy.TYPE)
        .put("parameter-name", parameter.name())
        .put("parameter-type", parameter.latest().type())
        .put("action-status", "SUCCESS")
        .put("policy-content", policy.text())
        .put(
            "action-reason",
            "The parameter has not been changed for %d days. This notification was generated based on the policy created at %s."
                .formatted(policy.after().toDays(), parameter.latest().lastModified()));
    return event;
  }
}
