package io.lwarotation.local.aws.secretsmanager;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lwarotation.local.aws.wire.Account;
import io.lwarotation.local.aws.wire.AwsException;
import io.lwarotation.local.aws.wire.Caller;
import io.lwarotation.local.aws.wire.Endpoint;
import io.lwarotation.local.aws.wire.Input;
import io.lwarotation.local.aws.wire.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * AWS Secrets Manager, as far as one reads the current value of a secret there.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_GetSecretValue.html">GetSecretValue</a>
 */
public record SecretsManagerService(Account account, Map<String, ObjectNode> secrets)
    implements Endpoint.Service {
  public SecretsManagerService(Account account) {
    this(account, new LinkedHashMap<>());
  }

  /** What somebody stores there, a new version of it if it is there already. */
  public String put(String name, String text) {
    String arn = account.arn("secretsmanager", "secret:" + name + "-EXaMpL");
    ObjectNode stored =
        Json.object()
            .put("ARN", arn)
            .put("Name", name)
            .put("VersionId", account.newId())
            .put("SecretString", text)
            .putPOJO("CreatedDate", account.now());
    stored.putArray("VersionStages").add("AWSCURRENT");
    secrets.put(name, stored);
    secrets.put(arn, stored);
    return arn;
  }

  @Override
  public ObjectNode answer(Caller.OfAccount caller, String operation, Input input) {
    if (!operation.equals("GetSecretValue")) {
      throw Endpoint.unknownOperation(operation);
    }
    return Optional.ofNullable(secrets.get(input.only("SecretId").text("SecretId")))
        .orElseThrow(
            AwsException.because(
                400,
                "ResourceNotFoundException",
                "Secrets Manager can't find the specified secret."));
  }

  /** Secrets are not shown. */
  @Override
  public String toString() {
    return "SecretsManagerService[…]";
  }
}
