package io.lwarotation.infra;

/** An input that is refused; the message is one sentence that names it and the remedy. */
public final class SettingException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  SettingException(String message) {
    super(message);
  }
}
