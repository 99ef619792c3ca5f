package io.lwarotation.core;

import org.jspecify.annotations.Nullable;

/** Parameter Store (or the key behind it) refused or did not answer. */
public final class StoreException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Kind kind;

  /** What a caller can do about it. */
  public enum Kind {
    /** Too many requests: later. */
    THROTTLED,
    /** No answer, or 5xx: later. */
    UNREACHABLE,
    /** No right, a disabled key, a bad request: a person must act. */
    REFUSED
  }

  /**
   * @param message names the request, AWS's error code and the remedy; no value of a parameter
   */
  public StoreException(Kind kind, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  public Kind kind() {
    return kind;
  }
}
