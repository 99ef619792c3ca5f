package io.lwarotation.core;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Access tokens that are renewed before they are needed. In the five minutes before a token is no
 * longer given out, the first caller starts one renewal and gets the token that is still good, as
 * all others do. A renewal that fails is told to nobody, for nobody needs it yet: it is tried again
 * a minute later, and at the end of the five minutes by a caller, who hears of it.
 *
 * <p>A function needs none of it: it has one caller, who would wait either way.
 */
public final class TokensAhead {
  /** How long before a token is no longer given out the next one is made. */
  static final Duration AHEAD = Duration.ofMinutes(5);

  private static final Duration BETWEEN_RENEWALS = Duration.ofMinutes(1);
  private static final Duration LONGEST_RENEWAL = Duration.ofSeconds(20);

  private final AccessTokens tokens;
  private final InstantSource clock;
  private final Executor renewals;

  /** When the next renewal may start; also what makes one of many callers start it. */
  private final AtomicReference<Instant> nextRenewal = new AtomicReference<>(Instant.MIN);

  /**
   * @param renewals runs a renewal, best in another thread
   */
  public TokensAhead(AccessTokens tokens, InstantSource clock, Executor renewals) {
    this.tokens = tokens;
    this.clock = clock;
    this.renewals = renewals;
  }

  /** A token as {@link AccessTokens#current}; starts its renewal where that is due. */
  public AccessTokens.Result current(Deadline deadline) {
    AccessTokens.Result result = tokens.current(deadline);
    if (result instanceof AccessTokens.Result.Granted(AccessTokens.Session session)) {
      renewIfDue(session);
    }
    return result;
  }

  /**
   * Forgets what SP-API refused. If a token of an earlier secret is refused while it is fresh, that
   * secret is dead too, and is used no more; of one that a program kept for too long that says
   * nothing.
   */
  public void refused(AccessTokens.Session session) {
    if (session.trouble().isPresent() && clock.instant().isBefore(session.usableUntil())) {
      tokens.discardFallback(session);
    } else {
      tokens.discard(session);
    }
  }

  private void renewIfDue(AccessTokens.Session session) {
    Instant now = clock.instant();
    Instant next = nextRenewal.get();
    if (now.isBefore(session.usableUntil().minus(AHEAD))
        || !now.isBefore(session.usableUntil())
        || now.isBefore(next)
        || !nextRenewal.compareAndSet(next, now.plus(BETWEEN_RENEWALS))) {
      return;
    }
    renewals.execute(() -> renew(session));
  }

  private void renew(AccessTokens.Session session) {
    try {
      tokens.renew(session, Deadline.in(LONGEST_RENEWAL, clock));
    } catch (StoreException | NotConfiguredException _) {
      // The kept token is still good; whoever needs a new one is told what is wrong.
    }
  }
}
