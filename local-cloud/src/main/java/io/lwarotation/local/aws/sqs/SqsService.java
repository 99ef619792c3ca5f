package io.lwarotation.local.aws.sqs;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lwarotation.local.aws.wire.Account;
import io.lwarotation.local.aws.wire.Caller;
import io.lwarotation.local.aws.wire.Ids;
import io.lwarotation.local.aws.wire.Input;
import io.lwarotation.local.aws.wire.Json;
import io.lwarotation.local.aws.wire.Service;
import io.lwarotation.local.aws.wire.StateLock;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Amazon SQS, standard queues.
 *
 * @see <a href="https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/">SQS API
 *     reference</a>
 */
public final class SqsService implements Service.OfJson {
  private final Account account;
  private final Queues queues;
  private final SqsReceiver receiver;
  private final Supplier<URI> endpoint;
  private final Ids ids;

  public SqsService(
      Account account,
      InstantSource clock,
      Queues queues,
      StateLock lock,
      Supplier<URI> endpoint,
      Ids ids) {
    this.account = account;
    this.queues = queues;
    this.receiver = new SqsReceiver(queues, clock, lock);
    this.endpoint = endpoint;
    this.ids = ids;
  }

  @Override
  public ObjectNode answer(Caller.OfAccount caller, String operation, Input input) {
    return switch (operation) {
      case "CreateQueue" -> createQueue(input);
      case "GetQueueUrl" -> queueUrl(input);
      case "ListQueues" -> listQueues(input);
      case "StartMessageMoveTask" -> startMove(input);
      default -> answer(queue(caller, operation, input), caller, operation, input);
    };
  }

  private ObjectNode answer(Queue queue, Caller caller, String operation, Input input) {
    return switch (operation) {
      case "SendMessage" -> send(queue, caller, input);
      case "ReceiveMessage" -> receiver.receive(queue, input);
      case "DeleteMessage" -> delete(queue, input.only("QueueUrl", "ReceiptHandle"));
      case "GetQueueAttributes" -> attributes(queue, input);
      case "SetQueueAttributes" -> setAttributes(queue, input);
      case "DeleteQueue" -> {
        queues.delete(queue.name());
        yield Json.object();
      }
      default -> throw Service.unknownOperation(operation);
    };
  }

  /** Finds the queue, if the caller may do this with it. */
  private Queue queue(Caller caller, String operation, Input input) {
    Queue queue = queues.byUrl(input.text("QueueUrl"));
    queues.requireRight(queue, caller, operation);
    return queue;
  }

  public String url(Queue queue) {
    return endpoint.get() + "/" + account.id() + "/" + queue.name();
  }

  private ObjectNode createQueue(Input input) {
    String name = input.only("QueueName", "Attributes", "tags").text("QueueName");
    return Json.object().put("QueueUrl", url(queues.create(name, input.map("Attributes"))));
  }

  private ObjectNode queueUrl(Input input) {
    input.only("QueueName", "QueueOwnerAWSAccountId");
    Queue queue = queues.byName(input.text("QueueName")).orElseThrow(Queues::notThere);
    return Json.object().put("QueueUrl", url(queue));
  }

  private ObjectNode listQueues(Input input) {
    String prefix = input.only("QueueNamePrefix").optionalText("QueueNamePrefix").orElse("");
    ObjectNode answer = Json.object();
    ArrayNode urls = answer.putArray("QueueUrls");
    queues.all().stream()
        .filter(queue -> queue.name().startsWith(prefix))
        .forEach(queue -> urls.add(url(queue)));
    return answer;
  }

  private ObjectNode send(Queue queue, Caller caller, Input input) {
    input.only("QueueUrl", "MessageBody", "DelaySeconds", "MessageAttributes");
    Map<String, MessageAttribute> attributes =
        MessageAttribute.read(input.node("MessageAttributes"));
    Optional<Duration> delay =
        input.optionalText("DelaySeconds").map(text -> Duration.ofSeconds(Long.parseLong(text)));
    QueueMessage sent = queues.send(queue, caller, input.text("MessageBody"), attributes, delay);
    ObjectNode answer =
        Json.object()
            .put("MessageId", sent.id())
            .put("MD5OfMessageBody", MessageAttribute.md5(sent.body()));
    if (!attributes.isEmpty()) {
      answer.put("MD5OfMessageAttributes", MessageAttribute.md5(attributes));
    }
    return answer;
  }

  private ObjectNode delete(Queue queue, Input input) {
    queues.delete(queue, input.text("ReceiptHandle"));
    return Json.object();
  }

  private ObjectNode attributes(Queue queue, Input input) {
    List<String> names = input.only("QueueUrl", "AttributeNames").texts("AttributeNames");
    ObjectNode answer = Json.object();
    ObjectNode found = Json.object();
    receiver
        .attributesOf(queue)
        .forEach(
            (name, value) -> {
              if (names.contains("All") || names.contains(name)) {
                found.put(name, value);
              }
            });
    if (!found.isEmpty()) {
      answer.set("Attributes", found);
    }
    return answer;
  }

  private static ObjectNode setAttributes(Queue queue, Input input) {
    input.only("QueueUrl", "Attributes").map("Attributes").forEach(queue.attributes()::set);
    return Json.object();
  }

  private ObjectNode startMove(Input input) {
    input.only("SourceArn", "DestinationArn");
    Queue source = queues.byArn(input.text("SourceArn")).orElseThrow(Queues::noSource);
    if (!queues.isDeadLetterQueue(source)) {
      throw Queues.invalid("Source queue must be configured as a Dead Letter Queue.");
    }
    queues.redrive(source, input.optionalText("DestinationArn")); // at once, not at a pace
    return Json.object().put("TaskHandle", ids.next());
  }
}
