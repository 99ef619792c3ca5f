package io.lwarotation.local.aws.secretsmanager;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lwarotation.local.aws.wire.Account;
import io.lwarotation.local.aws.wire.AwsException;
import io.lwarotation.local.aws.wire.Caller;
import io.lwarotation.local.aws.wire.Ids;
import io.lwarotation.local.aws.wire.Input;
import io.lwarotation.local.aws.wire.Json;
import io.lwarotation.local.aws.wire.Service;
import java.time.Instant;
import java.time.InstantSource;
import java.util.TreeMap;

/**
 * AWS Secrets Manager, as far as one reads the current value of a secret there.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_GetSecretValue.html">GetSecretValue</a>
 */
public final class SecretsManagerService implements Service.OfJson {
  private static final String CURRENT = "AWSCURRENT";

  private final Account account;
  private final InstantSource clock;
  private final Ids ids;
  private final TreeMap<String, Stored> secrets = new TreeMap<>();

  private record Stored(String name, String arn, String text, String version, Instant created) {
    @Override
    public String toString() {
      return "Stored[" + arn + "]";
    }
  }

  public SecretsManagerService(Account account, InstantSource clock, Ids ids) {
    this.account = account;
    this.clock = clock;
    this.ids = ids;
  }

  /** What somebody stores there, a new version of it if it is there already. */
  public String put(String name, String text) {
    String arn = account.arn("secretsmanager", "secret:" + name + "-EXaMpL");
    secrets.put(name, new Stored(name, arn, text, ids.next(), clock.instant()));
    return arn;
  }

  @Override
  public ObjectNode answer(Caller.OfAccount caller, String operation, Input input) {
    return switch (operation) {
      case "GetSecretValue" -> get(input);
      default -> throw Service.unknownOperation(operation);
    };
  }

  private ObjectNode get(Input input) {
    String id = input.only("SecretId", "VersionStage").text("SecretId");
    if (!input.optionalText("VersionStage").orElse(CURRENT).equals(CURRENT)) {
      throw AwsException.notModelled("versions of a secret other than the current one");
    }
    Stored stored =
        secrets.values().stream()
            .filter(one -> one.name().equals(id) || one.arn().equals(id))
            .findFirst()
            .orElseThrow(
                () ->
                    AwsException.badRequest(
                        "ResourceNotFoundException",
                        "Secrets Manager can't find the specified secret."));
    ObjectNode answer =
        Json.object()
            .put("ARN", stored.arn())
            .put("Name", stored.name())
            .put("VersionId", stored.version())
            .put("SecretString", stored.text())
            .put("CreatedDate", Json.seconds(stored.created()));
    answer.putArray("VersionStages").add(CURRENT);
    return answer;
  }
}
