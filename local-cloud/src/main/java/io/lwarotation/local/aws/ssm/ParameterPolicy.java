package io.lwarotation.local.aws.ssm;

import com.fasterxml.jackson.databind.JsonNode;
import io.lwarotation.local.aws.wire.AwsException;
import io.lwarotation.local.aws.wire.Json;
import io.lwarotation.local.aws.wire.Json.NotJsonException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

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
public record ParameterPolicy(String text, Duration after) {
  static final String TYPE = "NoChangeNotification";
  private static final int MAX_POLICIES = 10;

  /** Reads the JSON text of {@code PutParameter}'s {@code Policies}. */
  static List<ParameterPolicy> parse(String json) {
    JsonNode list;
    try {
      list = Json.read(json);
    } catch (NotJsonException e) {
      throw AwsException.invalid("Policies is " + e.getMessage() + ".");
    }
    if (!list.isArray()) {
      throw AwsException.invalid("Policies must be a JSON array.");
    }
    if (list.size() > MAX_POLICIES) {
      throw AwsException.badRequest(
          "PoliciesLimitExceededException", "A parameter can have " + MAX_POLICIES + " policies.");
    }
    List<ParameterPolicy> policies = new ArrayList<>();
    for (JsonNode policy : list) {
      if (!policy.isObject()) {
        throw AwsException.invalid("Each policy must be a JSON object.");
      }
      if (!policy.isEmpty()) { // AWS's way to take policies away is [{}]
        policies.add(of(policy));
      }
    }
    return List.copyOf(policies);
  }

  private static ParameterPolicy of(JsonNode policy) {
    String type = policy.path("Type").asText();
    if (type.startsWith("Expiration")) {
      throw AwsException.notModelled("the parameter policy " + type);
    }
    if (!type.equals(TYPE)) {
      throw AwsException.badRequest(
          "InvalidPolicyTypeException", "The policy type '" + type + "' is not supported.");
    }
    requireMembers(policy, Set.of("Type", "Version", "Attributes"));
    if (!policy.path("Version").asText().equals("1.0")) {
      throw wrongAttribute("Version must be \"1.0\".");
    }
    JsonNode attributes = policy.path("Attributes");
    requireMembers(attributes, Set.of("After", "Unit"));
    return new ParameterPolicy(policy.toString(), after(attributes));
  }

  private static Duration after(JsonNode attributes) {
    JsonNode after = attributes.path("After");
    if (!after.isTextual() || !after.asText().matches("[1-9][0-9]{0,5}")) {
      throw wrongAttribute("After must be a positive whole number, written as a string.");
    }
    long count = Long.parseLong(after.asText());
    return switch (attributes.path("Unit").asText()) {
      case "Days" -> Duration.ofDays(count);
      case "Hours" -> Duration.ofHours(count);
      default -> throw wrongAttribute("Unit must be \"Days\" or \"Hours\".");
    };
  }

  private static void requireMembers(JsonNode object, Set<String> expected) {
    Set<String> found = new TreeSet<>();
    object.fieldNames().forEachRemaining(found::add);
    if (!found.equals(expected)) {
      throw wrongAttribute("Expected " + new TreeSet<>(expected) + ", found " + found + ".");
    }
  }

  private static AwsException wrongAttribute(String message) {
    return AwsException.badRequest("InvalidPolicyAttributeException", message);
  }
}
