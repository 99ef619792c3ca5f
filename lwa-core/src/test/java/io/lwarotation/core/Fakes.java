package io.lwarotation.core;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Ports that hold state: what is stored, what Amazon says next, and how often each was asked. */
public final class Fakes {
  /** Appears in every credential and token; must appear nowhere else. */
  public static final String MARKER = "MARKEREXAMPLE";

  public static final Instant NOW = Instant.parse("2026-11-23T08:00:00Z");

  /** A clock that a test sets. */
  public static final class Clock implements InstantSource {
    private volatile Instant now = NOW;

    public void advance(Duration duration) {
      now = now.plus(duration);
    }

    @Override
    public Instant instant() {
      return now;
    }
  }

  /** Parameter Store. */
  public static final class Store implements CredentialStore {
    public final List<String> reads = new ArrayList<>();
    public StoredCredentials stored = credentials(7, NOW.minus(Duration.ofDays(30)));
    public Supplier<StoredCredentials> next = () -> stored;

    /** What another authorization's reading has shown. */
    public @Nullable StoredCredentials newest;

    @Override
    public Optional<StoredCredentials> newer(StoredCredentials known) {
      return Optional.ofNullable(newest)
          .filter(last -> last.secretVersion() > known.secretVersion())
          .map(known::with);
    }

    @Override
    public synchronized StoredCredentials read(Deadline deadline) {
      reads.add("read");
      return next.get();
    }
  }

  /** Login with Amazon: grants, unless a refusal was queued, or is said to each with a secret. */
  public static final class Lwa implements TokenEndpoint {
    public final Map<Secret, AmazonException> refused = new HashMap<>();
    public final List<Grant> asked = new ArrayList<>();
    public final Deque<AmazonException> failures = new ArrayDeque<>();
    public Duration expiresIn = Duration.ofHours(1);

    @Override
    public synchronized AccessToken exchange(Grant grant, Deadline deadline) {
      asked.add(grant);
      AmazonException failure = failures.poll();
      if (failure == null) {
        failure = refused.get(grant.clientSecret());
      }
      if (failure != null) {
        throw failure;
      }
      return new AccessToken(Secret.of("Atza|" + MARKER + asked.size()), expiresIn);
    }
  }

  /** SP-API: answers, unless a refusal was queued. */
  public static final class Sp implements SpApi {
    public final List<SpApiRequest> asked = new ArrayList<>();
    public final List<AccessToken> tokens = new ArrayList<>();
    public final Deque<AmazonException> failures = new ArrayDeque<>();
    public SpApiAnswer answer = new SpApiAnswer(200, Optional.of("request-1"), "{\"payload\":[]}");

    @Override
    public SpApiAnswer send(SpApiRequest request, AccessToken token, Deadline deadline) {
      asked.add(request);
      tokens.add(token);
      AmazonException failure = failures.poll();
      if (failure != null) {
        throw failure;
      }
      return answer;
    }
  }

  private Fakes() {}

  public static StoredCredentials credentials(long version, Instant lastModified) {
    return credentials(version, lastModified, new StoredRecord.Absent());
  }

  public static StoredCredentials credentials(
      long version, Instant lastModified, StoredRecord record) {
    return new StoredCredentials(
        new ClientId("amzn1.application-oa2-client." + MARKER),
        Secret.of("amzn1.oa2-cs.v1." + MARKER),
        Secret.of("Atzr|" + MARKER),
        version,
        lastModified,
        record,
        NOW);
  }

  /** Credentials of which the secret cannot be sent. */
  public static StoredCredentials malformed(long version) {
    StoredCredentials good = credentials(version, NOW);
    return new StoredCredentials(
        good.clientId(),
        new MalformedSecret(
            "/my-erp/lwa/clientsecret holds a space",
            "The credentials of application my-erp cannot be used: /my-erp/lwa/clientsecret holds a"
                + " space."),
        good.refreshToken(),
        version,
        NOW,
        good.record(),
        NOW);
  }

  public static AmazonException.Refused lwa(int status, Refusal refusal) {
    return new AmazonException.Refused(
        AmazonException.Service.LWA, status, refusal, Optional.empty(), Optional.empty());
  }

  public static AmazonException.Refused spApi(int status, Refusal refusal) {
    return new AmazonException.Refused(
        AmazonException.Service.SP_API,
        status,
        refusal,
        Optional.of("0.016"),
        Optional.of("request-2"));
  }
}
