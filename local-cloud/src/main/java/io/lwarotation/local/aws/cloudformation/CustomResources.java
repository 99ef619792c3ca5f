package io.lwarotation.local.aws.cloudformation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.lwarotation.local.aws.account.Cloud;
import io.lwarotation.local.aws.wire.Input;
import io.lwarotation.local.aws.wire.Json;
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
    this.cloud = formation.cloud;
    this.answers = formation.answers();
    this.stackId = stackId;
  }

  static boolean isOne(String type) {
    return type.startsWith("Custom::") || type.equals("AWS::CloudFormation::CustomResource");
  }

  ResourceTypes.Made put(ResourceTypes.Wanted wanted) {
    ObjectNode event =
        event(
            wanted.old().isPresent() ? "Update" : "Create",
            wanted.logicalId(),
            wanted.type(),
            wanted.properties().json());
    wanted
        .old()
        .ifPresent(
            old -> {
              event.put("PhysicalResourceId", old.physicalId());
              event.set("OldResourceProperties", asTexts(old.properties()));
            });
    ResourceTypes.Made made = ask(event);
    // CloudFormation takes another id for another thing, and deletes the old one.
    wanted.old().filter(old -> !made.physicalId().equals(old.physicalId())).ifPresent(this::delete);
    return made;
  }

  void delete(StackResource resource) {
    ask(
        event("Delete", resource.logicalId(), resource.type(), resource.properties())
            .put("PhysicalResourceId", resource.physicalId()));
  }

  private ObjectNode event(String request, String logicalId, String type, JsonNode properties) {
    ObjectNode event =
        Json.object()
            .put("RequestType", request)
            .put("StackId", stackId)
            .put("RequestId", cloud.account().newId())
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

  private ResourceTypes.Made ask(ObjectNode event) {
    String token = event.path("RequestId").asText();
    event.put("ResponseURL", cloud.account().endpoint().get() + answers.expect(token));
    String function = event.path("ServiceToken").asText();
    boolean invoked =
        cloud.lock().hold(() -> cloud.functions().invokeLater(function, event.toString()));
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

  private static ResourceTypes.Made made(ObjectNode event, JsonNode answer) {
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
    return new ResourceTypes.Made(id, Input.texts(answer.path("Data")));
  }
}
