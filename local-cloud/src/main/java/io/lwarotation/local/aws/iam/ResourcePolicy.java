package io.lwarotation.local.aws.iam;

import com.fasterxml.jackson.databind.JsonNode;
import io.lwarotation.local.aws.wire.Account;
import io.lwarotation.local.aws.wire.AwsException;
import io.lwarotation.local.aws.wire.Caller;
import io.lwarotation.local.aws.wire.Json;
import io.lwarotation.local.aws.wire.Json.NotJsonException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * A resource's policy, such as a queue's. Evaluates the elements and condition operators that occur
 * in this project; others are refused when the policy is set.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html">Policy
 *     evaluation logic</a>
 */
public final class ResourcePolicy {
  private static final Set<String> ELEMENTS =
      Set.of("Sid", "Effect", "Principal", "Action", "Resource", "Condition");

  private final JsonNode statements;

  private ResourcePolicy(JsonNode statements) {
    this.statements = statements;
  }

  /** What a policy says to a request. */
  enum Decision {
    ALLOWED,
    DENIED,
    /** No statement fits: only callers of the resource's own account may. */
    SILENT
  }

  public static ResourcePolicy parse(String json) {
    JsonNode document;
    try {
      document = Json.read(json);
    } catch (NotJsonException e) {
      throw AwsException.badRequest("InvalidAttributeValue", "The policy is " + e.getMessage());
    }
    return new ResourcePolicy(statements(document, ELEMENTS));
  }

  /** The statements of a policy, if they hold nothing but what is evaluated here. */
  static JsonNode statements(JsonNode document, Set<String> elements) {
    JsonNode statement = document.path("Statement");
    JsonNode list = statement.isObject() ? Json.array().add(statement) : statement;
    if (!list.isArray() || list.isEmpty()) {
      throw AwsException.badRequest("InvalidAttributeValue", "The policy has no statement.");
    }
    for (JsonNode one : list) {
      one.fieldNames()
          .forEachRemaining(
              name -> {
                if (!elements.contains(name)) {
                  throw AwsException.notModelled("the policy element " + name);
                }
              });
      for (Map.Entry<String, JsonNode> condition : one.path("Condition").properties()) {
        holds(condition.getKey(), List.of(), List.of()); // refuses unknown operators
      }
    }
    return list;
  }

  Decision decide(Caller caller, String action, String resource) {
    Decision decision = Decision.SILENT;
    for (JsonNode statement : statements) {
      if (fits(statement, caller, action, resource)) {
        if (statement.path("Effect").asText().equals("Deny")) {
          return Decision.DENIED;
        }
        decision = Decision.ALLOWED;
      }
    }
    return decision;
  }

  /** Whether the caller may: services and other accounts need to be allowed in so many words. */
  public boolean allows(Caller caller, String action, String resource, Account owner) {
    return switch (decide(caller, action, resource)) {
      case ALLOWED -> true;
      case DENIED -> false;
      case SILENT ->
          caller instanceof Caller.OfAccount(String id, String _) && id.equals(owner.id());
    };
  }

  private static boolean fits(JsonNode statement, Caller caller, String action, String resource) {
    return fitsPrincipal(statement.path("Principal"), caller)
        && texts(statement.path("Action")).stream()
            .anyMatch(
                pattern -> glob(pattern.toLowerCase(Locale.ROOT), action.toLowerCase(Locale.ROOT)))
        && texts(statement.path("Resource")).stream().anyMatch(pattern -> glob(pattern, resource))
        && holdAll(statement.path("Condition"), key -> context(key, caller));
  }

  private static boolean fitsPrincipal(JsonNode principal, Caller caller) {
    if (principal.isTextual()) {
      return principal.asText().equals("*");
    }
    return switch (caller) {
      case Caller.OfAccount(String id, String _) ->
          texts(principal.path("AWS")).stream()
              .anyMatch(
                  one ->
                      one.equals("*")
                          || one.equals(id)
                          || one.equals("arn:aws:iam::" + id + ":root"));
      case Caller.OfService(String name, String _) ->
          texts(principal.path("Service")).contains(name)
              || texts(principal.path("AWS")).contains("*");
    };
  }

  /**
   * Whether all conditions hold.
   *
   * @param context the values of a condition key in the request, none if it has none
   */
  static boolean holdAll(JsonNode conditions, Function<String, List<String>> context) {
    for (Map.Entry<String, JsonNode> operator : conditions.properties()) {
      for (Map.Entry<String, JsonNode> key : operator.getValue().properties()) {
        if (!holds(operator.getKey(), context.apply(key.getKey()), texts(key.getValue()))) {
          return false;
        }
      }
    }
    return true;
  }

  /** A condition key's value, empty if the request has none. */
  private static List<String> context(String key, Caller caller) {
    return switch (key.toLowerCase(Locale.ROOT)) {
      // The stand-in's own wire is plain HTTP; in AWS these calls are over TLS.
      case "aws:securetransport" -> List.of("true");
      case "aws:sourcearn" ->
          caller instanceof Caller.OfService(String _, String arn) ? List.of(arn) : List.of();
      case "aws:sourceaccount", "aws:sourceowner" ->
          caller instanceof Caller.OfService(String _, String arn)
              ? List.of(arn.split(":", -1)[4])
              : List.of();
      case "aws:principalaccount" ->
          caller instanceof Caller.OfAccount(String id, String _) ? List.of(id) : List.of();
      case "aws:principalisawsservice" ->
          List.of(Boolean.toString(caller instanceof Caller.OfService));
      default -> throw AwsException.notModelled("the condition key " + key);
    };
  }

  private static boolean holds(String operator, List<String> actual, List<String> expected) {
    return switch (operator) {
      case "StringEquals", "Bool" -> actual.stream().anyMatch(expected::contains);
      case "StringNotEquals" -> actual.stream().noneMatch(expected::contains);
      case "StringLike", "ArnLike", "ArnEquals" -> anyGlob(expected, actual);
      case "StringNotLike", "ArnNotLike", "ArnNotEquals" -> !anyGlob(expected, actual);
      case "StringEqualsIfExists" ->
          actual.isEmpty() || actual.stream().anyMatch(expected::contains);
      case "BoolIfExists" -> actual.isEmpty() || actual.stream().anyMatch(expected::contains);
      default -> throw AwsException.notModelled("the condition operator " + operator);
    };
  }

  private static boolean anyGlob(List<String> patterns, List<String> texts) {
    return texts.stream().anyMatch(text -> patterns.stream().anyMatch(p -> glob(p, text)));
  }

  static List<String> texts(JsonNode node) {
    if (node.isValueNode()) {
      return List.of(node.asText());
    }
    List<String> texts = new ArrayList<>();
    node.forEach(one -> texts.add(one.asText()));
    return texts;
  }

  /** IAM's wildcards: {@code *} for any text, {@code ?} for any character. */
  static boolean glob(String pattern, String text) {
    String regex = "\\Q" + pattern.replace("*", "\\E.*\\Q").replace("?", "\\E.\\Q") + "\\E";
    return Pattern.compile(regex, Pattern.DOTALL).matcher(text).matches();
  }
}
