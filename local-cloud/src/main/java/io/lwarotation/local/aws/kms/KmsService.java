package io.lwarotation.local.aws.kms;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lwarotation.local.aws.wire.Account;
import io.lwarotation.local.aws.wire.AwsException;
import io.lwarotation.local.aws.wire.Caller;
import io.lwarotation.local.aws.wire.Endpoint;
import io.lwarotation.local.aws.wire.Input;
import io.lwarotation.local.aws.wire.Json;
import java.time.Duration;
import java.time.Instant;

/**
 * AWS KMS: keys and their states. Grants, key policies and encryption contexts are not modelled:
 * who may call, may use every key.
 *
 * @see <a href="https://docs.aws.amazon.com/kms/latest/APIReference/">KMS API reference</a>
 */
public record KmsService(Account account, Keys keys) implements Endpoint.Service {
  @Override
  public ObjectNode answer(Caller.OfAccount caller, String operation, Input input) {
    return switch (operation) {
      case "CreateKey" -> createKey(input);
      case "CreateAlias" -> createAlias(input);
      case "DescribeKey" -> describe(key(input));
      case "GetKeyPolicy" ->
          Json.object()
              .put("Policy", key(input.only("KeyId PolicyName")).policy())
              .put("PolicyName", "default");
      case "EnableKeyRotation" -> done(() -> key(input).requireEnabled().rotate(true));
      case "GetKeyRotationStatus" -> rotationStatus(key(input));
      case "EnableKey" -> done(() -> key(input).enable(true));
      case "DisableKey" -> done(() -> key(input).enable(false));
      case "ScheduleKeyDeletion" -> scheduleDeletion(input);
      default -> throw Endpoint.unknownOperation(operation);
    };
  }

  private static ObjectNode done(Runnable change) {
    change.run();
    return Json.object();
  }

  private Key key(Input input) {
    return keys.require(input.text("KeyId"));
  }

  private ObjectNode createKey(Input input) {
    input.only("Description Tags KeyUsage KeySpec Policy Origin MultiRegion");
    if (!input.optionalText("KeySpec").orElse("SYMMETRIC_DEFAULT").equals("SYMMETRIC_DEFAULT")) {
      throw AwsException.notModelled("keys other than symmetric ones");
    }
    return describe(keys.create(input.optionalText("Description").orElse("")));
  }

  private ObjectNode createAlias(Input input) {
    String alias = input.only("AliasName TargetKeyId").text("AliasName");
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
            .put("KeyId", key.id)
            .put("Arn", key.arn)
            .putPOJO("CreationDate", key.created)
            .put("Enabled", key.state() == Key.State.ENABLED)
            .put("Description", key.description)
            .put("KeyUsage", "ENCRYPT_DECRYPT")
            .put("KeyState", key.state().text())
            .put("Origin", "AWS_KMS")
            .put("KeyManager", "CUSTOMER")
            .put("KeySpec", "SYMMETRIC_DEFAULT")
            .put("CustomerMasterKeySpec", "SYMMETRIC_DEFAULT")
            .put("MultiRegion", false);
    metadata.putArray("EncryptionAlgorithms").add("SYMMETRIC_DEFAULT");
    key.deletion.ifPresent(at -> metadata.putPOJO("DeletionDate", at));
    return answer;
  }

  private static ObjectNode rotationStatus(Key key) {
    ObjectNode answer = Json.object().put("KeyId", key.id).put("KeyRotationEnabled", key.rotated);
    if (key.rotated) {
      answer.put("RotationPeriodInDays", 365);
    }
    return answer;
  }

  private ObjectNode scheduleDeletion(Input input) {
    Key key = key(input.only("KeyId PendingWindowInDays"));
    int days = input.number("PendingWindowInDays", 30, 7, 30);
    Instant at = account.now().plus(Duration.ofDays(days));
    key.deleteAt(at);
    return Json.object()
        .put("KeyId", key.arn)
        .putPOJO("DeletionDate", at)
        .put("KeyState", key.state().text())
        .put("PendingWindowInDays", days);
  }
}
