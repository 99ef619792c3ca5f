package io.lwarotation.client;

import io.lwarotation.core.AccessTokens;
import java.time.Instant;

/** An access token of Login with Amazon, as {@link LwaAccessTokens} gave it. */
public final class LwaToken {
  private final AccessTokens.Session session;

  LwaToken(AccessTokens.Session session) {
    this.session = session;
  }

  /** The value of SP-API's header {@code x-amz-access-token}; to be sent there and nowhere else. */
  public String value() {
    return session.token().token().reveal();
  }

  /** When it is given out no more, by this machine's clock: five minutes before it ends. */
  public Instant usableUntil() {
    return session.usableUntil();
  }

  /** Version of the client secret's parameter that was stored when the token was made. */
  public long secretVersion() {
    return session.credentials().secretVersion();
  }

  /**
   * Whether the stored secret is malformed or Login with Amazon refuses it, so that an earlier
   * version of it was used. That lasts for the days of its grace at most: somebody must store the
   * right secret before.
   */
  public boolean fromEarlierSecret() {
    return session.trouble().isPresent();
  }

  AccessTokens.Session session() {
    return session;
  }

  /** Without the token. */
  @Override
  public String toString() {
    return "LwaToken[redacted]";
  }
}
