package io.lwarotation.local.aws.sqs;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lwarotation.local.aws.wire.Input;
import io.lwarotation.local.aws.wire.Json;
import io.lwarotation.local.aws.wire.StateLock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** SQS's {@code ReceiveMessage}. */
final class SqsReceiver {
  private final Queues queues;
  private final InstantSource clock;
  private final StateLock lock;

  SqsReceiver(Queues queues, InstantSource clock, StateLock lock) {
    this.queues = queues;
    this.clock = clock;
    this.lock = lock;
  }

  /**
   * Receives. A long poll waits in real time, since the moved clock may stand still for ever; it
   * ends at once when a message comes or a move of the clock shows one.
   */
  ObjectNode receive(Queue queue, Input input) {
    input.only(
        "QueueUrl",
        "MaxNumberOfMessages",
        "VisibilityTimeout",
        "WaitTimeSeconds",
        "AttributeNames",
        "MessageSystemAttributeNames",
        "MessageAttributeNames",
        "ReceiveRequestAttemptId");
    int most = number(input, "MaxNumberOfMessages", 1, 1, 10);
    int wait =
        number(
            input,
            "WaitTimeSeconds",
            queue.attributes().number("ReceiveMessageWaitTimeSeconds"),
            0,
            20);
    Duration timeout =
        Duration.ofSeconds(
            number(
                input,
                "VisibilityTimeout",
                queue.attributes().number("VisibilityTimeout"),
                0,
                43_200));
    long left = Duration.ofSeconds(wait).toNanos();
    List<Queues.Received> received = queues.receive(queue, most, timeout);
    while (received.isEmpty() && left > 0) {
      left = lock.awaitChange(left);
      received = queues.receive(queue, most, timeout);
    }
    ObjectNode answer = Json.object();
    if (!received.isEmpty()) { // AWS leaves the list out when it is empty
      ArrayNode list = answer.putArray("Messages");
      received.forEach(one -> list.add(shown(one, input)));
    }
    return answer;
  }

  private static int number(Input input, String member, int unset, int least, int most) {
    int number = input.optionalInt(member).orElse(unset);
    if (number < least || number > most) {
      throw Queues.invalid(member + " must be from " + least + " to " + most + ".");
    }
    return number;
  }

  private static ObjectNode shown(Queues.Received received, Input input) {
    QueueMessage message = received.message();
    ObjectNode json =
        Json.object()
            .put("MessageId", message.id())
            .put("ReceiptHandle", received.handle())
            .put("Body", message.body())
            .put("MD5OfBody", MessageAttribute.md5(message.body()));
    List<String> system = input.texts("MessageSystemAttributeNames");
    List<String> names = system.isEmpty() ? input.texts("AttributeNames") : system;
    ObjectNode attributes = Json.object();
    systemAttributes(message)
        .forEach(
            (name, value) -> {
              if (names.contains("All") || names.contains(name)) {
                attributes.put(name, value);
              }
            });
    if (!attributes.isEmpty()) {
      json.set("Attributes", attributes);
    }
    messageAttributes(message, input.texts("MessageAttributeNames"), json);
    return json;
  }

  private static void messageAttributes(QueueMessage message, List<String> names, ObjectNode json) {
    Map<String, MessageAttribute> wanted = new TreeMap<>(message.attributes());
    if (!names.contains("All") && !names.contains(".*")) {
      wanted.keySet().retainAll(names);
    }
    if (!wanted.isEmpty()) {
      ObjectNode attributes = json.putObject("MessageAttributes");
      wanted.forEach((name, attribute) -> attributes.set(name, attribute.json()));
      json.put("MD5OfMessageAttributes", MessageAttribute.md5(wanted));
    }
  }

  static Map<String, String> systemAttributes(QueueMessage message) {
    Map<String, String> attributes = new TreeMap<>();
    attributes.put("SenderId", message.senderId());
    attributes.put("SentTimestamp", millis(message.sent()));
    attributes.put("ApproximateReceiveCount", Integer.toString(message.receiveCount()));
    message
        .firstReceived()
        .ifPresent(at -> attributes.put("ApproximateFirstReceiveTimestamp", millis(at)));
    message.cameFrom().ifPresent(arn -> attributes.put("DeadLetterQueueSourceArn", arn));
    return attributes;
  }

  private static String millis(Instant time) {
    return Long.toString(time.toEpochMilli());
  }

  Map<String, String> attributesOf(Queue queue) {
    return queue.allAttributes(clock.instant());
  }
}
