package io.lwarotation.adapter;

import org.jspecify.annotations.Nullable;

/** An HTTP exchange that brought no whole answer. */
final class NoHttpAnswerException extends Exception {
  private static final long serialVersionUID = 1L;

  private final Kind kind;

  /** How far it came. */
  enum Kind {
    /** Nothing was sent: there was no time left, or the thread was interrupted. */
    NOT_TRIED,
    /** No connection: the name, the port or the network. */
    NOT_CONNECTED,
    /** The time was up. */
    TIMED_OUT,
    /** The connection broke before the first byte of an answer. */
    BROKEN_BEFORE_ANSWER,
    /** The answer broke off, or is not HTTP. */
    BROKEN_ANSWER,
    /** The answer is larger than the limit. */
    TOO_LARGE
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

  /** What happened, as the end of a sentence that starts with the name of the one called. */
  String what() {
    return String.valueOf(getMessage());
  }
}
