package io.lwarotation.core.parameters;

import io.lwarotation.core.Deadline;
import io.lwarotation.core.StoreException;

/** Where parameters are created; what is there is never written. */
public interface ParameterCreation {
  /** What became of one parameter. */
  enum Outcome {
    /** It was not there and holds the placeholder now. */
    CREATED,
    /** It was there and was left as it is, whatever it holds. */
    KEPT
  }

  /**
   * Creates the parameter unless one of its name is there. May be repeated.
   *
   * @param app tagged to the parameter
   * @throws StoreException if the store refused or did not answer
   */
  Outcome create(String app, NewParameter parameter, Deadline deadline);
}
