package io.lwarotation.e2e.rotation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lwarotation.local.aws.LocalAws;
import io.lwarotation.local.cloud.LocalCloud;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** A person of the account at the command line of AWS. */
final class Operator {
  static final JsonMapper JSON = new JsonMapper();
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  private final HttpClient client = HttpClient.newHttpClient();
  private final LocalCloud cloud;

  Operator(LocalCloud cloud) {
    this.cloud = cloud;
  }

  /** Stores a credential as {@code lwa put} does; a person may well store a wrong one. */
  void store(String parameter, String value, String keyId) {
    ObjectNode request =
        JSON.createObjectNode()
            .put("Name", parameter)
            .put("Value", value)
            .put("Type", "SecureString")
            .put("KeyId", keyId)
            .put("Overwrite", true);
    if (parameter.endsWith("clientsecret")) {
      request.put("Tier", "Advanced");
    }
    ask("ssm", "AmazonSSM.PutParameter", request);
  }

  /** An attribute of a queue. */
  String attribute(String queueUrl, String name) {
    ObjectNode request = JSON.createObjectNode().put("QueueUrl", queueUrl);
    request.putArray("AttributeNames").add(name);
    return ask("sqs", "AmazonSQS.GetQueueAttributes", request)
        .path("Attributes")
        .path(name)
        .asText();
  }

  void setAttribute(String queueUrl, String name, String value) {
    ObjectNode request = JSON.createObjectNode().put("QueueUrl", queueUrl);
    request.putObject("Attributes").put(name, value);
    ask("sqs", "AmazonSQS.SetQueueAttributes", request);
  }

  /** Moves what lies in a dead-letter queue back to where it came from. */
  void redrive(String deadLetterArn) {
    ask(
        "sqs",
        "AmazonSQS.StartMessageMoveTask",
        JSON.createObjectNode().put("SourceArn", deadLetterArn));
  }

  private JsonNode ask(String service, String target, ObjectNode request) {
    String now = DATE.format(cloud.clock().instant());
    HttpRequest http =
        HttpRequest.newBuilder(cloud.aws().endpoint())
            .header("Content-Type", "application/x-amz-json-1." + (service.equals("sqs") ? 0 : 1))
            .header("X-Amz-Target", target)
            .header("X-Amz-Date", now)
            .header(
                "Authorization",
                "AWS4-HMAC-SHA256 Credential=%s/%s/%s/%s/aws4_request, SignedHeaders=host;x-amz-date;x-amz-target, Signature=%s"
                    .formatted(
                        LocalAws.ACCESS_KEY_ID,
                        now.substring(0, 8),
                        LocalAws.REGION,
                        service,
                        "0".repeat(64)))
            .POST(HttpRequest.BodyPublishers.ofString(request.toString()))
            .build();
    try {
      HttpResponse<String> response = client.send(http, HttpResponse.BodyHandlers.ofString());
      if (response.statusCode() != 200) {
        throw new IllegalStateException(target + ": " + response.body());
      }
      return JSON.readTree(response.body().isEmpty() ? "{}" : response.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
