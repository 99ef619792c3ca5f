package io.lwarotation.local.cloud;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lwarotation.local.aws.LocalAws;
import io.lwarotation.local.http.FormalSignature;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/**
 * What Lambda's pollers ask of SQS, over its own protocol, as the account in which the queue lies.
 */
final class SqsClient {
  static final JsonMapper JSON = new JsonMapper();

  private static final FormalSignature SIGNATURE =
      new FormalSignature(LocalAws.ACCESS_KEY_ID, LocalAws.REGION, "sqs");

  private final InstantSource clock;
  private final HttpClient client = HttpClient.newHttpClient();

  SqsClient(InstantSource clock) {
    this.clock = clock;
  }

  /** The next visible message with all its attributes; it is hidden for the queue's time. */
  Optional<JsonNode> receive(String queueUrl) {
    ObjectNode request = request(queueUrl).put("MaxNumberOfMessages", 1).put("WaitTimeSeconds", 0);
    request.putArray("MessageSystemAttributeNames").add("All");
    request.putArray("MessageAttributeNames").add("All");
    JsonNode messages = require("ReceiveMessage", queueUrl, request).path("Messages");
    return messages.isEmpty() ? Optional.empty() : Optional.of(messages.get(0));
  }

  /** Deletes a message; if that fails it comes again, which Lambda does not prevent either. */
  void delete(String queueUrl, String receiptHandle) {
    ask("DeleteMessage", queueUrl, request(queueUrl).put("ReceiptHandle", receiptHandle));
  }

  /** How long a received message stays hidden. */
  Duration visibilityTimeout(String queueUrl) {
    ObjectNode request = request(queueUrl);
    request.putArray("AttributeNames").add("VisibilityTimeout");
    JsonNode answer = require("GetQueueAttributes", queueUrl, request);
    return Duration.ofSeconds(answer.path("Attributes").path("VisibilityTimeout").asLong());
  }

  private static ObjectNode request(String queueUrl) {
    return JSON.createObjectNode().put("QueueUrl", queueUrl);
  }

  private JsonNode require(String operation, String queueUrl, ObjectNode request) {
    return ask(operation, queueUrl, request)
        .orElseThrow(
            () ->
                new IllegalStateException(
                    queueUrl
                        + " refused "
                        + operation
                        + ": its event source mapping cannot work."));
  }

  /** Empty if SQS refused, or its answer was lost. */
  private Optional<JsonNode> ask(String operation, String queueUrl, ObjectNode request) {
    URI endpoint = URI.create(queueUrl).resolve("/");
    String target = "AmazonSQS." + operation;
    try {
      HttpResponse<String> response =
          SIGNATURE.ask(client, endpoint, "1.0", target, request.toString(), clock.instant());
      return response.statusCode() == 200
          ? Optional.of(JSON.readTree(response.body().isEmpty() ? "{}" : response.body()))
          : Optional.empty();
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("LocalAws answered what is not JSON.", e);
    } catch (IOException _) {
      return Optional.empty(); // a fault that a test has ordered
    }
  }
}
