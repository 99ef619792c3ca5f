package io.lwarotation.local.aws.kms;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lwarotation.local.aws.wire.Account;
import io.lwarotation.local.aws.wire.AwsException;
import io.lwarotation.local.aws.wire.Caller;
import io.lwarotation.local.aws.wire.Input;
import io.lwarotation.local.aws.wire.Json;
import io.lwarotation.local.aws.wire.Service;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * AWS KMS: keys and their states. Grants, key policies and encryption contexts are not modelled:
 * who may call, may use every key.
 *
 * @see <a href="https://docs.aws.amazon.com/kms/latest/APIReference/">KMS API reference</a>
 */
public final class KmsService implements Service.OfJson {
  private final Account account;
  private final Keys keys;
  private final InstantSource clock;

  public KmsService(Account account, Keys keys, InstantSource clock) {
    this.account = account;
    this.keys = keys;
    this.clock = clock;
  }

  @Override
  public ObjectNode answer(Caller.OfAccount caller, String operation, Input input) {
    return switch (operation) {
      case "CreateKey" -> createKey(input);
      case "CreateAlias" -> createAlias(input);
      case "DescribeKey" -> describe(key(input));
      case "GetKeyPolicy" ->
          Json.object()
              .put("Policy", key(input.only("KeyId", "PolicyName")).policy())
              .put("PolicyName", "default");
      case "EnableKeyRotation" -> {
        key(input).requireEnabled().rotate(true);
        yield Json.object();
      }
      case "GetKeyRotationStatus" -> rotationStatus(key(input));
      case "EnableKey" -> enable(key(input), true);
      case "DisableKey" -> enable(key(input), false);
      case "ScheduleKeyDeletion" -> scheduleDeletion(input);
      default -> throw Service.unknownOperation(operation);
    };
  }

  private Key key(Input input) {
    return keys.require(input.text("KeyId"));
  }

  private ObjectNode createKey(Input input) {
    input.only("Description", "Tags", "KeyUsage", "KeySpec", "Policy", "Origin", "MultiRegion");
    if (!input.optionalText("KeySpec").orElse("SYMMETRIC_DEFAULT").equals("SYMMETRIC_DEFAULT")) {
      throw AwsException.notModelled("keys other than symmetric ones");
    }
    Map<String, String> tags = new LinkedHashMap<>();
    input.items("Tags").forEach(tag -> tags.put(tag.text("TagKey"), tag.text("TagValue")));
    return describe(keys.create(input.optionalText("Description").orElse(""), tags));
  }

  private ObjectNode createAlias(Input input) {
    String alias = input.only("AliasName", "TargetKeyId").text("AliasName");
    if (!alias.startsWith("alias/")) {
      throw AwsException.invalid(
          "Alias must start with the prefix \"alias/\". Please see"
              + " https://docs.aws.amazon.com/kms/latest/developerguide/kms-alias.html");
    }
    if (!alias.matches("alias/[a-zA-Z0-9/_-]+") || alias.startsWith("alias/aws/")) {
      throw AwsException.badRequest("InvalidAliasNameException", "Invalid alias name " + alias);
    }
    keys.addAlias(alias, keys.require(input.text("TargetKeyId")));
    return Json.object();
  }

  private ObjectNode describe(Key key) {
    ObjectNode answer = Json.object();
    ObjectNode metadata =
        answer
            .putObject("KeyMetadata")
            .put("AWSAccountId", account.id())
            .put("KeyId", key.id())
            .put("Arn", key.arn())
            .put("CreationDate", Json.seconds(key.created()))
            .put("Enabled", key.isEnabled())
            .put("Description", key.description())
            .put("KeyUsage", "ENCRYPT_DECRYPT")
            .put("KeyState", key.state().text())
            .put("Origin", "AWS_KMS")
            .put("KeyManager", "CUSTOMER")
            .put("KeySpec", "SYMMETRIC_DEFAULT")
            .put("CustomerMasterKeySpec", "SYMMETRIC_DEFAULT")
            .put("MultiRegion", false);
    metadata.putArray("EncryptionAlgorithms").add("SYMMETRIC_DEFAULT");
    key.deletion().ifPresent(at -> metadata.put("DeletionDate", Json.seconds(at)));
    return answer;
  }

  private static ObjectNode rotationStatus(Key key) {
    ObjectNode answer =
        Json.object().put("KeyId", key.id()).put("KeyRotationEnabled", key.isRotated());
    if (key.isRotated()) {
      answer.put("RotationPeriodInDays", 365);
    }
    return answer;
  }

  private static ObjectNode enable(Key key, boolean enabled) {
    key.enable(enabled);
    return Json.object();
  }

  private ObjectNode scheduleDeletion(Input input) {
    Key key = key(input.only("KeyId", "PendingWindowInDays"));
    int days = input.optionalInt("PendingWindowInDays").orElse(30);
    if (days < 7 || days > 30) {
      throw AwsException.invalid("PendingWindowInDays must be from 7 to 30.");
    }
    Instant at = clock.instant().plus(Duration.ofDays(days));
    key.deleteAt(at);
    return Json.object()
        .put("KeyId", key.arn())
        .put("DeletionDate", Json.seconds(at))
        .put("KeyState", key.state().text())
        .put("PendingWindowInDays", days);
  }
}
