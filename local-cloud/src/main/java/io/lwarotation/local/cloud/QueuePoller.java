package io.lwarotation.local.cloud;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lwarotation.local.aws.SqsClient;
import io.lwarotation.local.aws.lambda.EventSourceMapping;
import io.lwarotation.local.host.Invocation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Lambda's polling of one queue for one function. What the function succeeded on is deleted; all
 * else stays hidden until the queue's visibility timeout is over on the moved clock, and goes to
 * the dead-letter queue when it has been received often enough.
 *
 * @param function runs the mapping's function
 */
record QueuePoller(
    EventSourceMapping mapping, SqsClient sqs, Function<String, Invocation> function) {
  /** Lambda's limit of an event is 6 MB, which bodies reach sooner when they are escaped. */
  private static final int MOST_CHARACTERS = 2_000_000;

  /**
   * Lambda refuses a mapping whose queue shows a message again while the function is still at it.
   */
  void check(Duration timeout) {
    ObjectNode request = SqsClient.request(mapping.queueUrl());
    request.putArray("AttributeNames").add("VisibilityTimeout");
    JsonNode attributes = require("GetQueueAttributes", request).path("Attributes");
    long visible = attributes.path("VisibilityTimeout").asLong();
    if (visible < timeout.toSeconds()) {
      throw new IllegalStateException(
          "Queue visibility timeout: %d seconds is less than Function timeout: %d seconds"
              .formatted(visible, timeout.toSeconds()));
    }
  }

  /** Hands over batches one after the other until no message is visible; returns how many. */
  int drain() {
    int batches = 0;
    for (List<JsonNode> batch = receive(); !batch.isEmpty(); batch = receive()) {
      handOver(batch);
      batches++;
    }
    return batches;
  }

  private List<JsonNode> receive() {
    ObjectNode request =
        SqsClient.request(mapping.queueUrl())
            .put("MaxNumberOfMessages", 1)
            .put("WaitTimeSeconds", 0);
    request.putArray("MessageSystemAttributeNames").add("All");
    List<JsonNode> batch = new ArrayList<>();
    int characters = 0;
    while (batch.size() < mapping.batchSize() && characters < MOST_CHARACTERS) {
      JsonNode message = require("ReceiveMessage", request).at("/Messages/0");
      if (message.isMissingNode()) {
        break;
      }
      batch.add(message);
      characters += message.path("Body").asText().length();
    }
    return batch;
  }

  private void handOver(List<JsonNode> batch) {
    Invocation result = function.apply(SqsEvent.of(batch, mapping.queueArn()));
    Set<String> ids = batch.stream().map(QueuePoller::id).collect(Collectors.toSet());
    Set<String> failed = BatchAnswer.failed(result, ids, mapping.reportsBatchItemFailures());
    for (JsonNode message : batch) {
      if (!failed.contains(id(message))) {
        // If that fails the message comes again, which Lambda does not prevent either.
        sqs.ask(
            "DeleteMessage",
            SqsClient.request(mapping.queueUrl())
                .put("ReceiptHandle", message.path("ReceiptHandle").asText()));
      }
    }
  }

  private JsonNode require(String operation, ObjectNode request) {
    return sqs.ask(operation, request)
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "SQS refused " + operation + ": the event source mapping cannot work."));
  }

  private static String id(JsonNode message) {
    return message.path("MessageId").asText();
  }
}
