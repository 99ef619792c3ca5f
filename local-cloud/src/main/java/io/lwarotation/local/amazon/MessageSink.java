package io.lwarotation.local.amazon;

import java.io.IOException;
import java.net.URI;

/** Where Amazon's messages to an application's queues go. */
@FunctionalInterface
public interface MessageSink {
  /**
   * Sends one message.
   *
   * @param queue the queue's URL
   * @param body raw JSON
   * @throws IOException if the queue refused it or did not answer: Amazon then drops the message
   */
  void send(URI queue, String body) throws IOException;
}
