package io.lwarotation.core.rotation.simulation;

import io.lwarotation.core.notice.Notice;
import org.jspecify.annotations.Nullable;

/** Knows the truth of the models and checks the invariants against it. */
final class Oracle {
  final StoringOracle storing;
  final RotatingOracle rotating;
  final EndsOracle ends;
  private @Nullable Object checked;

  Oracle(ModelAmazon amazon, ModelStore store) {
    this.storing = new StoringOracle(amazon, store);
    this.rotating = new RotatingOracle(amazon, store, storing);
    this.ends = new EndsOracle(amazon, store);
  }

  /** Invariants 6 and 7. */
  void beforeNotice(Notice notice) {
    checkText(notice.subject());
    checkText(notice.text());
    storing.beforeNotice(notice);
    rotating.beforeNotice(notice);
    ends.beforeNotice(notice);
  }

  /** Most runs come to the outcome of the run before, and need not be looked at twice. */
  void checkOutcome(Object outcome) {
    if (!outcome.equals(checked)) {
      checkText(outcome.toString());
      checked = outcome;
    }
  }

  void checkText(String text) {
    if (text.contains("amzn1.oa2-cs") || text.contains("Atz")) {
      throw new Violation("I6", "shows a secret");
    }
  }

  /** Invariant 5: a deploy, a rollback or a delete of the stack touches a parameter. */
  void beforeTheStackWrites(boolean there) {
    if (there) {
      throw new Violation("I5", "a change of the stack writes or deletes a parameter");
    }
  }
}
