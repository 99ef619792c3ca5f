package io.lwarotation.local.aws.cloudformation;

import com.fasterxml.jackson.databind.JsonNode;
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
record CustomResources(CloudFormation formation, String stackId) {
  static boolean isOne(String type) {
    return type.startsWith("Custom::");
  }

  ResourceTypes.Made put(ResourceTypes.Wanted wanted) {
    JsonNode properties = wanted.properties().json();
    if (wanted.old().isEmpty()) {
      return ask(event("Create", wanted.logicalId(), wanted.type(), properties));
    }
    StackResource old = wanted.old().get();
    ObjectNode event =
        event("Update", wanted.logicalId(), wanted.type(), properties)
            .put("PhysicalResourceId", old.physicalId());
    event.set("OldResourceProperties", asTexts(old.properties()));
    ResourceTypes.Made made = ask(event);
    // CloudFormation takes another id for another thing, and deletes the old one.
    if (!made.physicalId().equals(old.physicalId())) {
      delete(old);
    }
    return made;
  }

  void delete(StackResource resource) {
    ResourceTypes.Made _ =
        ask(
            event("Delete", resource.logicalId(), resource.type(), resource.properties())
                .put("PhysicalResourceId", resource.physicalId()));
  }

  private ObjectNode event(String request, String logicalId, String type, JsonNode properties) {
    ObjectNode event =
        Json.object()
            .put("RequestType", request)
            .put("StackId", stackId)
            .put("RequestId", formation.cloud().account().newId())
            .put("LogicalResourceId", logicalId)
            .put("ResourceType", type);
    event.set("ServiceToken", properties.path("ServiceToken"));
    event.set("ResourceProperties", asTexts(properties));
    return event;
  }

  /** CloudFormation hands numbers and booleans over as strings. */
  private static JsonNode asTexts(JsonNode node) {
    return node.isContainerNode()
        ? Json.each(node, CustomResources::asTexts)
        : TextNode.valueOf(node.asText());
  }

  private ResourceTypes.Made ask(ObjectNode event) {
    Cloud cloud = formation.cloud();
    String path = formation.answers().expect(event.path("RequestId").asText());
    event.put("ResponseURL", cloud.account().endpoint().get() + path);
    String function = event.path("ServiceToken").asText();
    boolean invoked =
        cloud.lock().hold(() -> cloud.functions().invokeLater(function, event.toString()));
    Optional<JsonNode> answer = formation.answers().end(path);
    String logicalId = event.path("LogicalResourceId").asText();
    refuseIf(!invoked, logicalId, "there is no function " + function + ".");
    refuseIf(
        answer.isEmpty(),
        logicalId,
        "the function ended without an answer to CloudFormation, which waits for an hour and then"
            + " fails.");
    return made(event, answer.orElseThrow(), logicalId);
  }

  private static ResourceTypes.Made made(ObjectNode event, JsonNode answer, String logicalId) {
    for (String member : new String[] {"StackId", "RequestId", "LogicalResourceId"}) {
      refuseIf(
          !answer.path(member).equals(event.path(member)),
          logicalId,
          "the answer's " + member + " is another one.");
    }
    String status = answer.path("Status").asText();
    refuseIf(status.equals("FAILED"), logicalId, answer.path("Reason").asText());
    refuseIf(!status.equals("SUCCESS"), logicalId, "the answer has no valid Status.");
    String id = answer.path("PhysicalResourceId").asText();
    refuseIf(id.isEmpty(), logicalId, "the answer has no PhysicalResourceId.");
    return new ResourceTypes.Made(id, Input.texts(answer.path("Data")));
  }

  private static void refuseIf(boolean refused, String logicalId, String why) {
    if (refused) {
      throw new DeploymentException(logicalId + ": " + why);
    }
  }
}
