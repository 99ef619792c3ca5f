package io.lwarotation.infra;

/** An input that the synth refuses; the message is one sentence that names it and the remedy. */
final class SettingException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  SettingException(String message) {
    super(message);
  }
}
