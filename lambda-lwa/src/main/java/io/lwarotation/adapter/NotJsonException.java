package io.lwarotation.adapter;

/**
 * Bytes that are no JSON of the kind that is accepted. The message says why, never with content.
 */
final class NotJsonException extends Exception {
  private static final long serialVersionUID = 1L;

  NotJsonException(String reason) {
    super(reason);
  }

  /** Why, as the end of a sentence: {@code is not JSON}. */
  String reason() {
    return String.valueOf(getMessage());
  }
}
