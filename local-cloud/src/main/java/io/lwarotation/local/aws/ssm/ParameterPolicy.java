package io.lwarotation.local.aws.ssm;

import com.fasterxml.jackson.databind.JsonNode;
import io.lwarotation.local.aws.wire.AwsException;
import io.lwarotation.local.aws.wire.Json;
import io.lwarotation.local.aws.wire.Json.NotJsonException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A {@code NoChangeNotification} policy. The other types are refused: an {@code Expiration} would
 * delete the parameter, and nothing here may ask for that.
 *
 * @param text the policy's JSON as AWS shows it
 * @param after how long a parameter stays unchanged before it is told
 * @see <a
 *     href="https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-policies.html">Assigning
 *     parameter policies</a>
 */
record ParameterPolicy(String text, Duration after) {
  static final String TYPE = "NoChangeNotification";

  /** Reads the JSON text of {@code PutParameter}'s {@code Policies}. */
  static List<ParameterPolicy> parse(String json) {
    try {
      JsonNode list = Json.read(json);
      AwsException.invalidIf(!list.isArray(), "Policies must be a JSON array.");
      List<ParameterPolicy> policies = new ArrayList<>();
      for (JsonNode policy : list) {
        if (!policy.isObject() || !policy.isEmpty()) { // AWS's way to take policies away is [{}]
          policies.add(of(policy));
        }
      }
      return policies;
    } catch (NotJsonException e) {
      throw AwsException.invalid("Policies is " + e.getMessage() + ".");
    }
  }

  private static ParameterPolicy of(JsonNode policy) {
    if (!policy.path("Type").asText().equals(TYPE)) {
      throw AwsException.notModelled("parameter policies other than " + TYPE);
    }
    JsonNode attributes = policy.path("Attributes");
    JsonNode after = attributes.path("After");
    if (policy.size() != 3
        || !policy.path("Version").asText().equals("1.0")
        || attributes.size() != 2
        || !after.isTextual()
        || !after.asText().matches("[1-9][0-9]{0,5}")) {
      throw wrongAttribute("Version must be \"1.0\", After a whole number in a string.");
    }
    long count = Long.parseLong(after.asText());
    return new ParameterPolicy(
        policy.toString(),
        switch (attributes.path("Unit").asText()) {
          case "Days" -> Duration.ofDays(count);
          case "Hours" -> Duration.ofHours(count);
          default -> throw wrongAttribute("Unit must be \"Days\" or \"Hours\".");
        });
  }

  private static AwsException wrongAttribute(String message) {
    return AwsException.badRequest("InvalidPolicyAttributeException", message);
  }
}
