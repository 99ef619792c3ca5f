package io.lwarotation.infra;

import java.util.Locale;

/** Who makes the new client secret when the old one ends. */
public enum Rotation {
  /** A person, who is reminded in time. */
  REMIND(150),
  /** The stack; a person is reminded when that is late. */
  AUTOMATIC(160);

  private final int remindAfterDays;

  Rotation(int remindAfterDays) {
    this.remindAfterDays = remindAfterDays;
  }

  /** {@code remind} or {@code automatic}. */
  String setting() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Age of the secret at which the reminder goes out unless another is set. A secret that rotates
   * by itself does so on day 150: who is reminded on that very day may rotate it by hand meanwhile.
   */
  int defaultRemindAfterDays() {
    return remindAfterDays;
  }
}
