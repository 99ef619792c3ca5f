package io.lwarotation.local.aws.ssm;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lwarotation.local.aws.kms.Key;
import io.lwarotation.local.aws.kms.Keys;
import io.lwarotation.local.aws.wire.Account;
import io.lwarotation.local.aws.wire.AwsException;
import io.lwarotation.local.aws.wire.Input;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The parameters of the account, and Parameter Store's rules for writing them.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_PutParameter.html">PutParameter</a>
 */
public final class ParameterStore {
  private static final int STANDARD_BYTES = 4096;
  private static final int ADVANCED_BYTES = 8192;

  private final Account account;
  private final InstantSource clock;
  private final Keys keys;
  private final TreeMap<String, Parameter> parameters = new TreeMap<>();
  private Duration lag = Duration.ZERO;

  /** A {@code PutParameter}; what was left out is empty. */
  record Put(
      String name,
      String value,
      Optional<String> type,
      Optional<String> tier,
      Optional<String> keyId,
      Optional<String> policies,
      Optional<String> description,
      boolean overwrite,
      Map<String, String> tags) {

    static Put of(Input input) {
      input.only(
          "Name",
          "Value",
          "Type",
          "Tier",
          "KeyId",
          "Policies",
          "Description",
          "Overwrite",
          "Tags",
          "DataType");
      if (!input.optionalText("DataType").orElse("text").equals("text")) {
        throw AwsException.notModelled("data types other than text");
      }
      return new Put(
          input.text("Name"),
          input.text("Value"),
          input.optionalText("Type"),
          input.optionalText("Tier"),
          input.optionalText("KeyId"),
          input.optionalText("Policies"),
          input.optionalText("Description"),
          input.flag("Overwrite"),
          input.tags("Tags"));
    }

    @Override
    public String toString() {
      return "Put[" + name + "]";
    }
  }

  public ParameterStore(Account account, InstantSource clock, Keys keys) {
    this.account = account;
    this.clock = clock;
    this.keys = keys;
  }

  /** Reads see what was written this long ago, and nothing newer. */
  public void lag(Duration lag) {
    this.lag = lag;
  }

  /** Until when reads see what was written. */
  Instant seen() {
    return clock.instant().minus(lag);
  }

  Parameter requireSeen(String name) {
    return find(name)
        .filter(parameter -> parameter.latest(seen()).isPresent())
        .orElseThrow(ParameterStore::notFound);
  }

  private static AwsException notFound() {
    return AwsException.badRequest("ParameterNotFound", "");
  }

  Optional<Parameter> find(String name) {
    return Optional.ofNullable(parameters.get(name));
  }

  /** Finds a parameter, or refuses as AWS does: without a word. */
  Parameter require(String name) {
    return find(name).orElseThrow(ParameterStore::notFound);
  }

  /** All, sorted by name. */
  public List<Parameter> all() {
    return List.copyOf(parameters.values());
  }

  void delete(String name) {
    require(name);
    parameters.remove(name);
  }

  Parameter.Version put(Put put, String caller) {
    Optional<Parameter> existing = find(put.name());
    existing.ifPresentOrElse(_ -> checkOverwrite(put), () -> ParameterName.check(put.name()));
    Optional<Parameter.Version> before = existing.map(Parameter::latest);
    boolean advanced = advanced(put, before);
    checkValue(put.value(), advanced);
    String type = type(put, before);
    Parameter parameter = existing.orElseGet(() -> new Parameter(put.name()));
    Parameter.Version version =
        new Parameter.Version(
            parameter.nextNumber(),
            type,
            put.value(),
            advanced,
            keyId(put, type),
            policies(put, before, advanced),
            put.description().or(() -> before.flatMap(Parameter.Version::description)),
            clock.instant(),
            account.iamArn("user/" + caller));
    parameter.add(version);
    parameters.put(put.name(), parameter);
    return version;
  }

  private static void checkOverwrite(Put put) {
    if (put.overwrite() && !put.tags().isEmpty()) {
      throw AwsException.invalid(
          "Invalid request: tags and overwrite can't be used together. To create a parameter with"
              + " tags, please remove overwrite flag. To update tags for an existing parameter,"
              + " please use AddTagsToResource or RemoveTagsFromResource.");
    }
    if (!put.overwrite()) {
      throw AwsException.badRequest(
          "ParameterAlreadyExists",
          "The parameter already exists. To overwrite this value, set the overwrite option in the"
              + " request to true.");
    }
  }

  private static boolean advanced(Put put, Optional<Parameter.Version> before) {
    boolean wasAdvanced = before.map(Parameter.Version::advanced).orElse(false);
    if (put.tier().isEmpty()) {
      return wasAdvanced;
    }
    return switch (put.tier().get()) {
      case "Advanced" -> true;
      case "Standard" -> {
        if (wasAdvanced) {
          throw AwsException.invalid(
              "This parameter uses the advanced-parameter tier. You can't downgrade a parameter"
                  + " from the advanced-parameter tier to the standard-parameter tier. If"
                  + " necessary, you can delete the advanced parameter and recreate it as a"
                  + " standard parameter.");
        }
        yield false;
      }
      case "Intelligent-Tiering" -> throw AwsException.notModelled("the tier Intelligent-Tiering");
      default -> throw AwsException.invalid("Tier must be Standard or Advanced.");
    };
  }

  private static void checkValue(String value, boolean advanced) {
    if (value.isEmpty()) {
      throw AwsException.invalid(
          "1 validation error detected: Value at 'value' failed to satisfy constraint: Member must"
              + " have length greater than or equal to 1.");
    }
    int opening = value.indexOf("{{");
    if (opening >= 0 && value.indexOf("}}", opening) >= 0) {
      throw AwsException.invalid(
          "Parameter value can't nest another parameter. Do not use \"{{}}\" in the value.");
    }
    int length = value.getBytes(UTF_8).length;
    if (!advanced && length > STANDARD_BYTES) {
      throw AwsException.invalid(
          "Standard tier parameters support a maximum parameter value of "
              + STANDARD_BYTES
              + " characters. To create a larger parameter value, upgrade the parameter to use the"
              + " advanced-parameter tier.");
    }
    if (length > ADVANCED_BYTES) {
      throw AwsException.invalid(
          "Advanced tier parameters support a maximum parameter value of "
              + ADVANCED_BYTES
              + " characters.");
    }
  }

  /** An overwrite may change the type, a secret's to plain text too: nothing warns. */
  private static String type(Put put, Optional<Parameter.Version> before) {
    String type =
        put.type()
            .or(() -> before.map(Parameter.Version::type))
            .orElseThrow(
                () ->
                    AwsException.invalid(
                        "A parameter type is required when you create a parameter."));
    return switch (type) {
      case "String", "SecureString" -> type;
      case "StringList" -> throw AwsException.notModelled("the type StringList");
      default ->
          throw AwsException.badRequest(
              "UnsupportedParameterType", "The type " + type + " is not supported.");
    };
  }

  /**
   * Sources conflict on what becomes of a key that an overwrite leaves out. LocalAws takes what
   * hurts more: the parameter falls back to AWS's own key.
   */
  private Optional<String> keyId(Put put, String type) {
    if (!type.equals("SecureString")) {
      if (put.keyId().isPresent()) {
        throw AwsException.invalid("KeyId is for parameters of type SecureString only.");
      }
      return Optional.empty();
    }
    String keyId = put.keyId().orElse(Keys.SSM_ALIAS);
    requireUsableKey(keyId);
    return Optional.of(keyId);
  }

  /** Encrypting and decrypting both need a key that is there and enabled. */
  void requireUsableKey(String keyId) {
    Key key =
        keys.find(keyId)
            .orElseThrow(() -> AwsException.badRequest("InvalidKeyId", "Invalid keyId " + keyId));
    if (!key.isEnabled()) {
      throw AwsException.badRequest(
          "InvalidKeyId", key.arn() + " is " + key.state().text() + " and cannot be used.");
    }
  }

  private static List<ParameterPolicy> policies(
      Put put, Optional<Parameter.Version> before, boolean advanced) {
    List<ParameterPolicy> policies =
        put.policies()
            .map(ParameterPolicy::parse)
            .or(() -> before.map(Parameter.Version::policies))
            .orElse(List.of());
    if (!advanced && !policies.isEmpty()) {
      throw AwsException.invalid(
          "Parameter policies are for parameters of the advanced tier only: set Tier to Advanced.");
    }
    return policies;
  }

  /** For tests: each version with its value. */
  public List<ParameterVersion> inspect(String name) {
    return find(name).map(ParameterStore::inspect).orElse(List.of());
  }

  private static List<ParameterVersion> inspect(Parameter parameter) {
    return parameter.versions().stream()
        .map(
            version ->
                new ParameterVersion(
                    parameter.name(),
                    version.number(),
                    version.type(),
                    version.value(),
                    version.tier(),
                    version.keyId(),
                    version.policies().stream().map(ParameterPolicy::text).toList(),
                    parameter.labelsOf(version.number()),
                    version.modified()))
        .toList();
  }
}
