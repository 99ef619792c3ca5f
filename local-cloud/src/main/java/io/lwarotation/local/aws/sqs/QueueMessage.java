package io.lwarotation.local.aws.sqs;

import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A message in a queue. */
public final class QueueMessage {
  private final String id;
  private final String body;
  private final Map<String, MessageAttribute> attributes;
  private final String senderId;
  private final Instant sent;
  private final Optional<String> cameFrom;
  private final Set<String> handles = new HashSet<>();
  private Instant visible;
  private Optional<Instant> firstReceived = Optional.empty();
  private int receiveCount;
  private String latestHandle = "";

  QueueMessage(
      String id,
      String body,
      Map<String, MessageAttribute> attributes,
      String senderId,
      Instant sent,
      Instant visible,
      Optional<String> cameFrom) {
    this.id = id;
    this.body = body;
    this.attributes = Map.copyOf(attributes);
    this.senderId = senderId;
    this.sent = sent;
    this.visible = visible;
    this.cameFrom = cameFrom;
  }

  /** The same message in a dead-letter queue: its age goes on counting from the first send. */
  QueueMessage dead(String sourceArn, Instant now) {
    QueueMessage moved =
        new QueueMessage(id, body, attributes, senderId, sent, now, Optional.of(sourceArn));
    moved.receiveCount = receiveCount;
    moved.firstReceived = firstReceived;
    return moved;
  }

  /** The message on its way back: a new one, whose age begins anew. */
  QueueMessage redriven(String newId, Instant now) {
    return new QueueMessage(newId, body, attributes, senderId, now, now, Optional.empty());
  }

  void receive(String handle, Instant now, Instant visibleAgain) {
    receiveCount++;
    firstReceived = firstReceived.or(() -> Optional.of(now));
    handles.add(handle);
    latestHandle = handle;
    visible = visibleAgain;
  }

  boolean hadHandle(String handle) {
    return handles.contains(handle);
  }

  /** An older handle may still be sent, and does nothing. */
  boolean isLatest(String handle) {
    return latestHandle.equals(handle);
  }

  public boolean isVisible(Instant now) {
    return !visible.isAfter(now);
  }

  String id() {
    return id;
  }

  public String body() {
    return body;
  }

  Map<String, MessageAttribute> attributes() {
    return attributes;
  }

  String senderId() {
    return senderId;
  }

  public Instant sent() {
    return sent;
  }

  Optional<String> cameFrom() {
    return cameFrom;
  }

  Optional<Instant> firstReceived() {
    return firstReceived;
  }

  int receiveCount() {
    return receiveCount;
  }
}
