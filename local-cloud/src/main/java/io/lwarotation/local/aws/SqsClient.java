package io.lwarotation.local.aws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lwarotation.local.aws.wire.Json;
import io.lwarotation.local.aws.wire.Json.NotJsonException;
import io.lwarotation.local.http.FormalSignature;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/** What Amazon and Lambda's pollers ask of SQS, over its own protocol. */
public final class SqsClient {
  private final FormalSignature signature;
  private final InstantSource clock;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  /**
   * A client of one account.
   *
   * @param accessKeyId tells which
   */
  public SqsClient(String accessKeyId, InstantSource clock) {
    this.signature = new FormalSignature(accessKeyId, LocalAws.REGION, "sqs");
    this.clock = clock;
  }

  /** The members of a request so far. */
  public static ObjectNode request(String queueUrl) {
    return Json.object().put("QueueUrl", queueUrl);
  }

  /** Empty if SQS refused, or its answer was lost. */
  public Optional<JsonNode> ask(String operation, ObjectNode request) {
    URI queue = URI.create(request.path("QueueUrl").asText());
    HttpRequest.Builder signed =
        HttpRequest.newBuilder(queue.resolve("/"))
            .timeout(Duration.ofSeconds(30))
            .header("Content-Type", "application/x-amz-json-1.0")
            .header("X-Amz-Target", "AmazonSQS." + operation)
            .POST(HttpRequest.BodyPublishers.ofString(request.toString()));
    try {
      HttpResponse<String> response =
          client.send(
              signature.sign(signed, clock.instant()), HttpResponse.BodyHandlers.ofString());
      return response.statusCode() == 200
          ? Optional.of(Json.read(response.body()))
          : Optional.empty();
    } catch (NotJsonException e) {
      throw new IllegalStateException("LocalAws answered what is not JSON.", e);
    } catch (IOException _) {
      return Optional.empty(); // a fault that a test has ordered
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }
}
