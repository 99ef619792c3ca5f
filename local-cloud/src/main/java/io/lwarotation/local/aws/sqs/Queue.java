package io.lwarotation.local.aws.sqs;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A standard queue.
 *
 * @param all the messages in it; those that are too old too
 */
public record Queue(
    String name, String arn, Instant created, QueueAttributes attributes, List<QueueMessage> all) {
  Queue(String name, String arn, Instant created) {
    this(name, arn, created, new QueueAttributes(), new ArrayList<>());
  }

  /** What is in it, hidden messages included. */
  List<QueueMessage> messages(Instant now) {
    all.removeIf(message -> !message.sent.plus(attributes.retention()).isAfter(now));
    return List.copyOf(all);
  }

  /** What a receiver could get. */
  List<QueueMessage> visible(Instant now) {
    return messages(now).stream().filter(message -> message.isVisible(now)).toList();
  }

  Map<String, String> allAttributes(Instant now) {
    int visible = visible(now).size();
    int hidden = messages(now).size() - visible;
    Map<String, String> map = new LinkedHashMap<>(attributes.all());
    map.put("QueueArn", arn);
    map.put("CreatedTimestamp", Long.toString(created.getEpochSecond()));
    map.put("LastModifiedTimestamp", Long.toString(created.getEpochSecond()));
    map.put("ApproximateNumberOfMessages", Integer.toString(visible));
    map.put("ApproximateNumberOfMessagesDelayed", "0");
    map.put("ApproximateNumberOfMessagesNotVisible", Integer.toString(hidden));
    return map;
  }
}
