package io.lwarotation.core.rotation;

import io.lwarotation.core.Deadline;
import io.lwarotation.core.notice.Notice;
import java.time.Duration;
import java.time.Instant;

/** Tells people of trouble with the rotation, at most once in a while; twice rather than never. */
record TellDaily(Notices notices, RecordLog log, Duration every) {
  void tell(StoreView known, Notice notice, Deadline deadline) {
    Instant last = known.truth().noticedAt();
    if (last != null && !last.isAfter(known.now()) && known.now().isBefore(last.plus(every))) {
      return;
    }
    notices.publish(notice, deadline);
    // If this one is lost, the next run tells again.
    log.write(known.nextNoticed(known.now()), deadline);
  }
}
