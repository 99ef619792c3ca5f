package io.lwarotation.core.rotation;

import io.lwarotation.core.Deadline;
import io.lwarotation.core.StoreException;
import io.lwarotation.core.notice.Notice;
import io.lwarotation.core.notice.Place;

/** The topic that people have subscribed to. */
public interface Notices {
  /**
   * Publishes a notice, at least once.
   *
   * @throws StoreException if the topic refused or did not answer
   */
  void publish(Notice notice, Deadline deadline);

  /** Where the topic lies, for the texts. */
  default Place place() {
    return Place.UNKNOWN;
  }
}
