package io.lwarotation.core.rotation;

import io.lwarotation.core.Deadline;
import io.lwarotation.core.StoreException;

/** The topic that people have subscribed to. */
public interface Notices {
  /**
   * Publishes a notice, at least once.
   *
   * @throws StoreException if the topic refused or did not answer
   */
  void publish(Notice notice, Deadline deadline);

  /**
   * What people are told.
   *
   * @param subject under 100 characters, one line
   * @param text what happened and what to do, without a secret
   */
  record Notice(String subject, String text) {}
}
