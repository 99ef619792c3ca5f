package io.lwarotation.core;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The access token of one environment of a function, kept in memory until five minutes before it
 * ends. A new one is made from credentials that are read anew, by one thread at a time; the others
 * wait for it.
 */
public final class AccessTokens {
  /** How long before its end a token is no longer used. */
  static final Duration MARGIN = Duration.ofMinutes(5);

  private final CredentialStore store;
  private final TokenEndpoint lwa;
  private final InstantSource clock;
  private final ReentrantLock minting = new ReentrantLock();
  private volatile @Nullable Session session;

  public AccessTokens(CredentialStore store, TokenEndpoint lwa, InstantSource clock) {
    this.store = store;
    this.lwa = lwa;
    this.clock = clock;
  }

  /**
   * A token and the credentials it was made from.
   *
   * @param usableUntil by the clock of this process
   * @param mintedAt by the clock of this process
   */
  public record Session(
      StoredCredentials credentials, AccessToken token, Instant mintedAt, Instant usableUntil) {}

  /** What asking for a token gave. */
  public sealed interface Result {
    /** A token that may be used. */
    record Granted(Session session) implements Result {}

    /** The credentials were read, and LWA gave no token for them. */
    record NotGranted(StoredCredentials credentials, AmazonException reason) implements Result {}
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
      return kept != null ? new Result.Granted(kept) : mint(deadline);
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
      AccessToken token = lwa.exchange(grant, deadline);
      Instant now = clock.instant();
      Session minted =
          new Session(credentials, token, now, now.plus(token.expiresIn()).minus(MARGIN));
      session = minted;
      return new Result.Granted(minted);
    } catch (AmazonException e) {
      return new Result.NotGranted(credentials, e);
    }
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
