package io.lwarotation.local.aws.events;

import com.fasterxml.jackson.databind.JsonNode;
import io.lwarotation.local.aws.wire.AwsException;
import io.lwarotation.local.aws.wire.Input;
import io.lwarotation.local.aws.wire.Json;
import io.lwarotation.local.aws.wire.Json.NotJsonException;
import java.util.Optional;

/**
 * Where a rule sends its events.
 *
 * @param deadLetterArn the queue for what could not be delivered
 * @param json the target as it was given
 */
public record Target(
    String id,
    String arn,
    Transformation transformation,
    Optional<String> deadLetterArn,
    JsonNode json) {

  /** What the target gets of an event. */
  sealed interface Transformation {
    record Whole() implements Transformation {}

    record Constant(String json) implements Transformation {}

    record Part(String path) implements Transformation {}

    record Transformed(InputTransformer transformer) implements Transformation {}
  }

  public static Target of(Input input) {
    input.only(
        "Id", "Arn", "Input", "InputPath", "InputTransformer", "DeadLetterConfig", "RetryPolicy");
    String arn = input.text("Arn");
    if (!arn.matches("arn:aws:(sns|sqs|lambda):.+")) {
      throw AwsException.notModelled("the target " + arn);
    }
    Optional<String> deadLetter =
        input.has("DeadLetterConfig")
            ? Optional.of(input.nested("DeadLetterConfig").only("Arn").text("Arn"))
            : Optional.empty();
    return new Target(input.text("Id"), arn, transformation(input), deadLetter, input.json());
  }

  private static Transformation transformation(Input input) {
    int given = 0;
    for (String member : new String[] {"Input", "InputPath", "InputTransformer"}) {
      given += input.has(member) ? 1 : 0;
    }
    if (given > 1) {
      throw AwsException.invalid(
          "Only one of Input, InputPath, or InputTransformer must be provided.");
    }
    if (input.has("Input")) {
      return new Transformation.Constant(constant(input.text("Input")));
    }
    if (input.has("InputPath")) {
      EventPath.check(input.text("InputPath"));
      return new Transformation.Part(input.text("InputPath"));
    }
    if (input.has("InputTransformer")) {
      return new Transformation.Transformed(InputTransformer.of(input.nested("InputTransformer")));
    }
    return new Transformation.Whole();
  }

  private static String constant(String json) {
    try {
      Json.read(json);
      return json;
    } catch (NotJsonException e) {
      throw AwsException.invalid("Input is " + e.getMessage() + ".");
    }
  }

  /** What is sent for an event; empty if the transformer cannot make it. */
  Optional<String> payload(JsonNode event, String ruleArn) {
    return switch (transformation) {
      case Transformation.Whole _ -> Optional.of(event.toString());
      case Transformation.Constant(String text) -> Optional.of(text);
      case Transformation.Part(String path) -> {
        JsonNode part = EventPath.find(event, path);
        yield part.isMissingNode() ? Optional.empty() : Optional.of(part.toString());
      }
      case Transformation.Transformed(InputTransformer transformer) ->
          transformer.transform(event, ruleArn);
    };
  }
}
