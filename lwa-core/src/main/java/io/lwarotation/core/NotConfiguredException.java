package io.lwarotation.core;

/**
 * The credentials are not (all) stored, or one is unfit to be sent. The message names the parameter
 * and the remedy.
 */
public final class NotConfiguredException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final boolean nothingStored;

  public NotConfiguredException(String message) {
    this(message, false);
  }

  /**
   * @param nothingStored whether all of them still hold the placeholder of the deploy
   */
  public NotConfiguredException(String message, boolean nothingStored) {
    super(message);
    this.nothingStored = nothingStored;
  }

  /** Whether nothing is wrong but that nobody has stored anything since the deploy. */
  public boolean nothingStored() {
    return nothingStored;
  }
}
