package io.lwarotation.adapter;

import io.lwarotation.core.Deadline;
import io.lwarotation.core.StoreException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Map;

/** A service of AWS that takes signed requests in JSON and is only read. */
public final class AwsJsonService {
  private static final int ATTEMPTS = 2;

  private final String name;
  private final URI endpoint;
  private final CrtHttp http;
  private final InstantSource clock;
  private final AwsKeyProvider keys;
  private final SigV4Signer signer;

  private AwsJsonService(
      String name,
      SigV4Signer signer,
      URI endpoint,
      CrtHttp http,
      AwsKeyProvider keys,
      InstantSource clock) {
    this.name = name;
    this.endpoint = endpoint;
    this.http = http;
    this.clock = clock;
    this.keys = keys;
    this.signer = signer;
  }

  /** CloudWatch's metrics. */
  public static AwsJsonService cloudWatch(CrtHttp http, AwsEnvironment aws, InstantSource clock) {
    return new AwsJsonService(
        "CloudWatch",
        new SigV4Signer(aws.region(), "monitoring"),
        aws.monitoringEndpoint(),
        http,
        new AwsKeyProvider(http, aws.keySource(), clock),
        clock);
  }

  /**
   * Asks it; again once, if there was no answer or a fault of the service.
   *
   * @param target the operation, as the header {@code X-Amz-Target} names it
   * @return its answer, whatever its status
   * @throws StoreException if none came
   */
  public HttpAnswer ask(String target, String body, Deadline deadline) {
    HttpCall call =
        new HttpCall(
            "POST",
            endpoint,
            Endpoints.path(endpoint),
            Map.of("Content-Type", "application/x-amz-json-1.0", "X-Amz-Target", target),
            body.getBytes(StandardCharsets.UTF_8),
            true);
    for (int attempt = 1; ; attempt++) {
      try {
        HttpAnswer answer =
            http.send(signer.sign(call, keys.keys(deadline), clock.instant()), deadline);
        if (answer.status() < 500 || attempt == ATTEMPTS) {
          return answer;
        }
      } catch (NoHttpAnswerException e) {
        if (attempt == ATTEMPTS) {
          throw new StoreException(
              StoreException.Kind.UNREACHABLE,
              name + " " + e.what() + "; the next run tries again.",
              e);
        }
      }
    }
  }
}
