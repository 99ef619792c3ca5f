package io.lwarotation.local.aws.sqs;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lwarotation.local.aws.wire.Caller;
import io.lwarotation.local.aws.wire.Endpoint;
import io.lwarotation.local.aws.wire.Input;
import io.lwarotation.local.aws.wire.Json;
import io.lwarotation.local.aws.wire.StateLock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Amazon SQS, standard queues.
 *
 * @see <a href="https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/">SQS API
 *     reference</a>
 */
public record SqsService(Queues queues, StateLock lock) implements Endpoint.Service {
  @Override
  public ObjectNode answer(Caller.OfAccount caller, String operation, Input input) {
    return switch (operation) {
      case "CreateQueue" -> {
        String name = input.only("QueueName Attributes tags").text("QueueName");
        yield url(queues.create(name, input.map("Attributes")));
      }
      case "GetQueueUrl" ->
          url(queues.require(input.only("QueueName QueueOwnerAWSAccountId").text("QueueName")));
      case "StartMessageMoveTask" -> { // at once, not at a pace
        String source = input.only("SourceArn DestinationArn").text("SourceArn");
        queues.redrive(source, input.optionalText("DestinationArn"));
        yield Json.object().put("TaskHandle", queues.account().newId());
      }
      default -> {
        Queue queue = queues.byUrl(input.text("QueueUrl"));
        queues.requireRight(queue, caller, operation);
        yield answer(queue, caller, operation, input);
      }
    };
  }

  private ObjectNode answer(Queue queue, Caller caller, String operation, Input input) {
    switch (operation) {
      case "SendMessage" -> {
        return send(queue, caller, input);
      }
      case "ReceiveMessage" -> {
        return receive(queue, input);
      }
      case "GetQueueAttributes" -> {
        List<String> names = input.only("QueueUrl AttributeNames").texts("AttributeNames");
        return wanted(queue.allAttributes(queues.account().now()), names, Json.object());
      }
      case "DeleteMessage" ->
          queues.deleteMessage(queue, input.only("QueueUrl ReceiptHandle").text("ReceiptHandle"));
      case "SetQueueAttributes" ->
          input.only("QueueUrl Attributes").map("Attributes").forEach(queue.attributes()::set);
      case "DeleteQueue" -> queues.delete(queue.name());
      default -> throw Endpoint.unknownOperation(operation);
    }
    return Json.object();
  }

  private ObjectNode url(Queue queue) {
    return Json.object().put("QueueUrl", queues.url(queue));
  }

  /** Those of the names that were asked for; AWS leaves the member out where that is none. */
  private static ObjectNode wanted(Map<String, String> all, List<String> names, ObjectNode answer) {
    Map<String, String> found = new LinkedHashMap<>(all);
    found.keySet().removeIf(name -> !names.contains("All") && !names.contains(name));
    return found.isEmpty() ? answer : answer.set("Attributes", Json.object(found));
  }

  private ObjectNode send(Queue queue, Caller caller, Input input) {
    input.only("QueueUrl MessageBody DelaySeconds MessageAttributes");
    Map<String, MessageAttribute> attributes =
        MessageAttribute.read(input.node("MessageAttributes"));
    Optional<Duration> delay =
        input.optionalText("DelaySeconds").map(text -> Duration.ofSeconds(Long.parseLong(text)));
    QueueMessage sent = queues.send(queue, caller, input.text("MessageBody"), attributes, delay);
    ObjectNode answer =
        Json.object()
            .put("MessageId", sent.id)
            .put("MD5OfMessageBody", MessageAttribute.md5(sent.body));
    return attributes.isEmpty()
        ? answer
        : answer.put("MD5OfMessageAttributes", MessageAttribute.md5(attributes));
  }

  /**
   * Receives. A long poll waits in real time, since the moved clock may stand still for ever; it
   * ends at once when a message comes or a move of the clock shows one.
   */
  private ObjectNode receive(Queue queue, Input input) {
    input.only(
        "QueueUrl MaxNumberOfMessages VisibilityTimeout WaitTimeSeconds AttributeNames MessageSystemAttributeNames MessageAttributeNames ReceiveRequestAttemptId");
    QueueAttributes unset = queue.attributes();
    int most = number(input, "MaxNumberOfMessages", 1, 1, 10);
    int wait =
        number(input, "WaitTimeSeconds", unset.number("ReceiveMessageWaitTimeSeconds"), 0, 20);
    int hidden = number(input, "VisibilityTimeout", unset.number("VisibilityTimeout"), 0, 43_200);
    long left = Duration.ofSeconds(wait).toNanos();
    List<QueueMessage> received = queues.receive(queue, most, Duration.ofSeconds(hidden));
    while (received.isEmpty() && left > 0) {
      left = lock.awaitChange(left);
      received = queues.receive(queue, most, Duration.ofSeconds(hidden));
    }
    return received.isEmpty() // AWS leaves the list out when it is empty
        ? Json.object()
        : Json.object().set("Messages", Json.array(received, one -> shown(one, input)));
  }

  private static int number(Input input, String member, int unset, int least, int most) {
    int number = input.optionalInt(member).orElse(unset);
    if (number < least || number > most) {
      throw Queues.invalid(member + " must be from " + least + " to " + most + ".");
    }
    return number;
  }

  private static ObjectNode shown(QueueMessage message, Input input) {
    ObjectNode json =
        Json.object()
            .put("MessageId", message.id)
            .put("ReceiptHandle", message.handle)
            .put("Body", message.body)
            .put("MD5OfBody", MessageAttribute.md5(message.body));
    List<String> system = input.texts("MessageSystemAttributeNames");
    List<String> names = system.isEmpty() ? input.texts("AttributeNames") : system;
    wanted(message.systemAttributes(), names, json);
    List<String> own = input.texts("MessageAttributeNames");
    Map<String, MessageAttribute> attributes = new TreeMap<>(message.attributes);
    if (!own.contains("All") && !own.contains(".*")) {
      attributes.keySet().retainAll(own);
    }
    if (!attributes.isEmpty()) {
      ObjectNode shown = json.putObject("MessageAttributes");
      attributes.forEach((name, attribute) -> shown.set(name, attribute.json()));
      json.put("MD5OfMessageAttributes", MessageAttribute.md5(attributes));
    }
    return json;
  }
}
