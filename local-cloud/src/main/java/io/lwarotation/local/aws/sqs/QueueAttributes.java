package io.lwarotation.local.aws.sqs;

import com.fasterxml.jackson.databind.JsonNode;
import io.lwarotation.local.aws.iam.Policy;
import io.lwarotation.local.aws.wire.AwsException;
import io.lwarotation.local.aws.wire.Json;
import io.lwarotation.local.aws.wire.Json.NotJsonException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The attributes of a queue that are set from outside.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SetQueueAttributes.html">SetQueueAttributes</a>
 */
public record QueueAttributes(Map<String, String> values) {
  private static final Map<String, Range> NUMBERS =
      new TreeMap<>(
          Map.of(
              "VisibilityTimeout", new Range(0, 43_200, 30),
              "MessageRetentionPeriod", new Range(60, 1_209_600, 345_600),
              "DelaySeconds", new Range(0, 900, 0),
              "ReceiveMessageWaitTimeSeconds", new Range(0, 20, 0),
              "MaximumMessageSize", new Range(1_024, 1_048_576, 1_048_576)));

  private record Range(int least, int most, int unset) {}

  /** Where a message goes that was received too often. */
  record Redrive(String deadLetterTargetArn, int maxReceiveCount) {}

  QueueAttributes() {
    this(new LinkedHashMap<>());
  }

  /** Sets one; an empty text takes it away. */
  public void set(String name, String value) {
    if (value.isEmpty()) {
      values.remove(name);
    } else if (isValid(name, value)) {
      values.put(name, value);
    } else {
      throw Queues.refused(
          "InvalidAttributeValue", "", "Invalid value for the parameter " + name + ".");
    }
  }

  private static boolean isValid(String name, String value) {
    return switch (name) {
      case "KmsMasterKeyId", "SqsManagedSseEnabled", "RedriveAllowPolicy" -> true;
      case "Policy" -> !Policy.ofResource(value).statements().isEmpty();
      case "RedrivePolicy" -> redrive(value).isPresent();
      default -> {
        Range range = NUMBERS.get(name);
        if (range == null) {
          throw AwsException.notModelled("the queue attribute " + name);
        }
        yield value.matches("[0-9]{1,8}")
            && Integer.parseInt(value) >= range.least()
            && Integer.parseInt(value) <= range.most();
      }
    };
  }

  private static Optional<Redrive> redrive(String json) {
    try {
      JsonNode read = Json.read(json);
      int most = read.path("maxReceiveCount").asInt();
      String target = read.path("deadLetterTargetArn").asText();
      return most >= 1 && most <= 1000 && target.startsWith("arn:aws:sqs:")
          ? Optional.of(new Redrive(target, most))
          : Optional.empty();
    } catch (NotJsonException _) {
      return Optional.empty();
    }
  }

  int number(String name) {
    return Integer.parseInt(all().getOrDefault(name, "0"));
  }

  Duration seconds(String name) {
    return Duration.ofSeconds(number(name));
  }

  Optional<String> text(String name) {
    return Optional.ofNullable(values.get(name));
  }

  Optional<Policy> policy() {
    return text("Policy").map(Policy::ofResource);
  }

  Optional<Redrive> redrive() {
    return text("RedrivePolicy").flatMap(QueueAttributes::redrive);
  }

  /** All, the ones not set with what AWS takes for them. */
  Map<String, String> all() {
    Map<String, String> all = new LinkedHashMap<>();
    NUMBERS.forEach((name, range) -> all.put(name, Integer.toString(range.unset())));
    all.put("SqsManagedSseEnabled", Boolean.toString(!values.containsKey("KmsMasterKeyId")));
    all.putAll(values);
    return all;
  }
}
