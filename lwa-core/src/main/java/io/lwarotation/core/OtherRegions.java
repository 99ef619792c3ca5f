package io.lwarotation.core;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Tells a token of another region from one that lacks a right: SP-API refuses both without a
 * reason, but the first is accepted at the host of its own region. Asks the two other hosts once,
 * and remembers what they said of a refresh token: a seller whose calls go on failing costs no more
 * requests. For many threads.
 */
public final class OtherRegions {
  private static final int MOST_REQUESTS = 2;
  private static final int MOST_REMEMBERED = 1000;
  private static final Duration LONGEST_REQUEST = Duration.ofSeconds(5);

  /** How long a token that no other host accepted is not asked about again. */
  private static final Duration PAUSE = Duration.ofHours(1);

  private static final URI NOWHERE = URI.create("https://none.invalid");

  private final SpApiHosts hosts;
  private final SpApiByHost spApi;
  private final InstantSource clock;
  private final Map<Secret, Remembered> remembered = new ConcurrentHashMap<>();

  /**
   * @param hosts of which the one at home has refused
   */
  public OtherRegions(SpApiHosts hosts, SpApiByHost spApi, InstantSource clock) {
    this.hosts = hosts;
    this.spApi = spApi;
    this.clock = clock;
  }

  /** There are none that could be asked. */
  public static OtherRegions none() {
    return new OtherRegions(
        new SpApiHosts(NOWHERE, Map.of()),
        host -> {
          throw new IllegalArgumentException("there is no SP-API at " + host);
        },
        () -> Instant.EPOCH);
  }

  /** What the other hosts say of a token. */
  public sealed interface Answer {
    /**
     * The host of another region accepts it.
     *
     * @param called the region that refused it, where it is known
     */
    record Belongs(SpApiRegion to, Optional<SpApiRegion> called) implements Answer {
      /** The end of a sentence that starts with the refresh token. */
      public String clause() {
        return "belongs to the SP-API region "
            + name(to)
            + called.map(region -> ", but the one called is " + name(region)).orElse("");
      }

      private static String name(SpApiRegion region) {
        return region.setting() + " (" + region.displayName() + ")";
      }
    }

    /** They refuse it as well. */
    record Refused() implements Answer {}

    /** There is none to ask, or one did not say. */
    record Unknown() implements Answer {}
  }

  private record Remembered(Answer answer, Instant until) {}

  /**
   * Asks, or remembers. Never fails.
   *
   * @param token that it was sent with, made from {@code refreshToken}
   */
  public Answer ask(
      SpApiRequest request, AccessToken token, Secret refreshToken, Deadline deadline) {
    Remembered before = remembered.get(refreshToken);
    if (before != null && clock.instant().isBefore(before.until())) {
      return before.answer();
    }
    if (hosts.isSandbox() || deadline.remaining().isZero()) {
      return new Answer.Unknown();
    }
    Answer answer = askAll(request, token, deadline);
    Instant until = answer instanceof Answer.Belongs ? Instant.MAX : clock.instant().plus(PAUSE);
    if (remembered.size() >= MOST_REMEMBERED) {
      remembered.clear();
    }
    remembered.put(refreshToken, new Remembered(answer, until));
    return answer;
  }

  private Answer askAll(SpApiRequest request, AccessToken token, Deadline deadline) {
    Optional<SpApiRegion> home = hosts.region();
    int refusals = 0;
    int requests = 0;
    for (SpApiRegion region : SpApiRegion.values()) {
      URI host = hosts.of(region).orElse(hosts.home());
      if (host.equals(hosts.home())
          || home.equals(Optional.of(region))
          || requests == MOST_REQUESTS) {
        continue;
      }
      requests++;
      try {
        spApi.at(host).send(request, token, deadline.within(LONGEST_REQUEST));
        return new Answer.Belongs(region, home);
      } catch (AmazonException.Refused e) {
        refusals += e.refusal() == Refusal.ACCESS_DENIED ? 1 : 0;
      } catch (AmazonException.NoAnswer _) {
        // What the host at home said stands.
      }
    }
    return refusals == MOST_REQUESTS ? new Answer.Refused() : new Answer.Unknown();
  }
}
