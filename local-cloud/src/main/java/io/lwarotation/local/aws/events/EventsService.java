package io.lwarotation.local.aws.events;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lwarotation.local.aws.wire.AwsException;
import io.lwarotation.local.aws.wire.Caller;
import io.lwarotation.local.aws.wire.Input;
import io.lwarotation.local.aws.wire.Json;
import io.lwarotation.local.aws.wire.Json.NotJsonException;
import io.lwarotation.local.aws.wire.Service;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * Amazon EventBridge, the default bus.
 *
 * @see <a href="https://docs.aws.amazon.com/eventbridge/latest/APIReference/">EventBridge API
 *     reference</a>
 */
public final class EventsService implements Service.OfJson {
  private static final int MAX_ENTRIES = 10;
  private static final int MAX_BYTES = 262_144;

  private final EventBus bus;

  public EventsService(EventBus bus) {
    this.bus = bus;
  }

  /** An entry that is refused while the others pass. */
  private static final class Refused extends Exception {
    private static final long serialVersionUID = 1L;

    private final String code;

    Refused(String code, String message) {
      super(message, null, false, false);
      this.code = code;
    }

    static Refused missing(String member) {
      return new Refused(
          "InvalidArgument",
          "Parameter " + member + " is not valid. Reason: " + member + " is a required argument.");
    }
  }

  @Override
  public ObjectNode answer(Caller.OfAccount caller, String operation, Input input) {
    if (!operation.equals("PutEvents")) {
      requireDefaultBus(input);
    }
    return switch (operation) {
      case "PutEvents" -> putEvents(input);
      case "PutRule" -> putRule(input);
      case "PutTargets" -> putTargets(input);
      case "RemoveTargets" -> removeTargets(input);
      case "DeleteRule" -> {
        if (bus.hasTargets(input.text("Name"))) {
          throw AwsException.invalid("Rule can't be deleted since it has targets.");
        }
        bus.delete(input.text("Name"));
        yield Json.object();
      }
      case "DescribeRule" -> describe(bus.require(input.text("Name")));
      case "ListTargetsByRule" -> listTargets(input);
      default -> throw Service.unknownOperation(operation);
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
    ObjectNode answer = Json.object();
    ArrayNode results = answer.putArray("Entries");
    int failed = 0;
    for (Input entry : entries) {
      try {
        ObjectNode event = event(entry);
        if (isDefaultBus(entry)) {
          bus.publish(event);
        } // Another bus, even one that is not there, is taken without a word, and nobody gets it.
        results.addObject().put("EventId", event.path("id").asText());
      } catch (Refused e) {
        failed++;
        results.addObject().put("ErrorCode", e.code).put("ErrorMessage", e.getMessage());
      }
    }
    return answer.put("FailedEntryCount", failed);
  }

  private ObjectNode event(Input entry) throws Refused {
    entry.only("Source", "DetailType", "Detail", "Resources", "Time", "EventBusName");
    for (String member : new String[] {"Source", "DetailType", "Detail"}) {
      if (entry.optionalText(member).orElse("").isEmpty()) {
        throw Refused.missing(member);
      }
    }
    String source = entry.text("Source");
    if (source.equals("aws") || source.startsWith("aws.")) {
      throw new Refused("NotAuthorizedForSourceException", "Not authorized for the source.");
    }
    ObjectNode event = bus.envelope(source, entry.text("DetailType"));
    if (entry.has("Time")) {
      Instant time = Instant.ofEpochSecond(entry.node("Time").asLong());
      event.put("time", time.truncatedTo(ChronoUnit.SECONDS).toString());
    }
    ArrayNode resources = event.putArray("resources");
    entry.texts("Resources").forEach(resources::add);
    event.set("detail", detail(entry.text("Detail")));
    return event;
  }

  private static JsonNode detail(String text) throws Refused {
    try {
      JsonNode detail = Json.read(text);
      if (detail.isObject()) {
        return detail;
      }
    } catch (NotJsonException _) {
      // told below
    }
    throw new Refused("MalformedDetail", "Detail is malformed.");
  }

  private ObjectNode putRule(Input input) {
    input.only("Name", "EventPattern", "Description", "State", "EventBusName");
    Rule rule =
        bus.put(
            input.text("Name"),
            input.text("EventPattern"),
            input.optionalText("Description").orElse(""),
            !input.optionalText("State").orElse("ENABLED").equals("DISABLED"));
    return Json.object().put("RuleArn", rule.arn());
  }

  private ObjectNode putTargets(Input input) {
    Rule rule = bus.require(input.only("Rule", "Targets", "EventBusName").text("Rule"));
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

  private ObjectNode removeTargets(Input input) {
    Rule rule = bus.require(input.text("Rule"));
    input.texts("Ids").forEach(rule::remove);
    return noneFailed();
  }

  private ObjectNode describe(Rule rule) {
    return Json.object()
        .put("Name", rule.name())
        .put("Arn", rule.arn())
        .put("EventPattern", rule.patternText())
        .put("Description", rule.description())
        .put("State", rule.isEnabled() ? "ENABLED" : "DISABLED")
        .put("EventBusName", "default")
        .put("CreatedBy", bus.account().id());
  }

  private ObjectNode listTargets(Input input) {
    Rule rule = bus.require(input.only("Rule", "EventBusName").text("Rule"));
    ObjectNode answer = Json.object();
    ArrayNode list = answer.putArray("Targets");
    rule.targets().forEach(target -> list.add(target.json()));
    return answer;
  }
}
