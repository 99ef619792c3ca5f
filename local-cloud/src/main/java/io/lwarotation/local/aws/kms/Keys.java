package io.lwarotation.local.aws.kms;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lwarotation.local.aws.wire.Account;
import io.lwarotation.local.aws.wire.AwsException;
import io.lwarotation.local.aws.wire.Caller;
import io.lwarotation.local.aws.wire.Endpoint;
import io.lwarotation.local.aws.wire.Input;
import io.lwarotation.local.aws.wire.Json;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * AWS KMS: keys and their states. Aliases but AWS's own, grants, key policies and encryption
 * contexts are not modelled: who may call, may use every key.
 */
public final class Keys implements Endpoint.Service {
  /** AWS's own key for parameters: there in each account. */
  public static final String SSM_ALIAS = "alias/aws/ssm";

  private static final Duration LONGEST_DELETION = Duration.ofDays(30);

  private final Account account;
  private final Map<String, Key> keys = new LinkedHashMap<>();
  private final Key ofParameterStore;

  public Keys(Account account) {
    this.account = account;
    this.ofParameterStore = create("AWS's own key for Parameter Store");
  }

  private Key create(String description) {
    Key key = new Key(account.newId(), account, description);
    keys.put(key.id, key);
    return key;
  }

  /** Makes a key from a template's properties, or changes the one that is there. */
  public Key put(Optional<String> existing, Input properties) {
    Key key =
        existing
            .flatMap(this::find)
            .orElseGet(() -> create(properties.optionalText("Description").orElse("")));
    key.rotated = properties.flag("EnableKeyRotation");
    if (properties.has("KeyPolicy")) {
      key.policy = properties.node("KeyPolicy").toString();
    }
    return key;
  }

  /** Finds a key by its id, its ARN, or AWS's alias. */
  private Optional<Key> find(String reference) {
    keys.values()
        .removeIf(key -> key.deletion.filter(at -> !at.isAfter(account.now())).isPresent());
    return reference.equals(SSM_ALIAS)
        ? Optional.of(ofParameterStore)
        : keys.values().stream()
            .filter(key -> List.of(key.id, key.arn).contains(reference))
            .findFirst();
  }

  public Key require(String reference) {
    return find(reference)
        .orElseThrow(
            AwsException.because(
                400, "NotFoundException", "Key '" + reference + "' does not exist"));
  }

  /** Refuses, as Parameter Store does, a key that is not there or cannot be used. */
  public void requireUsable(String reference) {
    Key key =
        find(reference)
            .orElseThrow(AwsException.because(400, "InvalidKeyId", "Invalid keyId " + reference));
    if (!key.isEnabled()) {
      throw AwsException.badRequest(
          "InvalidKeyId", key.arn + " is " + key.state() + " and cannot be used.");
    }
  }

  /** A stack deletes it as late as it can. */
  public void scheduleDeletion(String reference) {
    require(reference).deletion = Optional.of(account.now().plus(LONGEST_DELETION));
  }

  @Override
  public ObjectNode answer(Caller.OfAccount caller, String operation, Input input) {
    if (operation.equals("CreateKey")) {
      input.only("Description Tags");
      return described(create(input.optionalText("Description").orElse("")));
    }
    if (operation.equals("CreateAlias")) {
      AwsException.invalidIf(
          !input.text("AliasName").startsWith("alias/"),
          "Alias must start with the prefix \"alias/\". Please see"
              + " https://docs.aws.amazon.com/kms/latest/developerguide/kms-alias.html");
      throw AwsException.notModelled("aliases of keys");
    }
    Key key = require(input.only("KeyId PolicyName").text("KeyId"));
    return switch (operation) {
      case "DescribeKey" -> described(key);
      case "GetKeyPolicy" -> Json.object().put("Policy", key.policy).put("PolicyName", "default");
      case "GetKeyRotationStatus" ->
          Json.object().put("KeyId", key.id).put("KeyRotationEnabled", key.rotated);
      case "EnableKeyRotation" -> changed(() -> key.requireEnabled().rotated = true);
      case "EnableKey" -> changed(() -> key.requireKept().disabled = false);
      case "DisableKey" -> changed(() -> key.requireKept().disabled = true);
      default -> throw Endpoint.unknownOperation(operation);
    };
  }

  private static ObjectNode changed(Runnable change) {
    change.run();
    return Json.object();
  }

  private static ObjectNode described(Key key) {
    ObjectNode metadata =
        Json.object()
            .put("KeyId", key.id)
            .put("Arn", key.arn)
            .putPOJO("CreationDate", key.created)
            .put("Enabled", key.isEnabled())
            .put("Description", key.description)
            .put("KeyState", key.state())
            .put("KeyManager", "CUSTOMER");
    key.deletion.ifPresent(at -> metadata.putPOJO("DeletionDate", at));
    return Json.object().set("KeyMetadata", metadata);
  }
}
