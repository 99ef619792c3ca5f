package io.lwarotation.local.aws.iam;

import com.fasterxml.jackson.databind.JsonNode;
import io.lwarotation.local.aws.wire.AwsException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * A role's policy. Evaluates the elements and condition operators that occur in this project;
 * others are refused when the policy is made.
 */
public final class IdentityPolicy {
  private static final Set<String> ELEMENTS =
      Set.of("Sid", "Effect", "Action", "Resource", "Condition");

  private final JsonNode statements;

  private IdentityPolicy(JsonNode statements) {
    this.statements = statements;
  }

  /** What policies say to a request; what is worse, stands later. */
  public enum Decision {
    IMPLICIT_DENY("implicitDeny"),
    ALLOWED("allowed"),
    EXPLICIT_DENY("explicitDeny");

    private final String text;

    Decision(String text) {
      this.text = text;
    }

    /** As IAM writes it. */
    String text() {
      return text;
    }
  }

  public static IdentityPolicy of(JsonNode document) {
    if (!document.path("Version").asText().equals("2012-10-17")) {
      throw AwsException.notModelled("policies of another version than 2012-10-17");
    }
    return new IdentityPolicy(ResourcePolicy.statements(document, ELEMENTS));
  }

  /**
   * Decides.
   *
   * @param context values by condition key, in lower case
   */
  public static Decision decide(
      List<IdentityPolicy> policies,
      String action,
      String resource,
      Map<String, List<String>> context) {
    Decision decision = Decision.IMPLICIT_DENY;
    for (IdentityPolicy policy : policies) {
      for (JsonNode statement : policy.statements) {
        if (fits(statement, action, resource, context)) {
          if (statement.path("Effect").asText().equals("Deny")) {
            return Decision.EXPLICIT_DENY;
          }
          decision = Decision.ALLOWED;
        }
      }
    }
    return decision;
  }

  private static boolean fits(
      JsonNode statement, String action, String resource, Map<String, List<String>> context) {
    String lower = action.toLowerCase(Locale.ROOT);
    return ResourcePolicy.texts(statement.path("Action")).stream()
            .anyMatch(pattern -> ResourcePolicy.glob(pattern.toLowerCase(Locale.ROOT), lower))
        && ResourcePolicy.texts(statement.path("Resource")).stream()
            .anyMatch(pattern -> ResourcePolicy.glob(pattern, resource))
        && ResourcePolicy.holdAll(
            statement.path("Condition"),
            key -> context.getOrDefault(key.toLowerCase(Locale.ROOT), List.of()));
  }
}
