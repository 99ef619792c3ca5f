package io.lwarotation.local.aws.sqs;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lwarotation.local.aws.wire.Caller;
import io.lwarotation.local.aws.wire.Endpoint;
import io.lwarotation.local.aws.wire.Input;
import io.lwarotation.local.aws.wire.Json;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Amazon SQS, standard queues. Attributes and delays of messages are not modelled. */
public record SqsService(Queues queues) implements Endpoint.Service {
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
      case "PurgeQueue" -> queues.purge(queue);
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
    String body = input.only("QueueUrl MessageBody").text("MessageBody");
    QueueMessage sent = queues.send(queue, caller, body);
    return Json.object().put("MessageId", sent.id).put("MD5OfMessageBody", md5(body));
  }

  /** The digest that clients check. */
  private static String md5(String body) {
    try {
      MessageDigest digest = MessageDigest.getInstance("MD5");
      return HexFormat.of().formatHex(digest.digest(body.getBytes(UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Each Java has MD5.", e);
    }
  }

  /** Receives at once: a long poll, too, does not wait here. */
  private ObjectNode receive(Queue queue, Input input) {
    input.only(
        "QueueUrl MaxNumberOfMessages VisibilityTimeout WaitTimeSeconds AttributeNames MessageSystemAttributeNames MessageAttributeNames ReceiveRequestAttemptId");
    int most = number(input, "MaxNumberOfMessages", 1, 1, 10);
    int unset = queue.attributes().visibilityTimeout();
    int hidden = number(input, "VisibilityTimeout", unset, 0, 43_200);
    List<QueueMessage> received = queues.receive(queue, most, Duration.ofSeconds(hidden));
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
            .put("MD5OfBody", md5(message.body));
    List<String> system = input.texts("MessageSystemAttributeNames");
    List<String> names = system.isEmpty() ? input.texts("AttributeNames") : system;
    return wanted(message.systemAttributes(), names, json);
  }
}
