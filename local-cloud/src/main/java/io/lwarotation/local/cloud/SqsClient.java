package io.lwarotation.local.cloud;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lwarotation.local.aws.LocalAws;
import io.lwarotation.local.http.FormalSignature;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/**
 * What Lambda's pollers ask of SQS, over its own protocol, as the account in which the queue lies.
 */
final class SqsClient {
  static final JsonMapper JSON = new JsonMapper();

  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  private static final FormalSignature SIGNATURE =
      new FormalSignature(LocalAws.ACCESS_KEY_ID, LocalAws.REGION, "sqs");

  private final InstantSource clock;
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .followRedirects(HttpClient.Redirect.NEVER)
          .connectTimeout(TIMEOUT)
          .build();

  SqsClient(InstantSource clock) {
    this.clock = clock;
  }

  /** The next visible message with all its attributes; it is hidden for the queue's time. */
  Optional<JsonNode> receive(String queueUrl) {
    ObjectNode request = request(queueUrl).put("MaxNumberOfMessages", 1).put("WaitTimeSeconds", 0);
    request.putArray("MessageSystemAttributeNames").add("All");
    request.putArray("MessageAttributeNames").add("All");
    JsonNode messages =
        ask("ReceiveMessage", queueUrl, request)
            .orElseThrow(() -> refused("ReceiveMessage", queueUrl))
            .path("Messages");
    return messages.isEmpty() ? Optional.empty() : Optional.of(messages.get(0));
  }

  /** Deletes a message; if that fails it comes again, which Lambda does not prevent either. */
  void delete(String queueUrl, String receiptHandle) {
    ask("DeleteMessage", queueUrl, request(queueUrl).put("ReceiptHandle", receiptHandle));
  }

  /** How long a received message stays hidden. */
  Duration visibilityTimeout(String queueUrl) {
    ObjectNode request = request(queueUrl);
    ArrayNode names = request.putArray("AttributeNames");
    names.add("VisibilityTimeout");
    JsonNode answer =
        ask("GetQueueAttributes", queueUrl, request)
            .orElseThrow(() -> refused("GetQueueAttributes", queueUrl));
    return Duration.ofSeconds(answer.path("Attributes").path("VisibilityTimeout").asLong());
  }

  private static ObjectNode request(String queueUrl) {
    return JSON.createObjectNode().put("QueueUrl", queueUrl);
  }

  private static IllegalStateException refused(String operation, String queueUrl) {
    return new IllegalStateException(
        queueUrl + " refused " + operation + ": its event source mapping cannot work.");
  }

  /** Empty if SQS refused, or its answer was lost. */
  private Optional<JsonNode> ask(String operation, String queueUrl, ObjectNode request) {
    HttpRequest http =
        SIGNATURE.sign(
            HttpRequest.newBuilder(URI.create(queueUrl).resolve("/"))
                .timeout(TIMEOUT)
                .header("Content-Type", "application/x-amz-json-1.0")
                .header("X-Amz-Target", "AmazonSQS." + operation)
                .POST(HttpRequest.BodyPublishers.ofString(request.toString())),
            clock.instant());
    HttpResponse<String> response;
    try {
      response = client.send(http, HttpResponse.BodyHandlers.ofString());
    } catch (IOException _) {
      return Optional.empty(); // a fault that a test has ordered
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while SQS was asked", e);
    }
    try {
      return response.statusCode() == 200
          ? Optional.of(JSON.readTree(response.body().isEmpty() ? "{}" : response.body()))
          : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("LocalAws answered what is not JSON.", e);
    }
  }
}
