package io.lwarotation.local.aws.sqs;

import io.lwarotation.local.aws.wire.Account;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A standard queue and the messages in it. */
public final class Queue {
  private final String name;
  private final String arn;
  private final Instant created;
  private final QueueAttributes attributes = new QueueAttributes();
  private final List<QueueMessage> messages = new ArrayList<>();
  private int handles;

  Queue(String name, Account account) {
    this.name = name;
    this.arn = account.arn("sqs", name);
    this.created = account.now();
  }

  public String name() {
    return name;
  }

  public String arn() {
    return arn;
  }

  public QueueAttributes attributes() {
    return attributes;
  }

  void add(QueueMessage message) {
    messages.add(message);
  }

  /** What is in it, hidden messages included. */
  public List<QueueMessage> messages(Instant now) {
    Duration kept = attributes.seconds("MessageRetentionPeriod");
    messages.removeIf(message -> !message.sent().plus(kept).isAfter(now));
    return List.copyOf(messages);
  }

  /** What a receiver could get. */
  public List<QueueMessage> visible(Instant now) {
    return messages(now).stream().filter(message -> message.isVisible(now)).toList();
  }

  void remove(QueueMessage message) {
    messages.remove(message);
  }

  /** Hands out a visible message and hides it. */
  String hide(QueueMessage message, Instant now, Duration timeout) {
    handles++;
    String handle = name + "-" + message.content.id() + "-" + handles;
    message.receive(handle, now, now.plus(timeout));
    return handle;
  }

  Map<String, String> allAttributes(Instant now) {
    List<QueueMessage> all = messages(now);
    int visible = visible(now).size();
    long delayed =
        all.stream().filter(one -> !one.isVisible(now) && one.receiveCount() == 0).count();
    Map<String, String> map = new LinkedHashMap<>(attributes.all());
    map.put("QueueArn", arn);
    map.put("CreatedTimestamp", Long.toString(created.getEpochSecond()));
    map.put("LastModifiedTimestamp", Long.toString(created.getEpochSecond()));
    map.put("ApproximateNumberOfMessages", Long.toString(visible));
    map.put("ApproximateNumberOfMessagesDelayed", Long.toString(delayed));
    map.put("ApproximateNumberOfMessagesNotVisible", Long.toString(all.size() - visible - delayed));
    return map;
  }
}
