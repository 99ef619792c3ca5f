package io.lwarotation.adapter;

import io.lwarotation.core.AmazonException;
import org.jspecify.annotations.Nullable;

/** An HTTP exchange that brought no whole answer. */
final class NoHttpAnswerException extends Exception {
  private static final long serialVersionUID = 1L;

  private final Kind kind;

  /** How far it came. */
  enum Kind {
    /** There was no time left, or the thread was interrupted. */
    NOT_TRIED,
    /** No connection: the name, the port or the network. */
    NOT_CONNECTED,
    /** No connection in time: the network, or a TLS handshake that fails. */
    CONNECTED_TOO_LATE,
    /** The connection, a kept one, had ended before the request went into it. */
    NOT_BEGUN,
    /** The time for the answer was up. */
    TIMED_OUT,
    /** The connection broke before the first byte of an answer. */
    BROKEN_BEFORE_ANSWER,
    /** The answer broke off, or is not HTTP. */
    BROKEN_ANSWER,
    /** The answer is larger than the limit. */
    TOO_LARGE;

    /** Whether not a byte of the request can have left. */
    boolean isNotSent() {
      return compareTo(NOT_BEGUN) <= 0;
    }

    /** Whether there is no time for another attempt. */
    boolean hasUsedUpTheTime() {
      return this == NOT_TRIED || this == CONNECTED_TOO_LATE || this == TIMED_OUT;
    }
  }

  /**
   * @param what the end of a sentence that starts with the name of the one who was called
   */
  NoHttpAnswerException(Kind kind, String what, @Nullable Throwable cause) {
    super(what, cause);
    this.kind = kind;
  }

  Kind kind() {
    return kind;
  }

  /** The same as it is told to the core. */
  AmazonException.NoAnswer of(AmazonException.Service service) {
    AmazonException.NoAnswer.Kind told =
        kind.isNotSent()
            ? AmazonException.NoAnswer.Kind.NOT_SENT
            : kind == Kind.TOO_LARGE
                ? AmazonException.NoAnswer.Kind.TOO_LARGE
                : AmazonException.NoAnswer.Kind.LOST;
    return new AmazonException.NoAnswer(service, told, what(), this);
  }

  /** What happened, as the end of a sentence that starts with the name of the one called. */
  String what() {
    return String.valueOf(getMessage());
  }
}
