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
import java.util.Set;

/**
 * The attributes of a queue that are set from outside.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SetQueueAttributes.html">SetQueueAttributes</a>
 */
public final class QueueAttributes {
  private static final Set<String> TEXTS =
      Set.of("KmsMasterKeyId", "SqsManagedSseEnabled", "RedriveAllowPolicy");
  private static final Map<String, Range> NUMBERS =
      Map.of(
          "VisibilityTimeout", new Range(0, 43_200, 30),
          "MessageRetentionPeriod", new Range(60, 1_209_600, 345_600),
          "DelaySeconds", new Range(0, 900, 0),
          "ReceiveMessageWaitTimeSeconds", new Range(0, 20, 0),
          "MaximumMessageSize", new Range(1_024, 1_048_576, 1_048_576),
          "KmsDataKeyReusePeriodSeconds", new Range(60, 86_400, 300));

  private final Map<String, String> set = new LinkedHashMap<>();
  private Optional<Policy> policy = Optional.empty();
  private Optional<Redrive> redrive = Optional.empty();

  private record Range(int least, int most, int unset) {}

  /** Where a message goes that was received too often. */
  record Redrive(String deadLetterTargetArn, int maxReceiveCount) {}

  public void set(String name, String value) {
    if (NUMBERS.containsKey(name)) {
      checkNumber(name, value);
    } else if (name.equals("Policy")) {
      policy = value.isEmpty() ? Optional.empty() : Optional.of(Policy.ofResource(value));
    } else if (name.equals("RedrivePolicy")) {
      redrive = value.isEmpty() ? Optional.empty() : Optional.of(redrive(value));
    } else if (!TEXTS.contains(name)) {
      throw AwsException.notModelled("the queue attribute " + name);
    }
    if (value.isEmpty()) {
      set.remove(name);
    } else {
      set.put(name, value);
    }
  }

  private static void checkNumber(String name, String value) {
    Range range = NUMBERS.getOrDefault(name, new Range(0, 0, 0));
    if (!value.matches("[0-9]{1,8}")
        || Integer.parseInt(value) < range.least()
        || Integer.parseInt(value) > range.most()) {
      throw SqsRefusal.VALUE.of(name);
    }
  }

  private static Redrive redrive(String json) {
    try {
      JsonNode read = Json.read(json);
      int max = read.path("maxReceiveCount").asInt();
      String target = read.path("deadLetterTargetArn").asText();
      if (max < 1 || max > 1000 || !target.startsWith("arn:aws:sqs:")) {
        throw SqsRefusal.VALUE.of("RedrivePolicy");
      }
      return new Redrive(target, max);
    } catch (NotJsonException _) {
      throw SqsRefusal.VALUE.of("RedrivePolicy");
    }
  }

  int number(String name) {
    Range range = NUMBERS.getOrDefault(name, new Range(0, 0, 0));
    return Integer.parseInt(set.getOrDefault(name, Integer.toString(range.unset())));
  }

  Duration seconds(String name) {
    return Duration.ofSeconds(number(name));
  }

  Optional<String> text(String name) {
    return Optional.ofNullable(set.get(name));
  }

  Optional<Policy> policy() {
    return policy;
  }

  Optional<Redrive> redrive() {
    return redrive;
  }

  /** All, the ones not set with what AWS takes for them. */
  Map<String, String> all() {
    Map<String, String> all = new LinkedHashMap<>();
    NUMBERS.keySet().stream()
        .filter(name -> !name.startsWith("Kms"))
        .sorted()
        .forEach(name -> all.put(name, Integer.toString(number(name))));
    all.put("SqsManagedSseEnabled", Boolean.toString(!set.containsKey("KmsMasterKeyId")));
    all.putAll(set);
    return all;
  }
}
