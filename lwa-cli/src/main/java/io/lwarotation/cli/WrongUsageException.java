package io.lwarotation.cli;

import io.lwarotation.core.Authorization;

/** A command line that nothing can be done with: nothing was done, and it pages nobody. */
public final class WrongUsageException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  public WrongUsageException(String message) {
    super(message);
  }

  /** The authorization that an option names; a wrong usage if it names none. */
  public static Authorization authorization(String named) {
    try {
      return Authorization.of(named);
    } catch (IllegalArgumentException e) {
      throw new WrongUsageException(String.valueOf(e.getMessage()));
    }
  }
}
