package io.lwarotation.local.aws.cloudformation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.lwarotation.local.aws.account.Cloud;
import io.lwarotation.local.aws.wire.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Resources that a function makes: tells the function what to do, takes its answer.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/crpg-ref.html">Custom
 *     resource request types</a>
 */
final class CustomResources {
  private final Cloud cloud;
  private final CustomResourceAnswers answers;
  private final String stackId;

  CustomResources(CloudFormation formation, String stackId) {
    this.cloud = formation.cloud();
    this.answers = formation.answers();
    this.stackId = stackId;
  }

  static boolean isOne(String type) {
    return type.startsWith("Custom::") || type.equals("AWS::CloudFormation::CustomResource");
  }

  Provisioner.Made create(Provisioner.Wanted wanted) {
    ObjectNode event =
        event("Create", wanted.logicalId(), wanted.type(), wanted.properties().json());
    return ask(event);
  }

  Provisioner.Made update(Provisioner.Wanted wanted, StackResource old) {
    ObjectNode event =
        event("Update", wanted.logicalId(), wanted.type(), wanted.properties().json());
    event.put("PhysicalResourceId", old.physicalId());
    event.set("OldResourceProperties", asTexts(old.properties()));
    Provisioner.Made made = ask(event);
    if (!made.physicalId().equals(old.physicalId())) {
      delete(old); // CloudFormation takes another id for another thing, and deletes the old one
    }
    return made;
  }

  void delete(StackResource resource) {
    ObjectNode event =
        event("Delete", resource.logicalId(), resource.type(), resource.properties());
    event.put("PhysicalResourceId", resource.physicalId());
    ask(event);
  }

  private ObjectNode event(String request, String logicalId, String type, JsonNode properties) {
    ObjectNode event =
        Json.object()
            .put("RequestType", request)
            .put("StackId", stackId)
            .put("RequestId", cloud.ids().next())
            .put("LogicalResourceId", logicalId)
            .put("ResourceType", type);
    event.set("ServiceToken", properties.path("ServiceToken"));
    event.set("ResourceProperties", asTexts(properties));
    return event;
  }

  /** CloudFormation hands numbers and booleans over as strings. */
  private static JsonNode asTexts(JsonNode node) {
    return switch (node) {
      case ObjectNode object -> {
        ObjectNode copy = Json.object();
        object.properties().forEach(entry -> copy.set(entry.getKey(), asTexts(entry.getValue())));
        yield copy;
      }
      case ArrayNode array -> {
        ArrayNode copy = Json.array();
        array.forEach(item -> copy.add(asTexts(item)));
        yield copy;
      }
      default -> TextNode.valueOf(node.asText());
    };
  }

  private Provisioner.Made ask(ObjectNode event) {
    String token = event.path("RequestId").asText();
    event.put("ResponseURL", cloud.endpoint() + answers.expect(token));
    String function = event.path("ServiceToken").asText();
    boolean invoked =
        cloud.lock().holdAndFinish(() -> cloud.functions().invokeLater(function, event.toString()));
    String logicalId = event.path("LogicalResourceId").asText();
    Optional<JsonNode> answer = answers.end(token);
    if (!invoked) {
      throw new DeploymentException(logicalId + ": there is no function " + function + ".");
    }
    return made(
        event,
        answer.orElseThrow(
            () ->
                new DeploymentException(
                    logicalId
                        + ": the function ended without an answer to CloudFormation, which waits"
                        + " for an hour and then fails.")));
  }

  private static Provisioner.Made made(ObjectNode event, JsonNode answer) {
    String logicalId = event.path("LogicalResourceId").asText();
    for (String member : new String[] {"StackId", "RequestId", "LogicalResourceId"}) {
      if (!answer.path(member).equals(event.path(member))) {
        throw new DeploymentException(logicalId + ": the answer's " + member + " is another one.");
      }
    }
    String reason = answer.path("Reason").asText();
    switch (answer.path("Status").asText()) {
      case "SUCCESS" -> {}
      case "FAILED" -> throw new DeploymentException(logicalId + ": " + reason);
      default -> throw new DeploymentException(logicalId + ": the answer has no valid Status.");
    }
    String id = answer.path("PhysicalResourceId").asText();
    if (id.isEmpty()) {
      throw new DeploymentException(logicalId + ": the answer has no PhysicalResourceId.");
    }
    Map<String, String> attributes = new LinkedHashMap<>();
    answer
        .path("Data")
        .properties()
        .forEach(entry -> attributes.put(entry.getKey(), entry.getValue().asText()));
    return new Provisioner.Made(id, attributes);
  }
}
