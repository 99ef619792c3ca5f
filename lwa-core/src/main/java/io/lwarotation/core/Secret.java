package io.lwarotation.core;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/**
 * A text that must never be shown: a client secret, a refresh token, an access token. Its {@code
 * toString} is redacted and {@code equals} takes the same time whatever the texts are.
 */
public final class Secret implements StoredSecret {
  private final String text;

  private Secret(String text) {
    this.text = text;
  }

  /**
   * Wraps a text that is fit to be sent: not empty, without white space or control characters.
   *
   * @throws IllegalArgumentException if it is not; the message does not hold the text
   */
  public static Secret of(String text) {
    if (text.isEmpty()) {
      throw new IllegalArgumentException("is empty");
    }
    if (!VisibleAscii.isAllOf(text)) {
      throw new IllegalArgumentException(
          "holds a space, a line break or another character that no credential of Amazon has");
    }
    return new Secret(text);
  }

  /** The text itself: called only where it leaves for AWS or Amazon. */
  public String reveal() {
    return text;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Secret that
        && MessageDigest.isEqual(
            text.getBytes(StandardCharsets.UTF_8), that.text.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  @Override
  public String toString() {
    return "Secret[redacted]";
  }
}
