package io.lwarotation.core.rotation.simulation;

import io.lwarotation.core.Deadline;
import io.lwarotation.core.DiagnosedException;
import io.lwarotation.core.Diagnosis;
import io.lwarotation.core.sweep.AuthorizationTrial;
import io.lwarotation.core.sweep.StoredAuthorization;

/** An error that somebody could make with many authorizations, made around the core. */
enum AuthorizationMutant {
  NONE("-", "the core as it is"),
  SHARES_A_TOKEN("A1", "check removed: one access token is kept for all authorizations"),
  DISCARDS_ALL_TOKENS("A2", "a call that fails costs all authorizations their tokens"),
  TAKES_ONE_FOR_THE_CLIENT(
      "A3", "error swallowed: an authorization that LWA refuses counts as a refused client"),
  TELLS_NOBODY("A4", "check removed: the digest is not sent"),
  COUNTS_NO_YEARS("A4", "check removed: nobody watches the year of an authorization"),
  WRITES_THE_SAME_AGAIN(
      "A4", "check removed: a token that is stored is written again, and its year begins anew"),
  FORGETS_WHAT_WAS_TOLD("A5", "error swallowed: what people were told is not kept"),
  TELLS_OF_WHAT_PASSES("A5", "check removed: an authorization that is throttled needs someone");

  private final String breaks;
  private final String what;

  AuthorizationMutant(String breaks, String what) {
    this.breaks = breaks;
    this.what = what;
  }

  /** The promise that it breaks. */
  String breaks() {
    return breaks;
  }

  String what() {
    return what;
  }

  /** The sweep's trial, with the error in it that is made there. */
  AuthorizationTrial around(AuthorizationTrial real) {
    return new AuthorizationTrial() {
      @Override
      public void prepare(StoredAuthorization one, Deadline deadline) {
        real.prepare(one, deadline);
      }

      @Override
      public void run(StoredAuthorization one, Deadline deadline) {
        try {
          real.run(one, deadline);
        } catch (DiagnosedException e) {
          throw new DiagnosedException(
              wrong(e.diagnosis()), String.valueOf(e.getMessage()), e.getCause());
        }
      }
    };
  }

  private Diagnosis wrong(Diagnosis right) {
    if (this == TAKES_ONE_FOR_THE_CLIENT && right == Diagnosis.REAUTHORIZE) {
      return Diagnosis.ROTATE_SECRET;
    }
    return this == TELLS_OF_WHAT_PASSES && right == Diagnosis.THROTTLED
        ? Diagnosis.UNEXPECTED
        : right;
  }
}
