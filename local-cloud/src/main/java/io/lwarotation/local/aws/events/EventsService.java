package io.lwarotation.local.aws.events;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lwarotation.local.aws.wire.AwsException;
import io.lwarotation.local.aws.wire.Caller;
import io.lwarotation.local.aws.wire.Endpoint;
import io.lwarotation.local.aws.wire.Input;
import io.lwarotation.local.aws.wire.Json;
import io.lwarotation.local.aws.wire.Json.NotJsonException;
import java.time.Instant;
import java.util.List;

/**
 * Amazon EventBridge, the default bus.
 *
 * @see <a href="https://docs.aws.amazon.com/eventbridge/latest/APIReference/">EventBridge API
 *     reference</a>
 */
public record EventsService(EventBus bus) implements Endpoint.Service {
  private static final int MAX_ENTRIES = 10;
  private static final int MAX_BYTES = 262_144;

  @Override
  public ObjectNode answer(Caller.OfAccount caller, String operation, Input input) {
    if (!operation.equals("PutEvents")) {
      requireDefaultBus(input);
    }
    return switch (operation) {
      case "PutEvents" -> putEvents(input);
      case "PutRule" -> putRule(input);
      case "PutTargets" -> putTargets(input);
      case "RemoveTargets" -> {
        input.texts("Ids").forEach(bus.require(input.text("Rule"))::remove);
        yield noneFailed();
      }
      case "DeleteRule" -> {
        if (bus.hasTargets(input.text("Name"))) {
          throw AwsException.invalid("Rule can't be deleted since it has targets.");
        }
        bus.delete(input.text("Name"));
        yield Json.object();
      }
      case "DescribeRule" -> describe(bus.require(input.text("Name")));
      case "ListTargetsByRule" ->
          Json.list(
              "Targets",
              bus.require(input.only("Rule EventBusName").text("Rule")).targets(),
              Target::json);
      default -> throw Endpoint.unknownOperation(operation);
    };
  }

  private static boolean isDefaultBus(Input input) {
    String name = input.optionalText("EventBusName").orElse("default");
    return name.equals("default") || name.endsWith(":event-bus/default");
  }

  private static void requireDefaultBus(Input input) {
    if (!isDefaultBus(input)) {
      throw AwsException.badRequest(
          "ResourceNotFoundException",
          "Event bus " + input.text("EventBusName") + " does not exist.");
    }
  }

  private ObjectNode putEvents(Input input) {
    List<Input> entries = input.only("Entries").items("Entries");
    int bytes =
        entries.stream().mapToInt(entry -> entry.json().toString().getBytes(UTF_8).length).sum();
    if (entries.isEmpty() || entries.size() > MAX_ENTRIES || bytes > MAX_BYTES) {
      throw AwsException.invalid(
          "1 validation error detected: Value at 'entries' failed to satisfy constraint: 1 to "
              + MAX_ENTRIES
              + " entries of "
              + MAX_BYTES
              + " bytes together.");
    }
    List<ObjectNode> results = entries.stream().map(this::putEvent).toList();
    return Json.list("Entries", results, result -> result)
        .put(
            "FailedEntryCount", results.stream().filter(result -> result.has("ErrorCode")).count());
  }

  /** Publishes one event. An entry may be refused while the others pass. */
  private ObjectNode putEvent(Input entry) {
    entry.only("Source DetailType Detail Resources Time EventBusName");
    for (String member : new String[] {"Source", "DetailType", "Detail"}) {
      if (entry.optionalText(member).orElse("").isEmpty()) {
        return refused(
            "InvalidArgument",
            "Parameter "
                + member
                + " is not valid. Reason: "
                + member
                + " is a required argument.");
      }
    }
    String source = entry.text("Source");
    if (source.equals("aws") || source.startsWith("aws.")) {
      return refused("NotAuthorizedForSourceException", "Not authorized for the source.");
    }
    Instant time =
        entry.has("Time")
            ? Instant.ofEpochSecond(entry.node("Time").asLong())
            : bus.account().now();
    ObjectNode event = Events.envelope(bus.account(), time, source, entry.text("DetailType"));
    entry.texts("Resources").forEach(event.putArray("resources")::add);
    try {
      event.set("detail", Json.read(entry.text("Detail")));
    } catch (NotJsonException _) {
      event.put("detail", "");
    }
    if (!event.path("detail").isObject()) {
      return refused("MalformedDetail", "Detail is malformed.");
    }
    if (isDefaultBus(entry)) {
      bus.publish(event);
    } // Another bus, even one that is not there, is taken without a word, and nobody gets it.
    return Json.object().put("EventId", event.path("id").asText());
  }

  private static ObjectNode refused(String code, String message) {
    return Json.object().put("ErrorCode", code).put("ErrorMessage", message);
  }

  private ObjectNode putRule(Input input) {
    input.only("Name EventPattern Description State EventBusName");
    Rule rule =
        bus.put(
            input.text("Name"),
            input.text("EventPattern"),
            input.optionalText("Description").orElse(""),
            !input.optionalText("State").orElse("ENABLED").equals("DISABLED"));
    return Json.object().put("RuleArn", rule.arn());
  }

  private ObjectNode putTargets(Input input) {
    Rule rule = bus.require(input.only("Rule Targets EventBusName").text("Rule"));
    List<Input> targets = input.items("Targets");
    for (int i = 0; i < targets.size(); i++) {
      requireId(targets.get(i).text("Id"), i + 1);
    }
    targets.stream().map(Target::of).forEach(rule::put);
    return noneFailed();
  }

  private static void requireId(String id, int place) {
    if (!id.matches("[.\\-_A-Za-z0-9]{1,64}")) {
      throw AwsException.invalid(
          "1 validation error detected: Value '"
              + id
              + "' at 'targets."
              + place
              + ".member.id' failed to satisfy constraint: Member must satisfy regular expression"
              + " pattern: [\\.\\-_A-Za-z0-9]+");
    }
  }

  private static ObjectNode noneFailed() {
    ObjectNode answer = Json.object().put("FailedEntryCount", 0);
    answer.putArray("FailedEntries");
    return answer;
  }

  private ObjectNode describe(Rule rule) {
    Rule.Definition definition = rule.definition();
    return Json.object()
        .put("Name", definition.name())
        .put("Arn", rule.arn())
        .put("EventPattern", definition.patternText())
        .put("Description", definition.description())
        .put("State", definition.enabled() ? "ENABLED" : "DISABLED")
        .put("EventBusName", "default")
        .put("CreatedBy", bus.account().id());
  }
}
