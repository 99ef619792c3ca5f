package io.lwarotation.infra;

/** An input that is refused; the message is one sentence that names it and the remedy. */
public sealed class SettingException extends RuntimeException permits SettingException.NobodyHears {
  private static final long serialVersionUID = 1L;

  SettingException(String message) {
    super(message);
  }

  /** Nobody is named who would hear of an expiring secret. */
  static final class NobodyHears extends SettingException {
    private static final long serialVersionUID = 1L;

    NobodyHears(String message) {
      super(message);
    }
  }
}
