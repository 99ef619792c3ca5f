package io.lwarotation.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lwarotation.local.cloud.LocalCloud;

/** A person of the account who looks after its queues. */
final class Operator {
  private final AwsRequests requests;

  Operator(LocalCloud cloud) {
    this.requests = new AwsRequests(cloud.aws().endpoint());
  }

  /** An attribute of a queue. */
  String attribute(String queueUrl, String name) {
    ObjectNode request = queue(queueUrl);
    request.putArray("AttributeNames").add(name);
    return ask("GetQueueAttributes", request).path("Attributes").path(name).asText();
  }

  void setAttribute(String queueUrl, String name, String value) {
    ObjectNode request = queue(queueUrl);
    request.putObject("Attributes").put(name, value);
    ask("SetQueueAttributes", request);
  }

  /** Moves what lies in a dead-letter queue back to where it came from. */
  void redrive(String deadLetterArn) {
    ask(
        "StartMessageMoveTask",
        AwsRequests.JSON.createObjectNode().put("SourceArn", deadLetterArn));
  }

  void send(String queueArn, String body) {
    ask("SendMessage", named(queueArn).put("MessageBody", body));
  }

  /** Throws away what lies in a queue. */
  void purge(String queueArn) {
    ask("PurgeQueue", named(queueArn));
  }

  private ObjectNode named(String arn) {
    ObjectNode name =
        AwsRequests.JSON
            .createObjectNode()
            .put("QueueName", arn.substring(arn.lastIndexOf(':') + 1));
    return queue(ask("GetQueueUrl", name).path("QueueUrl").asText());
  }

  private static ObjectNode queue(String url) {
    return AwsRequests.JSON.createObjectNode().put("QueueUrl", url);
  }

  private JsonNode ask(String action, ObjectNode request) {
    return requests.json("sqs", "AmazonSQS." + action, request);
  }
}
