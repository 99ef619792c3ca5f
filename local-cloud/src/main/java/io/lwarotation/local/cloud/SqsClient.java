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
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  SqsClient(InstantSource clock) {
    this.clock = clock;
  }

  static ObjectNode request(String queueUrl) {
    return JSON.createObjectNode().put("QueueUrl", queueUrl);
  }

  /** What SQS must answer. */
  JsonNode require(String operation, ObjectNode request) {
    return ask(operation, request)
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "SQS refused " + operation + ": the event source mapping cannot work."));
  }

  /** Empty if SQS refused, or its answer was lost. */
  Optional<JsonNode> ask(String operation, ObjectNode request) {
    URI endpoint = URI.create(request.path("QueueUrl").asText()).resolve("/");
    String target = "AmazonSQS." + operation;
    try {
      HttpResponse<String> response =
          SIGNATURE.ask(client, endpoint, "1.0", target, request.toString(), clock.instant());
      return response.statusCode() == 200
          ? Optional.of(JSON.readTree(response.body()))
          : Optional.empty();
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("LocalAws answered what is not JSON.", e);
    } catch (IOException _) {
      return Optional.empty(); // a fault that a test has ordered
    }
  }
}
