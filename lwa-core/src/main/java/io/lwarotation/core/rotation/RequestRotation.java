package io.lwarotation.core.rotation;

import io.lwarotation.core.AccessToken;
import io.lwarotation.core.AmazonException;
import io.lwarotation.core.Deadline;
import io.lwarotation.core.Refusal;
import io.lwarotation.core.RotationRecord;
import io.lwarotation.core.SpApi;
import io.lwarotation.core.SpApiRequest;
import io.lwarotation.core.notice.Notice;
import io.lwarotation.core.notice.RotationNotices;
import io.lwarotation.core.rotation.RotateOutcome.Postponed;
import io.lwarotation.core.rotation.RotateOutcome.Refused;
import io.lwarotation.core.rotation.RotateOutcome.Requested;
import io.lwarotation.core.rotation.RotateOutcome.Unanswered;
import java.time.Instant;

/**
 * Marks the request in the record, sends it, and takes the mark away again if Amazon surely did not
 * rotate.
 */
record RequestRotation(
    SecretVault vault, RecordLog log, SpApi spApi, TellDaily people, RotationNotices texts) {
  /** How often the mark's removal is tried when others write the record at the same time. */
  private static final int MOST_CLEARINGS = 5;

  RotateOutcome run(StoreView known, AccessToken token, Deadline deadline) {
    RecordDraft mark = known.next(known.facts().marked(known.now()));
    return log.write(mark, deadline)
        ? send(known.after(mark), token, deadline)
        : new Postponed("another invocation changed the record at the same time");
  }

  /** The point of no return. */
  private RotateOutcome send(StoreView marked, AccessToken token, Deadline deadline) {
    try {
      spApi.send(SpApiRequest.ROTATE_CLIENT_SECRET, token, deadline);
      return new Requested(marked.now());
    } catch (AmazonException.NoAnswer e) {
      String reason = String.valueOf(e.getMessage());
      if (e.kind() != AmazonException.NoAnswer.Kind.NOT_SENT) {
        return new Unanswered(marked.now(), reason);
      }
      clear(marked, deadline);
      return new Postponed(reason);
    } catch (AmazonException.Refused e) {
      return isDefinite(e)
          ? refused(marked, e, deadline)
          : new Unanswered(marked.now(), String.valueOf(e.getMessage()));
    }
  }

  private RotateOutcome refused(StoreView marked, AmazonException.Refused e, Deadline deadline) {
    String reason = String.valueOf(e.getMessage());
    StoreView known = marked;
    try {
      known = clear(marked, deadline);
    } finally {
      // Whether or not the mark is gone: people must hear of it.
      if (!isPassing(e)) {
        Notice notice =
            e.refusal() == Refusal.NOT_ENROLLED ? texts.notEnrolled() : texts.refused(reason);
        people.tell(known, notice, deadline);
      }
    }
    return new Refused(reason);
  }

  /**
   * Takes the mark away. Whoever else writes the record meanwhile hands the mark on, so it is tried
   * again. A mark that stays only makes the next rotation wait a week.
   *
   * @return what is known then
   */
  private StoreView clear(StoreView marked, Deadline deadline) {
    Instant mark = marked.now();
    StoreView known = marked;
    for (int attempt = 0; attempt < MOST_CLEARINGS; attempt++) {
      boolean isBehind = known.truth().version() < marked.truth().version();
      if (!isBehind
          && known.record().map(RotationRecord::requestedAt).filter(mark::equals).isEmpty()) {
        return known;
      }
      if (!isBehind) {
        RecordDraft cleared = known.next(known.facts().marked(null));
        if (log.write(cleared, deadline)) {
          return known.after(cleared);
        }
      }
      known = StoreView.of(vault.read(deadline), log, deadline);
    }
    return known;
  }

  /** Whether Amazon surely did nothing: 4xx, but not a request that it stopped waiting for. */
  private static boolean isDefinite(AmazonException.Refused e) {
    return e.status() >= 400 && e.status() < 500 && e.status() != 408;
  }

  /** Whether it goes away by itself, so that nobody needs to hear of it. */
  static boolean isPassing(AmazonException.Refused e) {
    return e.status() == 429 || e.status() >= 500;
  }
}
