package io.lwarotation.e2e.rotation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lwarotation.e2e.AwsRequests;
import io.lwarotation.local.cloud.LocalCloud;

/** A person of the account at the command line of AWS. */
public final class Operator {
  static final JsonMapper JSON = AwsRequests.JSON;

  private final AwsRequests requests;

  public Operator(LocalCloud cloud) {
    this.requests = new AwsRequests(cloud.aws().endpoint());
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

  /** Writes what is no credential. */
  void storePlain(String parameter, String value) {
    ask(
        "ssm",
        "AmazonSSM.PutParameter",
        JSON.createObjectNode()
            .put("Name", parameter)
            .put("Value", value)
            .put("Type", "String")
            .put("Overwrite", true));
  }

  /** An attribute of a queue. */
  public String attribute(String queueUrl, String name) {
    ObjectNode request = JSON.createObjectNode().put("QueueUrl", queueUrl);
    request.putArray("AttributeNames").add(name);
    return ask("sqs", "AmazonSQS.GetQueueAttributes", request)
        .path("Attributes")
        .path(name)
        .asText();
  }

  public void setAttribute(String queueUrl, String name, String value) {
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
    return requests.json(service, target, request);
  }
}
