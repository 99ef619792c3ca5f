package io.lwarotation.core;

/**
 * The credentials are not (all) stored, or one is unfit to be sent. The message names the parameter
 * and the remedy.
 */
public final class NotConfiguredException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public NotConfiguredException(String message) {
    super(message);
  }
}
