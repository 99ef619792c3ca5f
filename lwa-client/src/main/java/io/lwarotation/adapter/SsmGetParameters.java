package io.lwarotation.adapter;

import com.fasterxml.jackson.core.JsonGenerator;
import io.lwarotation.core.Deadline;
import io.lwarotation.core.ParameterNames;
import io.lwarotation.core.StoreException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * The one request: GetParameters with decryption, signed, sent at most three times. Tried again are
 * throttling, 5xx and connections that failed, after a wait of full jitter; a refused time, once,
 * with the time of AWS's answer; expired credentials, once, if others can be fetched. A time-out is
 * not tried again: it has used up the time.
 */
final class SsmGetParameters {
  private static final int MAX_ATTEMPTS = 3;
  private static final Duration WAIT = Duration.ofMillis(100);
  private static final Duration THROTTLED_WAIT = Duration.ofMillis(500);

  /** AWS tolerates 5 minutes; its SDKs correct their clock from 4 on. */
  private static final Duration TOLERATED_SKEW = Duration.ofMinutes(4);

  private final CrtHttp http;
  private final AwsEnvironment aws;
  private final ParameterNames names;
  private final InstantSource clock;
  private final RandomGenerator random;
  private final Pause pause;
  private final AwsKeyProvider keys;
  private final SigV4Signer signer;

  /** How far AWS's clock is ahead of ours, as far as it matters. */
  private volatile Duration skew = Duration.ZERO;

  SsmGetParameters(
      CrtHttp http,
      AwsEnvironment aws,
      ParameterNames names,
      InstantSource clock,
      RandomGenerator random,
      Pause pause) {
    this(http, aws, names, clock, random, pause, new AwsKeyProvider(http, aws.keySource(), clock));
  }

  private SsmGetParameters(
      CrtHttp http,
      AwsEnvironment aws,
      ParameterNames names,
      InstantSource clock,
      RandomGenerator random,
      Pause pause,
      AwsKeyProvider keys) {
    this.http = http;
    this.aws = aws;
    this.names = names;
    this.clock = clock;
    this.random = random;
    this.pause = pause;
    this.keys = keys;
    this.signer = new SigV4Signer(aws.region(), "ssm");
  }

  /** The same over the same keys, for messages about other names. */
  SsmGetParameters with(ParameterNames others) {
    return new SsmGetParameters(http, aws, others, clock, random, pause, keys);
  }

  /** How one attempt ended. */
  private sealed interface Attempt {
    record Answered(HttpAnswer answer) implements Attempt {}

    /** Without an answer with status 200. */
    sealed interface Failed extends Attempt {
      StoreException failure();
    }

    /** Again after a wait of at most {@code longest}, doubled with each attempt. */
    record Later(StoreException failure, Duration longest) implements Failed {}

    /** Again with what was corrected. */
    record Corrected(StoreException failure) implements Failed {}

    record Final(StoreException failure) implements Failed {}
  }

  /**
   * An answer with status 200.
   *
   * @param wanted names, or one name with a version
   * @throws StoreException if there is none
   */
  HttpAnswer send(List<String> wanted, Deadline deadline) {
    return send(new Wanted(wanted, true), deadline);
  }

  /** The same without decryption: versions and dates, and the values of what is no secret. */
  HttpAnswer metadata(List<String> wanted, Deadline deadline) {
    return send(new Wanted(wanted, false), deadline);
  }

  private HttpAnswer send(Wanted wanted, Deadline deadline) {
    boolean corrected = false;
    for (int attempt = 1; ; attempt++) {
      boolean last = attempt == MAX_ATTEMPTS;
      Attempt ended = attempt(wanted, deadline, !corrected);
      if (ended instanceof Attempt.Answered(HttpAnswer answer)) {
        return answer;
      }
      Attempt.Failed failed = (Attempt.Failed) ended;
      // By instanceof, for the JVM would spin a class for a switch: a start comes here.
      corrected |= failed instanceof Attempt.Corrected;
      boolean again =
          failed instanceof Attempt.Later(_, Duration wait)
              ? !last && waited(wait.multipliedBy(1L << (attempt - 1)), deadline)
              : failed instanceof Attempt.Corrected;
      if (last || !again) {
        throw failed.failure();
      }
    }
  }

  /** Waits anything between nothing and {@code longest}, unless that would outlast the deadline. */
  private boolean waited(Duration longest, Deadline deadline) {
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

  private Attempt attempt(Wanted wanted, Deadline deadline, boolean mayCorrect) {
    Instant time = clock.instant().plus(skew);
    HttpAnswer answer;
    try {
      answer = http.send(signer.sign(request(wanted), keys.keys(deadline), time), deadline);
    } catch (NoHttpAnswerException e) {
      StoreException failure = unreachable(e);
      boolean again =
          switch (e.kind()) {
            case NOT_TRIED, CONNECTED_TOO_LATE, TIMED_OUT -> false;
            case NOT_CONNECTED, NOT_BEGUN, BROKEN_BEFORE_ANSWER, BROKEN_ANSWER, TOO_LARGE -> true;
          };
      return again ? new Attempt.Later(failure, WAIT) : new Attempt.Final(failure);
    }
    if (answer.status() == 200) {
      return new Attempt.Answered(answer);
    }
    SsmRefusal refusal = SsmRefusal.of(answer);
    StoreException failure = refusal.toException(names);
    return switch (refusal.meaning()) {
      case THROTTLED -> new Attempt.Later(failure, THROTTLED_WAIT);
      case UNAVAILABLE -> new Attempt.Later(failure, WAIT);
      case CLOCK ->
          mayCorrect && correctClock(time, answer.date())
              ? new Attempt.Corrected(failure)
              : new Attempt.Final(failure);
      case EXPIRED_KEYS ->
          mayCorrect && keys.renew() ? new Attempt.Corrected(failure) : new Attempt.Final(failure);
      case FINAL -> new Attempt.Final(failure);
    };
  }

  private StoreException unreachable(NoHttpAnswerException e) {
    return new StoreException(
        StoreException.Kind.UNREACHABLE,
        "Parameter Store at "
            + aws.ssmEndpoint().getHost()
            + " "
            + e.what()
            + "; application "
            + names.app()
            + " could not read its credentials, the next run tries again.",
        e);
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

  private HttpCall request(Wanted wanted) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Content-Type", "application/x-amz-json-1.1");
    headers.put("X-Amz-Target", "AmazonSSM.GetParameters");
    return new HttpCall(
        "POST",
        aws.ssmEndpoint(),
        Endpoints.path(aws.ssmEndpoint()),
        headers,
        JsonWriter.object(wanted).getBytes(StandardCharsets.UTF_8),
        false);
  }

  /** By name: the JVM would spin a lambda at each cold start. */
  private record Wanted(List<String> names, boolean decrypted) implements JsonWriter.Fields {
    @Override
    public void writeTo(JsonGenerator json) throws IOException {
      json.writeArrayFieldStart("Names");
      for (String name : names) {
        json.writeString(name);
      }
      json.writeEndArray();
      json.writeBooleanField("WithDecryption", decrypted);
    }
  }
}
