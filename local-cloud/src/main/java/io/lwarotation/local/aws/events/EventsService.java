package io.lwarotation.local.aws.events;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lwarotation.local.aws.wire.AwsException;
import io.lwarotation.local.aws.wire.Caller;
import io.lwarotation.local.aws.wire.Endpoint;
import io.lwarotation.local.aws.wire.Input;
import io.lwarotation.local.aws.wire.Json;
import io.lwarotation.local.aws.wire.Json.NotJsonException;
import java.time.Instant;
import java.util.List;

/** Amazon EventBridge, the default bus. */
public record EventsService(EventBus bus) implements Endpoint.Service {
  private static final int MAX_ENTRIES = 10;
  private static final int MAX_BYTES = 262_144;

  @Override
  public ObjectNode answer(Caller.OfAccount caller, String operation, Input input) {
    if (!operation.equals("PutEvents") && !isDefaultBus(input)) {
      throw AwsException.badRequest(
          "ResourceNotFoundException",
          "Event bus " + input.text("EventBusName") + " does not exist.");
    }
    return switch (operation) {
      case "PutEvents" -> putEvents(input);
      case "PutRule" -> {
        input.only("Name EventPattern Description State EventBusName");
        Rule rule = bus.put(input.text("Name"), input.text("EventPattern"), input);
        yield Json.object().put("RuleArn", rule.arn());
      }
      case "PutTargets" -> putTargets(input);
      case "RemoveTargets" -> {
        bus.require(input.text("Rule")).targets().keySet().removeAll(input.texts("Ids"));
        yield noneFailed();
      }
      case "DeleteRule" -> {
        String name = input.text("Name");
        AwsException.invalidIf(bus.hasTargets(name), "Rule can't be deleted since it has targets.");
        bus.delete(name);
        yield Json.object();
      }
      case "DescribeRule" -> describe(bus.require(input.text("Name")));
      case "ListTargetsByRule" -> {
        Rule rule = bus.require(input.only("Rule EventBusName").text("Rule"));
        yield Json.object().set("Targets", Json.array(rule.targets().values(), Target::json));
      }
      default -> throw Endpoint.unknownOperation(operation);
    };
  }

  private static boolean isDefaultBus(Input input) {
    String name = input.optionalText("EventBusName").orElse("default");
    return name.equals("default") || name.endsWith(":event-bus/default");
  }

  private ObjectNode putEvents(Input input) {
    List<Input> entries = input.only("Entries").items("Entries");
    int bytes =
        entries.stream().mapToInt(entry -> entry.json().toString().getBytes(UTF_8).length).sum();
    AwsException.invalidIf(
        entries.isEmpty() || entries.size() > MAX_ENTRIES || bytes > MAX_BYTES,
        "1 validation error detected: Value at 'entries' failed to satisfy constraint: 1 to %d entries of %d bytes together."
            .formatted(MAX_ENTRIES, MAX_BYTES));
    List<ObjectNode> results = entries.stream().map(this::putEvent).toList();
    long failed = results.stream().filter(result -> result.has("ErrorCode")).count();
    return Json.object()
        .put("FailedEntryCount", failed)
        .set("Entries", Json.array().addAll(results));
  }

  /** Publishes one event. An entry may be refused while the others pass. */
  private ObjectNode putEvent(Input entry) {
    entry.only("Source DetailType Detail Resources Time EventBusName");
    for (String member : new String[] {"Source", "DetailType", "Detail"}) {
      if (entry.optionalText(member).orElse("").isEmpty()) {
        return refused(
            "InvalidArgument",
            "Parameter %1$s is not valid. Reason: %1$s is a required argument.".formatted(member));
      }
    }
    String source = entry.text("Source");
    if (source.equals("aws") || source.startsWith("aws.")) {
      return refused("NotAuthorizedForSourceException", "Not authorized for the source.");
    }
    JsonNode detail = read(entry.text("Detail"));
    if (!detail.isObject()) {
      return refused("MalformedDetail", "Detail is malformed.");
    }
    Instant time =
        entry.has("Time")
            ? Instant.ofEpochSecond(entry.node("Time").asLong())
            : bus.account().now();
    ObjectNode event = bus.account().event(source, entry.text("DetailType"), time);
    entry.texts("Resources").forEach(event.putArray("resources")::add);
    event.set("detail", detail);
    if (isDefaultBus(entry)) {
      bus.publish(event);
    } // Another bus, even one that is not there, is taken without a word, and nobody gets it.
    return Json.object().put("EventId", event.path("id").asText());
  }

  private static JsonNode read(String detail) {
    try {
      return Json.read(detail);
    } catch (NotJsonException _) {
      return MissingNode.getInstance();
    }
  }

  private static ObjectNode refused(String code, String message) {
    return Json.object().put("ErrorCode", code).put("ErrorMessage", message);
  }

  private ObjectNode putTargets(Input input) {
    Rule rule = bus.require(input.only("Rule Targets EventBusName").text("Rule"));
    List<Input> targets = input.items("Targets");
    for (int i = 0; i < targets.size(); i++) {
      String id = targets.get(i).text("Id");
      AwsException.invalidIf(
          !id.matches("[.\\-_A-Za-z0-9]{1,64}"),
          "1 validation error detected: Value '%s' at 'targets.%d.member.id' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\.\\-_A-Za-z0-9]+"
              .formatted(id, i + 1));
    }
    targets.stream().map(Target::of).forEach(rule::put);
    return noneFailed();
  }

  private static ObjectNode noneFailed() {
    return Json.object().put("FailedEntryCount", 0).set("FailedEntries", Json.array());
  }

  private ObjectNode describe(Rule rule) {
    return Json.object()
        .put("Name", rule.name())
        .put("Arn", rule.arn())
        .put("EventPattern", rule.pattern().json().toString())
        .put("Description", rule.description())
        .put("State", rule.enabled() ? "ENABLED" : "DISABLED")
        .put("EventBusName", "default")
        .put("CreatedBy", bus.account().id());
  }
}
