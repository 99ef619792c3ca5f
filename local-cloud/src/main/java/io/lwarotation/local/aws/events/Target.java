package io.lwarotation.local.aws.events;

import com.fasterxml.jackson.databind.JsonNode;
import io.lwarotation.local.aws.wire.AwsException;
import io.lwarotation.local.aws.wire.Input;
import java.util.Optional;

/**
 * Where a rule sends its events.
 *
 * @param transformer makes what the target gets; empty if it gets the event
 * @param deadLetterArn the queue for what could not be delivered
 * @param json the target as it was given
 */
record Target(
    String id,
    String arn,
    Optional<InputTransformer> transformer,
    Optional<String> deadLetterArn,
    JsonNode json) {
  static Target of(Input input) {
    input.only("Id Arn InputTransformer DeadLetterConfig RetryPolicy");
    String arn = input.text("Arn");
    if (!arn.matches("arn:aws:(sns|sqs|lambda):.+")) {
      throw AwsException.notModelled("the target " + arn);
    }
    return new Target(
        input.text("Id"),
        arn,
        input.has("InputTransformer")
            ? Optional.of(InputTransformer.of(input.nested("InputTransformer")))
            : Optional.empty(),
        input.nested("DeadLetterConfig").only("Arn").optionalText("Arn"),
        input.json());
  }

  /** What it gets of an event. */
  String payload(JsonNode event) {
    return transformer.map(one -> one.transform(event)).orElseGet(event::toString);
  }
}
