package io.lwarotation.local.aws.sqs;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A message in a queue. */
final class QueueMessage {
  final String id;
  final String body;
  final String senderId;
  final Instant sent;
  int receiveCount;

  /** The latest; an older one may still be sent, and does nothing. */
  String handle = "";

  /** The queue in which it was received too often. */
  Optional<String> cameFrom = Optional.empty();

  private Instant visible;
  private Optional<Instant> firstReceived = Optional.empty();

  QueueMessage(String id, String body, String senderId, Instant sent) {
    this.id = id;
    this.body = body;
    this.senderId = senderId;
    this.sent = sent;
    this.visible = sent;
  }

  /** Goes to a dead-letter queue: its age goes on counting from the first send. */
  void bury(String sourceArn, Instant now) {
    cameFrom = Optional.of(sourceArn);
    visible = now;
    handle = "";
  }

  /** The message on its way back: a new one, whose age begins anew. */
  QueueMessage redriven(String newId, Instant now) {
    return new QueueMessage(newId, body, senderId, now);
  }

  void receive(String queue, Instant now, Instant visibleAgain) {
    receiveCount++;
    firstReceived = firstReceived.or(() -> Optional.of(now));
    handle = queue + "-" + id + "-" + receiveCount;
    visible = visibleAgain;
  }

  boolean isVisible(Instant now) {
    return !visible.isAfter(now);
  }

  /** What SQS tells of it beside what was sent. */
  Map<String, String> systemAttributes() {
    Map<String, String> attributes = new TreeMap<>();
    attributes.put("SenderId", senderId);
    attributes.put("SentTimestamp", millis(sent));
    attributes.put("ApproximateReceiveCount", Integer.toString(receiveCount));
    firstReceived.ifPresent(at -> attributes.put("ApproximateFirstReceiveTimestamp", millis(at)));
    cameFrom.ifPresent(arn -> attributes.put("DeadLetterQueueSourceArn", arn));
    return attributes;
  }

  private static String millis(Instant time) {
    return Long.toString(time.toEpochMilli());
  }
}
