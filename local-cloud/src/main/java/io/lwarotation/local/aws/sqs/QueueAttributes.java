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

/**
 * The attributes of a queue that are set from outside.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SetQueueAttributes.html">SetQueueAttributes</a>
 */
public record QueueAttributes(Map<String, String> values) {
  private static final String VISIBILITY = "VisibilityTimeout";
  private static final String RETENTION = "MessageRetentionPeriod";

  QueueAttributes() {
    this(new LinkedHashMap<>());
  }

  /** Where a message goes that was received too often. */
  record Redrive(String deadLetterTargetArn, int maxReceiveCount) {}

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
      case VISIBILITY -> isNumber(value, 0, 43_200);
      case RETENTION -> isNumber(value, 60, 1_209_600);
      case "KmsMasterKeyId", "SqsManagedSseEnabled", "RedriveAllowPolicy" -> true;
      case "Policy" -> !Policy.ofResource(value).statements().isEmpty();
      case "RedrivePolicy" -> redrive(value).isPresent();
      default -> throw AwsException.notModelled("the queue attribute " + name);
    };
  }

  private static boolean isNumber(String text, int least, int most) {
    return text.matches("[0-9]{1,8}")
        && Integer.parseInt(text) >= least
        && Integer.parseInt(text) <= most;
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

  int visibilityTimeout() {
    return Integer.parseInt(text(VISIBILITY).orElse("30"));
  }

  Duration retention() {
    return Duration.ofSeconds(Integer.parseInt(text(RETENTION).orElse("345600")));
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
    all.put(VISIBILITY, Integer.toString(visibilityTimeout()));
    all.put(RETENTION, Long.toString(retention().toSeconds()));
    all.put("SqsManagedSseEnabled", Boolean.toString(!values.containsKey("KmsMasterKeyId")));
    all.putAll(values);
    return all;
  }
}
