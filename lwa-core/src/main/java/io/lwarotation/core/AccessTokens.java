package io.lwarotation.core;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The access token of one environment of a function, kept in memory until five minutes before it
 * ends. A new one is made from credentials that are read anew, by one thread at a time; the others
 * wait for it, and share its failure too. While the stored secret fails, tokens are made with an
 * earlier one that still works.
 */
public final class AccessTokens {
  /** How long before its end a token is no longer used. */
  static final Duration MARGIN = Duration.ofMinutes(5);

  /** How long a failure speaks for those who waited while it happened. */
  private static final Duration SHARED = Duration.ofSeconds(2);

  private final CredentialStore store;
  private final TokenEndpoint lwa;
  private final Fallback fallback;
  private final InstantSource clock;
  private final ReentrantLock minting = new ReentrantLock();
  private final AtomicReference<@Nullable Session> session = new AtomicReference<>();
  private @Nullable Failure failure; // of the last attempt

  /** Tokens of the stored secret only. */
  public AccessTokens(CredentialStore store, TokenEndpoint lwa, InstantSource clock) {
    this(store, lwa, (_, _) -> Optional.empty(), clock);
  }

  public AccessTokens(
      CredentialStore store, TokenEndpoint lwa, Fallback fallback, InstantSource clock) {
    this.store = store;
    this.lwa = lwa;
    this.fallback = fallback;
    this.clock = clock;
  }

  /**
   * A token and the credentials it was made from.
   *
   * @param mintedAt by the clock of this process, as {@code usableUntil}
   * @param trouble why the stored secret could not be used, if an earlier one was
   */
  public record Session(
      StoredCredentials credentials,
      AccessToken token,
      Instant mintedAt,
      Instant usableUntil,
      Optional<RuntimeException> trouble) {}

  /** What asking for a token gave. */
  public sealed interface Result {
    record Granted(Session session) implements Result {}

    /**
     * The credentials were read, and there is no token for them.
     *
     * @param reason an {@link AmazonException} of LWA, or a {@link NotConfiguredException} if the
     *     stored secret cannot be sent
     */
    record NotGranted(StoredCredentials credentials, RuntimeException reason) implements Result {}
  }

  /** An attempt that gave no token: gives its result, or throws what was thrown. */
  private record Failure(Instant at, Supplier<Result> outcome) {
    boolean isFresh(Instant now) {
      return !now.isBefore(at) && now.isBefore(at.plus(SHARED));
    }
  }

  /**
   * The kept token, or a new one.
   *
   * @throws NotConfiguredException see {@link CredentialStore#read}
   * @throws StoreException see {@link CredentialStore#read}; also if another thread's minting did
   *     not end in time
   */
  public Result current(Deadline deadline) {
    Session kept = usable();
    // For the token of a newer secret nobody waits while another thread makes it.
    if (kept != null && (store.newer(kept.credentials()).isEmpty() || !minting.tryLock())) {
      return new Result.Granted(kept);
    }
    boolean waited = kept == null && awaitTurn(deadline);
    try {
      kept = usable();
      return kept != null
          ? new Result.Granted(upToDate(kept, deadline))
          : sharedOrMade(waited, deadline);
    } finally {
      minting.unlock();
    }
  }

  private Result sharedOrMade(boolean waited, Deadline deadline) {
    Failure last = failure;
    return waited && last != null && last.isFresh(clock.instant())
        ? last.outcome().get()
        : make(deadline);
  }

  /**
   * Makes a new session in the place of one that is still good, unless that was done already; where
   * there is no new token, the old one stays. Callers get the old one meanwhile. Throws as they do.
   */
  public void renew(Session old, Deadline deadline) {
    awaitTurn(deadline);
    try {
      if (old.equals(session.get())) {
        mint(deadline);
      }
    } finally {
      minting.unlock();
    }
  }

  /** Forgets the session, unless a newer one has taken its place. */
  public void discard(Session stale) {
    session.compareAndSet(stale, null);
  }

  /** Forgets a session of an earlier secret for good: SP-API does not accept that secret either. */
  public void discardFallback(Session stale) {
    minting.lock();
    try {
      fallback.giveUp(stale.credentials());
      discard(stale);
    } finally {
      minting.unlock();
    }
  }

  private @Nullable Session usable() {
    Session kept = session.get();
    return kept != null && clock.instant().isBefore(kept.usableUntil()) ? kept : null;
  }

  /**
   * With the secret that another authorization's reading has shown since: one reading of a rotation
   * is enough for all. If there is no token for it, the kept one goes on: it is still good.
   */
  private Session upToDate(Session kept, Deadline deadline) {
    Optional<StoredCredentials> newer = store.newer(kept.credentials());
    if (newer.isEmpty()) {
      return kept;
    }
    if (exchange(newer.get(), deadline) instanceof Result.Granted(Session minted)) {
      return minted;
    }
    Session old =
        new Session(newer.get(), kept.token(), kept.mintedAt(), kept.usableUntil(), kept.trouble());
    session.compareAndSet(kept, old);
    return old;
  }

  /** Makes a token. A failure is kept, unless it was this caller's alone. */
  private Result make(Deadline deadline) {
    failure = null;
    try {
      Result result = mint(deadline);
      if (result instanceof Result.NotGranted && isEverybodys(deadline)) {
        failure = new Failure(clock.instant(), () -> result);
      }
      return result;
    } catch (RuntimeException e) {
      if (isEverybodys(deadline)) {
        failure = new Failure(clock.instant(), () -> rethrow(e));
      }
      throw e;
    }
  }

  /** Whether a caller had time, and nobody stopped it. */
  private static boolean isEverybodys(Deadline deadline) {
    return deadline.remaining().isPositive() && !Thread.currentThread().isInterrupted();
  }

  private static Result rethrow(RuntimeException e) {
    throw e;
  }

  private Result mint(Deadline deadline) {
    Result result = exchange(store.read(deadline), deadline);
    if (result instanceof Result.NotGranted first && mayBeReplaced(first.reason())) {
      result = exchangeAgain(first, deadline);
    }
    return result instanceof Result.NotGranted failed && secretFails(failed.reason())
        ? fallBack(failed, deadline)
        : result;
  }

  private Result exchange(StoredCredentials credentials, Deadline deadline) {
    if (credentials.clientSecret() instanceof MalformedSecret malformed) {
      return new Result.NotGranted(credentials, new NotConfiguredException(malformed.message()));
    }
    Secret secret = (Secret) credentials.clientSecret();
    Grant grant = new Grant.Seller(credentials.clientId(), secret, credentials.refreshToken());
    try {
      return granted(credentials, lwa.exchange(grant, deadline), Optional.empty());
    } catch (AmazonException e) {
      return new Result.NotGranted(credentials, e);
    }
  }

  /** Whatever its code, a 401 of LWA speaks of the client id and secret. */
  private static boolean mayBeReplaced(RuntimeException reason) {
    return reason instanceof AmazonException.Refused refused
        && (refused.refusal() == Refusal.INVALID_CLIENT || refused.status() == 401);
  }

  private static boolean secretFails(RuntimeException reason) {
    return reason instanceof NotConfiguredException
        || (reason instanceof AmazonException.Refused refused
            && refused.refusal() == Refusal.INVALID_CLIENT);
  }

  /** Once more: a rotation may have come between the reading and the asking. */
  private Result exchangeAgain(Result.NotGranted first, Deadline deadline) {
    try {
      return exchange(store.read(deadline), deadline);
    } catch (StoreException e) {
      first.reason().addSuppressed(e);
      return first; // what LWA said of the first reading stands
    }
  }

  /** Whatever goes wrong here, what is wrong is the stored secret. */
  private Result fallBack(Result.NotGranted failed, Deadline deadline) {
    try {
      Optional<AccessToken> token = fallback.exchange(failed.credentials(), deadline);
      if (token.isPresent()) {
        return granted(failed.credentials(), token.get(), Optional.of(failed.reason()));
      }
    } catch (AmazonException | StoreException e) {
      failed.reason().addSuppressed(e);
    }
    return failed;
  }

  private Result granted(
      StoredCredentials credentials, AccessToken token, Optional<RuntimeException> trouble) {
    Instant now = clock.instant();
    Instant until = now.plus(token.expiresIn()).minus(MARGIN);
    Session minted = new Session(credentials, token, now, until, trouble);
    session.set(minted);
    return new Result.Granted(minted);
  }

  /** Whether another thread was at it, so that this one waited. */
  private boolean awaitTurn(Deadline deadline) {
    if (minting.tryLock()) {
      return false;
    }
    try {
      if (minting.tryLock(deadline.remaining().toMillis(), TimeUnit.MILLISECONDS)) {
        return true;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreException(
          StoreException.Kind.UNREACHABLE, "the call was interrupted while it waited", e);
    }
    throw new StoreException(
        StoreException.Kind.UNREACHABLE, "another call was still reading the credentials", null);
  }
}
