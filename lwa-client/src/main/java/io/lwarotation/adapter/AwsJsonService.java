package io.lwarotation.adapter;

import io.lwarotation.core.Deadline;
import io.lwarotation.core.StoreException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Map;

/** A service of AWS that takes signed requests in JSON. */
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

  /** AWS Lambda. */
  public static AwsJsonService lambda(CrtHttp http, AwsEnvironment aws, InstantSource clock) {
    return new AwsJsonService(
        "Lambda",
        new SigV4Signer(aws.region(), "lambda"),
        aws.lambdaEndpoint(),
        http,
        new AwsKeyProvider(http, aws.keySource(), clock),
        clock);
  }

  /**
   * Has Lambda start a function, whose answer nobody waits for.
   *
   * @throws StoreException if Lambda refused or did not answer
   */
  public void start(String function, String event, Deadline deadline) {
    HttpAnswer answer =
        send(
            new HttpCall(
                "POST",
                endpoint,
                "/2015-03-31/functions/" + function + "/invocations",
                Map.of("Content-Type", "application/json", "X-Amz-Invocation-Type", "Event"),
                event.getBytes(StandardCharsets.UTF_8),
                true),
            deadline);
    if (answer.status() != 202) {
      throw new StoreException(
          StoreException.Kind.REFUSED,
          name
              + " answered "
              + answer.status()
              + " to starting "
              + function
              + ": check that the role has lambda:InvokeFunction on it.",
          null);
    }
  }

  /**
   * Asks it; again once, if there was no answer or a fault of the service.
   *
   * @param target the operation, as the header {@code X-Amz-Target} names it
   * @return its answer, whatever its status
   * @throws StoreException if none came
   */
  public HttpAnswer ask(String target, String body, Deadline deadline) {
    return send(
        new HttpCall(
            "POST",
            endpoint,
            Endpoints.path(endpoint),
            Map.of("Content-Type", "application/x-amz-json-1.0", "X-Amz-Target", target),
            body.getBytes(StandardCharsets.UTF_8),
            true),
        deadline);
  }

  private HttpAnswer send(HttpCall call, Deadline deadline) {
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
