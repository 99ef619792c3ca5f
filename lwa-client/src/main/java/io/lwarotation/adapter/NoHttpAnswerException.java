package io.lwarotation.adapter;

import io.lwarotation.core.AmazonException;
import io.lwarotation.core.AmazonException.NoAnswer;
import org.jspecify.annotations.Nullable;

/** An HTTP exchange that brought no whole answer. */
final class NoHttpAnswerException extends Exception {
  private static final long serialVersionUID = 1L;

  private final Kind kind;

  /** How far it came. */
  enum Kind {
    /** There was no time left, or the thread was interrupted. */
    NOT_TRIED(NoAnswer.Kind.NOT_SENT),
    /** No connection: the name, the port or the network. */
    NOT_CONNECTED(NoAnswer.Kind.NOT_SENT),
    /** No connection in time: the network, or a TLS handshake that fails. */
    CONNECTED_TOO_LATE(NoAnswer.Kind.NOT_SENT),
    /** The connection, a kept one, had ended before the request went into it. */
    NOT_BEGUN(NoAnswer.Kind.NOT_SENT),
    /** The time for the answer was up. */
    TIMED_OUT(NoAnswer.Kind.LOST),
    /** The connection broke before the first byte of an answer. */
    BROKEN_BEFORE_ANSWER(NoAnswer.Kind.LOST),
    /** The answer broke off, or is not HTTP. */
    BROKEN_ANSWER(NoAnswer.Kind.LOST),
    /** The answer is larger than the limit. */
    TOO_LARGE(NoAnswer.Kind.TOO_LARGE);

    /** What the core needs to know of it. */
    private final NoAnswer.Kind told;

    Kind(NoAnswer.Kind told) {
      this.told = told;
    }

    /** Whether not a byte of the request can have left. */
    boolean isNotSent() {
      return told == NoAnswer.Kind.NOT_SENT;
    }

    /** Whether there is no time for another attempt. */
    boolean hasUsedUpTheTime() {
      return this == NOT_TRIED || this == CONNECTED_TOO_LATE || this == TIMED_OUT;
    }
  }

  NoHttpAnswerException(Kind kind, String what, @Nullable Throwable cause) {
    super(what, cause);
    this.kind = kind;
  }

  Kind kind() {
    return kind;
  }

  /** The same as it is told to the core. */
  NoAnswer of(AmazonException.Service service) {
    return new NoAnswer(service, kind.told, what(), this);
  }

  /** What happened, as the end of a sentence that starts with the name of the one called. */
  String what() {
    return String.valueOf(getMessage());
  }
}
