package io.lwarotation.adapter;

/**
 * Bytes that are no JSON of the kind that is accepted. The message says why, never with content.
 */
public final class NotJsonException extends Exception {
  private static final long serialVersionUID = 1L;

  public NotJsonException(String reason) {
    super(reason);
  }

  /** Why, as the end of a sentence: {@code is not JSON}. */
  public String reason() {
    return String.valueOf(getMessage());
  }
}
