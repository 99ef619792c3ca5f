package io.lwarotation.core;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The access token of one environment of a function, kept in memory until five minutes before it
 * ends. A new one is made from credentials that are read anew, by one thread at a time; the others
 * wait for it.
 */
public final class AccessTokens {
  /** How long before its end a token is no longer used. */
  static final Duration MARGIN = Duration.ofMinutes(5);

  /** How long the outcome of {@link #prepare} speaks for the call that follows it. */
  private static final Duration FRESH = Duration.ofSeconds(10);

  private final CredentialStore store;
  private final TokenEndpoint lwa;
  private final Fallback fallback;
  private final InstantSource clock;
  private final ReentrantLock minting = new ReentrantLock();
  private volatile @Nullable Session session;

  /** What went wrong in {@link #prepare}, until it was told. */
  private @Nullable Prepared prepared;

  /** The version of the secret that there is nothing to go on with in place of. */
  private volatile long withoutFallback = -1;

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

  /** What calls go on with while LWA refuses the stored secret. */
  public interface Fallback {
    /**
     * A token of another secret, with few requests however often it is asked.
     *
     * @param refused what LWA refused, read just now
     * @return empty if there is none
     * @throws AmazonException if LWA refused it for another reason, or did not answer
     * @throws StoreException if the store refused or did not answer
     */
    Optional<AccessToken> exchange(StoredCredentials refused, Deadline deadline);
  }

  /**
   * A token and the credentials it was made from.
   *
   * @param mintedAt by the clock of this process
   * @param usableUntil by the clock of this process
   * @param refusal what LWA said to the stored secret, if the token was made with an earlier one
   */
  public record Session(
      StoredCredentials credentials,
      AccessToken token,
      Instant mintedAt,
      Instant usableUntil,
      Optional<AmazonException.Refused> refusal) {}

  /** What asking for a token gave. */
  public sealed interface Result {
    /** A token that may be used. */
    record Granted(Session session) implements Result {}

    /** The credentials were read, and LWA gave no token for them. */
    record NotGranted(StoredCredentials credentials, AmazonException reason) implements Result {}
  }

  /** An attempt that gave no token: tells LWA's answer, or throws what was thrown. */
  private record Prepared(Instant at, Supplier<Result> outcome) {}

  /**
   * Makes the first token before the first call, while a function starts. Never fails: what goes
   * wrong is the outcome of the next {@link #current}, which then asks nobody, unless it comes much
   * later or the time given here was too short.
   */
  public void prepare(Deadline deadline) {
    minting.lock();
    try {
      Supplier<Result> outcome = attempted(deadline);
      if (session == null && deadline.remaining().isPositive()) {
        prepared = new Prepared(clock.instant(), outcome);
      }
    } finally {
      minting.unlock();
    }
  }

  private Supplier<Result> attempted(Deadline deadline) {
    try {
      Result result = mint(deadline);
      return () -> result;
    } catch (RuntimeException e) {
      return () -> {
        throw e;
      };
    }
  }

  /** The kept failure, once, as long as it is fresh. */
  private Result preparedOrMinted(Deadline deadline) {
    Prepared kept = prepared;
    prepared = null;
    boolean fresh = kept != null && clock.instant().isBefore(kept.at().plus(FRESH));
    return kept != null && fresh ? kept.outcome().get() : mint(deadline);
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
    if (kept != null) {
      return new Result.Granted(kept);
    }
    awaitTurn(deadline);
    try {
      kept = usable();
      return kept != null ? new Result.Granted(kept) : preparedOrMinted(deadline);
    } finally {
      minting.unlock();
    }
  }

  /**
   * A token of an earlier secret, after LWA has refused the stored one. It is kept like any other;
   * whatever goes wrong here, what is wrong is the stored secret.
   */
  public Result fallBack(
      StoredCredentials credentials, AmazonException.Refused refused, Deadline deadline) {
    if (credentials.secretVersion() == withoutFallback) {
      return new Result.NotGranted(credentials, refused);
    }
    awaitTurn(deadline);
    try {
      Optional<AccessToken> token = fallback.exchange(credentials, deadline);
      if (token.isPresent()) {
        return granted(credentials, token.get(), Optional.of(refused));
      }
    } catch (AmazonException e) {
      refused.addSuppressed(e);
    } catch (StoreException e) {
      if (e.kind() == StoreException.Kind.REFUSED) {
        withoutFallback = credentials.secretVersion();
      }
      refused.addSuppressed(e);
    } finally {
      minting.unlock();
    }
    return new Result.NotGranted(credentials, refused);
  }

  /**
   * Makes a new session in the place of one that is still good, unless that was done already; where
   * LWA gives no token, the old one stays. Callers of {@link #current} get the old one meanwhile.
   *
   * @throws NotConfiguredException see {@link CredentialStore#read}
   * @throws StoreException see {@link #current}
   */
  public void renew(Session old, Deadline deadline) {
    awaitTurn(deadline);
    try {
      if (old.equals(session)) {
        mint(deadline);
      }
    } finally {
      minting.unlock();
    }
  }

  /** Forgets the session, unless a newer one has taken its place. */
  public void discard(Session stale) {
    minting.lock();
    try {
      if (stale.equals(session)) {
        session = null;
      }
    } finally {
      minting.unlock();
    }
  }

  /** Forgets a session of an earlier secret for good: SP-API does not accept that secret either. */
  public void discardFallback(Session stale) {
    withoutFallback = stale.credentials().secretVersion();
    discard(stale);
  }

  private @Nullable Session usable() {
    Session kept = session;
    return kept != null && clock.instant().isBefore(kept.usableUntil()) ? kept : null;
  }

  private Result mint(Deadline deadline) {
    StoredCredentials credentials = store.read(deadline);
    Grant grant =
        new Grant.Seller(
            credentials.clientId(), credentials.clientSecret(), credentials.refreshToken());
    try {
      return granted(credentials, lwa.exchange(grant, deadline), Optional.empty());
    } catch (AmazonException e) {
      return new Result.NotGranted(credentials, e);
    }
  }

  private Result granted(
      StoredCredentials credentials, AccessToken token, Optional<AmazonException.Refused> refusal) {
    Instant now = clock.instant();
    Session minted =
        new Session(credentials, token, now, now.plus(token.expiresIn()).minus(MARGIN), refusal);
    session = minted;
    return new Result.Granted(minted);
  }

  private void awaitTurn(Deadline deadline) {
    try {
      if (!minting.tryLock(deadline.remaining().toMillis(), TimeUnit.MILLISECONDS)) {
        throw new StoreException(
            StoreException.Kind.UNREACHABLE,
            "another call was still reading the credentials",
            null);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreException(
          StoreException.Kind.UNREACHABLE, "the call was interrupted while it waited", e);
    }
  }
}
