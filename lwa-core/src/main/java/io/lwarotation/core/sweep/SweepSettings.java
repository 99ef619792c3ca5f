package io.lwarotation.core.sweep;

/**
 * How an application's sweep is deployed.
 *
 * @param publicApplication whether selling partners must authorize it again after a year
 * @param atOnce how many authorizations are tried at once, 1 to {@value #MOST_AT_ONCE}
 */
public record SweepSettings(boolean publicApplication, int atOnce) {
  /** Where Amazon is asked no faster, more threads only hold more memory. */
  public static final int MOST_AT_ONCE = 64;

  /** Unless another number is set. */
  public static final int AT_ONCE = 16;

  public SweepSettings {
    if (atOnce < 1 || atOnce > MOST_AT_ONCE) {
      throw new IllegalArgumentException("must be from 1 to " + MOST_AT_ONCE);
    }
  }
}
