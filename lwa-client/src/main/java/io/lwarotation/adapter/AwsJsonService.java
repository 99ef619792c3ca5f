package io.lwarotation.adapter;

import io.lwarotation.core.Deadline;
import io.lwarotation.core.StoreException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;

/**
 * A service of AWS that takes signed requests in JSON. A request is sent at most three times. Tried
 * again are throttling, 5xx and connections that failed, after a wait of full jitter; a refused
 * time, once, with the time of AWS's answer; expired credentials, once, if others can be fetched. A
 * time-out is not tried again: it has used up the time.
 */
public final class AwsJsonService {
  private static final int MAX_ATTEMPTS = 3;
  private static final Duration WAIT = Duration.ofMillis(100);
  private static final Duration THROTTLED_WAIT = Duration.ofMillis(500);

  /** AWS tolerates 5 minutes; its SDKs correct their clock from 4 on. */
  private static final Duration TOLERATED_SKEW = Duration.ofMinutes(4);

  private final Service service;
  private final CrtHttp http;
  private final AwsKeyProvider keys;
  private final SigV4Signer signer;
  private final InstantSource clock;
  private final RandomGenerator random;
  private final Pause pause;

  /** How far AWS's clock is ahead of ours, as far as it matters. */
  private volatile Duration skew = Duration.ZERO;

  /** A service: how people and its signatures name it, and the version of its protocol. */
  private record Service(String name, String signingName, String json, URI endpoint) {}

  private AwsJsonService(
      Service service,
      CrtHttp http,
      AwsEnvironment aws,
      InstantSource clock,
      RandomGenerator random,
      Pause pause) {
    this.service = service;
    this.signer = new SigV4Signer(aws.region(), service.signingName());
    this.http = http;
    this.keys = new AwsKeyProvider(http, aws.keySource(), clock);
    this.clock = clock;
    this.random = random;
    this.pause = pause;
  }

  static AwsJsonService parameterStore(
      CrtHttp http, AwsEnvironment aws, InstantSource clock, RandomGenerator random, Pause pause) {
    Service ssm = new Service("Parameter Store", "ssm", "1.1", aws.ssmEndpoint());
    return new AwsJsonService(ssm, http, aws, clock, random, pause);
  }

  /** CloudWatch's metrics. */
  public static AwsJsonService cloudWatch(CrtHttp http, AwsEnvironment aws, InstantSource clock) {
    Service metrics = new Service("CloudWatch", "monitoring", "1.0", aws.monitoringEndpoint());
    return new AwsJsonService(metrics, http, aws, clock, new SplittableRandom(), Pause.SLEEP);
  }

  /** AWS Lambda. */
  public static AwsJsonService lambda(CrtHttp http, AwsEnvironment aws, InstantSource clock) {
    Service lambda = new Service("Lambda", "lambda", "1.1", aws.lambdaEndpoint());
    return new AwsJsonService(lambda, http, aws, clock, new SplittableRandom(), Pause.SLEEP);
  }

  /**
   * Asks for an operation.
   *
   * @param target the operation, as the header {@code X-Amz-Target} names it
   * @param app the application that a failure is told of
   * @param remedy what a person does about a refusal with an error of this name, as the end of a
   *     sentence
   * @return an answer of success
   * @throws StoreException if there is none
   */
  public HttpAnswer ask(
      String target, String app, JsonObject body, UnaryOperator<String> remedy, Deadline deadline) {
    HttpCall call =
        call(
            Endpoints.path(service.endpoint()),
            Map.of(
                "Content-Type", "application/x-amz-json-" + service.json(), "X-Amz-Target", target),
            body.bytes());
    String operation = target.substring(target.indexOf('.') + 1) + " for application " + app;
    return send(call, operation, remedy, deadline);
  }

  /**
   * Has Lambda start a function, whose answer nobody waits for.
   *
   * @throws StoreException if Lambda refused or did not answer
   */
  public void start(String function, JsonObject event, Deadline deadline) {
    HttpCall call =
        call(
            "/2015-03-31/functions/" + function + "/invocations",
            Map.of("Content-Type", "application/json", "X-Amz-Invocation-Type", "Event"),
            event.bytes());
    send(
        call,
        "starting " + function,
        _ -> "check that the role has lambda:InvokeFunction on it.",
        deadline);
  }

  private HttpCall call(String path, Map<String, String> headers, byte[] body) {
    return new HttpCall("POST", service.endpoint(), path, headers, body, false);
  }

  private HttpAnswer send(
      HttpCall call, String operation, UnaryOperator<String> remedy, Deadline deadline) {
    boolean corrected = false;
    for (int attempt = 1; ; attempt++) {
      boolean last = attempt == MAX_ATTEMPTS;
      Instant time = clock.instant().plus(skew);
      HttpAnswer answer;
      try {
        answer = http.send(signer.sign(call, keys.keys(deadline), time), deadline);
      } catch (NoHttpAnswerException e) {
        if (last || e.kind().hasUsedUpTheTime() || !waited(WAIT, attempt, deadline)) {
          throw unreachable(
              "at %s %s (%s)".formatted(service.endpoint().getHost(), e.what(), operation), e);
        }
        continue;
      }
      if (answer.status() >= 200 && answer.status() < 300) {
        return answer;
      }
      AwsRefusal refusal = AwsRefusal.of(answer);
      boolean again =
          switch (refusal.meaning()) {
            case THROTTLED -> !last && waited(THROTTLED_WAIT, attempt, deadline);
            case UNAVAILABLE -> !last && waited(WAIT, attempt, deadline);
            case CLOCK -> !corrected && (corrected = correctClock(time, answer.date()));
            case EXPIRED_KEYS -> !corrected && (corrected = keys.renew());
            case UNKNOWN_KEYS, REDIRECT, OTHER -> false;
          };
      if (last || !again) {
        throw refusal.toException(service.name(), operation, remedy);
      }
    }
  }

  /** Waits anything between nothing and the longest wait, unless that outlasts the deadline. */
  private boolean waited(Duration first, int attempt, Deadline deadline) {
    Duration longest = first.multipliedBy(1L << (attempt - 1));
    Duration wait = Duration.ofMillis(random.nextLong(longest.toMillis() + 1));
    if (wait.compareTo(deadline.remaining()) >= 0) {
      return false;
    }
    try {
      pause.pause(wait);
      return true;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private boolean correctClock(Instant signedAt, Optional<Instant> awsTime) {
    if (awsTime.isEmpty()) {
      return false;
    }
    Duration off = Duration.between(signedAt, awsTime.get());
    if (off.abs().compareTo(TOLERATED_SKEW) <= 0) {
      return false;
    }
    skew = skew.plus(off);
    return true;
  }

  /** An answer of success that cannot be read. */
  public StoreException unreadable(NotJsonException cause) {
    return unreachable("gave an answer that " + cause.reason(), cause);
  }

  private StoreException unreachable(String what, Exception cause) {
    return new StoreException(
        StoreException.Kind.UNREACHABLE,
        service.name() + " " + what + "; the next run tries again.",
        cause);
  }
}
