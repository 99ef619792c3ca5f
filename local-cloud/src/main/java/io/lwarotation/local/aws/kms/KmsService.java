package io.lwarotation.local.aws.kms;

import com.fasterxml.jackson.databind.node.ObjectNode;
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
public record KmsService(Keys keys) implements Endpoint.Service {
  @Override
  public ObjectNode answer(Caller.OfAccount caller, String operation, Input input) {
    return switch (operation) {
      case "CreateKey" -> createKey(input);
      case "CreateAlias" -> throw noAlias(input);
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
    return describe(
        keys.create(input.only("Description Tags").optionalText("Description").orElse("")));
  }

  private static AwsException noAlias(Input input) {
    return input.text("AliasName").startsWith("alias/")
        ? AwsException.notModelled("aliases of keys")
        : AwsException.invalid(
            "Alias must start with the prefix \"alias/\". Please see"
                + " https://docs.aws.amazon.com/kms/latest/developerguide/kms-alias.html");
  }

  private static ObjectNode describe(Key key) {
    ObjectNode answer = Json.object();
    ObjectNode metadata =
        answer
            .putObject("KeyMetadata")
            .put("KeyId", key.id)
            .put("Arn", key.arn)
            .putPOJO("CreationDate", key.created)
            .put("Enabled", key.isEnabled())
            .put("Description", key.description)
            .put("KeyState", key.state())
            .put("KeyManager", "CUSTOMER");
    key.deletion.ifPresent(at -> metadata.putPOJO("DeletionDate", at));
    return answer;
  }

  private static ObjectNode rotationStatus(Key key) {
    return Json.object().put("KeyId", key.id).put("KeyRotationEnabled", key.rotated);
  }
}
