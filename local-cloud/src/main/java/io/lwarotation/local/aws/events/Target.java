package io.lwarotation.local.aws.events;

import com.fasterxml.jackson.databind.JsonNode;
import io.lwarotation.local.aws.wire.AwsException;
import io.lwarotation.local.aws.wire.Input;
import io.lwarotation.local.aws.wire.Json;
import io.lwarotation.local.aws.wire.Json.NotJsonException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where a rule sends its events.
 *
 * @param deadLetterArn the queue for what could not be delivered
 * @param json the target as it was given
 */
public record Target(
    String id, String arn, Payload payload, Optional<String> deadLetterArn, JsonNode json) {
  /** What the target gets of an event; empty if that cannot be made. */
  interface Payload {
    Optional<String> of(JsonNode event, String ruleArn);
  }

  public static Target of(Input input) {
    input.only("Id Arn Input InputPath InputTransformer DeadLetterConfig RetryPolicy");
    String arn = input.text("Arn");
    if (!arn.matches("arn:aws:(sns|sqs|lambda):.+")) {
      throw AwsException.notModelled("the target " + arn);
    }
    Optional<String> deadLetter =
        input.has("DeadLetterConfig")
            ? Optional.of(input.nested("DeadLetterConfig").only("Arn").text("Arn"))
            : Optional.empty();
    return new Target(input.text("Id"), arn, payload(input), deadLetter, input.json());
  }

  private static Payload payload(Input input) {
    List<String> given =
        Stream.of("Input", "InputPath", "InputTransformer").filter(input::has).toList();
    if (given.size() > 1) {
      throw AwsException.invalid(
          "Only one of Input, InputPath, or InputTransformer must be provided.");
    }
    return switch (given.isEmpty() ? "" : given.getFirst()) {
      case "Input" -> {
        String text = constant(input.text("Input"));
        yield (_, _) -> Optional.of(text);
      }
      case "InputPath" -> {
        String path = input.text("InputPath");
        EventPath.check(path);
        yield (event, _) ->
            Optional.of(EventPath.find(event, path))
                .filter(part -> !part.isMissingNode())
                .map(JsonNode::toString);
      }
      case "InputTransformer" -> InputTransformer.of(input.nested("InputTransformer"))::transform;
      default -> (event, _) -> Optional.of(event.toString());
    };
  }

  private static String constant(String json) {
    try {
      Json.read(json);
      return json;
    } catch (NotJsonException e) {
      throw AwsException.invalid("Input is " + e.getMessage() + ".");
    }
  }
}
