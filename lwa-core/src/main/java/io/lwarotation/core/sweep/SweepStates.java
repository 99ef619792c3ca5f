package io.lwarotation.core.sweep;

import io.lwarotation.core.Deadline;
import io.lwarotation.core.StoreException;

/** Where the state of the sweep is kept. */
public interface SweepStates {
  /**
   * Reads it; what cannot be understood, and a parameter that is not there, is {@link
   * SweepState#EMPTY}.
   *
   * @throws StoreException if the store refused or did not answer
   */
  SweepState read(Deadline deadline);

  /**
   * Writes it.
   *
   * @throws StoreException if the store refused or did not answer
   */
  void write(SweepState state, Deadline deadline);

  /** The parameter of an application that holds it. */
  static String parameterOf(String app) {
    return "/" + app + "/lwa/sweep";
  }
}
