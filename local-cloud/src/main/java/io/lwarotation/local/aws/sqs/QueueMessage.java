package io.lwarotation.local.aws.sqs;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A message in a queue. */
public final class QueueMessage {
  final Content content;
  private Instant visible;
  private Optional<Instant> firstReceived = Optional.empty();
  private int receiveCount;
  private String latestHandle = "";

  /**
   * What was sent.
   *
   * @param cameFrom the queue in which it was received too often
   */
  record Content(
      String id,
      String body,
      Map<String, MessageAttribute> attributes,
      String senderId,
      Instant sent,
      Optional<String> cameFrom) {}

  QueueMessage(Content content, Instant visible) {
    this.content = content;
    this.visible = visible;
  }

  /** The same message in a dead-letter queue: its age goes on counting from the first send. */
  QueueMessage dead(String sourceArn, Instant now) {
    Content dead =
        new Content(
            content.id,
            content.body,
            content.attributes,
            content.senderId,
            content.sent,
            Optional.of(sourceArn));
    QueueMessage moved = new QueueMessage(dead, now);
    moved.receiveCount = receiveCount;
    moved.firstReceived = firstReceived;
    return moved;
  }

  /** The message on its way back: a new one, whose age begins anew. */
  QueueMessage redriven(String newId, Instant now) {
    Content again =
        new Content(
            newId, content.body, content.attributes, content.senderId, now, Optional.empty());
    return new QueueMessage(again, now);
  }

  void receive(String handle, Instant now, Instant visibleAgain) {
    receiveCount++;
    firstReceived = firstReceived.or(() -> Optional.of(now));
    latestHandle = handle;
    visible = visibleAgain;
  }

  /** An older handle may still be sent, and does nothing. */
  boolean isLatest(String handle) {
    return latestHandle.equals(handle);
  }

  public boolean isVisible(Instant now) {
    return !visible.isAfter(now);
  }

  public String body() {
    return content.body;
  }

  public Instant sent() {
    return content.sent;
  }

  int receiveCount() {
    return receiveCount;
  }

  /** What SQS tells of it beside what was sent. */
  Map<String, String> systemAttributes() {
    Map<String, String> attributes = new TreeMap<>();
    attributes.put("SenderId", content.senderId);
    attributes.put("SentTimestamp", millis(content.sent));
    attributes.put("ApproximateReceiveCount", Integer.toString(receiveCount));
    firstReceived.ifPresent(at -> attributes.put("ApproximateFirstReceiveTimestamp", millis(at)));
    content.cameFrom.ifPresent(arn -> attributes.put("DeadLetterQueueSourceArn", arn));
    return attributes;
  }

  private static String millis(Instant time) {
    return Long.toString(time.toEpochMilli());
  }
}
