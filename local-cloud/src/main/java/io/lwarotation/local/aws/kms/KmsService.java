package io.lwarotation.local.aws.kms;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lwarotation.local.aws.wire.Account;
import io.lwarotation.local.aws.wire.AwsException;
import io.lwarotation.local.aws.wire.Caller;
import io.lwarotation.local.aws.wire.Endpoint;
import io.lwarotation.local.aws.wire.Input;
import io.lwarotation.local.aws.wire.Json;

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
      case "DescribeKey" -> describe(key(input));
      case "GetKeyPolicy" ->
          Json.object()
              .put("Policy", key(input.only("KeyId PolicyName")).policy())
              .put("PolicyName", "default");
      case "EnableKeyRotation" -> done(() -> key(input).requireEnabled().rotate(true));
      case "GetKeyRotationStatus" -> rotationStatus(key(input));
      case "EnableKey" -> done(() -> key(input).enable(true));
      case "DisableKey" -> done(() -> key(input).enable(false));
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
}
