package io.lwarotation.local.aws.iam;

import com.fasterxml.jackson.databind.JsonNode;
import io.lwarotation.local.aws.wire.Account;
import io.lwarotation.local.aws.wire.AwsException;
import io.lwarotation.local.aws.wire.Caller;
import io.lwarotation.local.aws.wire.Input;
import io.lwarotation.local.aws.wire.Json;
import io.lwarotation.local.aws.wire.Json.NotJsonException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * A policy of a role, or of a resource such as a queue. Evaluates the elements and condition
 * operators that occur in this project; others are refused when the policy is made.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html">Policy
 *     evaluation logic</a>
 */
public record Policy(JsonNode statements) {
  private static final String ELEMENTS = "Sid Effect Action Resource Condition";

  /** What policies say to a request; what is worse, stands later. */
  public enum Decision {
    /** No statement fits. */
    IMPLICIT_DENY("implicitDeny"),
    ALLOWED("allowed"),
    EXPLICIT_DENY("explicitDeny");

    /** As IAM writes it. */
    final String text;

    Decision(String text) {
      this.text = text;
    }
  }

  /** A role's. */
  public static Policy ofRole(JsonNode document) {
    if (!document.path("Version").asText().equals("2012-10-17")) {
      throw AwsException.notModelled("policies of another version than 2012-10-17");
    }
    return of(document, ELEMENTS);
  }

  /** A resource's, which also says whom it is about. */
  public static Policy ofResource(String json) {
    try {
      return of(Json.read(json), "Principal " + ELEMENTS);
    } catch (NotJsonException e) {
      throw AwsException.badRequest("InvalidAttributeValue", "The policy is " + e.getMessage());
    }
  }

  private static Policy of(JsonNode document, String elements) {
    JsonNode statement = document.path("Statement");
    JsonNode list = statement.isObject() ? Json.array().add(statement) : statement;
    if (!list.isArray() || list.isEmpty()) {
      throw AwsException.badRequest("InvalidAttributeValue", "The policy has no statement.");
    }
    for (JsonNode one : list) {
      new Input(one).only(elements);
      for (Map.Entry<String, JsonNode> condition : one.path("Condition").properties()) {
        holds(condition.getKey(), List.of(), List.of()); // refuses unknown operators
      }
    }
    return new Policy(list);
  }

  /**
   * What the policies of a role say.
   *
   * @param context values by condition key, in lower case
   */
  public static Decision decide(
      List<Policy> policies, String action, String resource, Map<String, List<String>> context) {
    return policies.stream()
        .map(
            policy ->
                policy.decide(
                    _ -> true, action, resource, key -> context.getOrDefault(key, List.of())))
        .max(Comparator.naturalOrder())
        .orElse(Decision.IMPLICIT_DENY);
  }

  /** Whether the caller may: services and other accounts need to be allowed in so many words. */
  public boolean allows(Caller caller, String action, String resource, Account owner) {
    return switch (decide(
        one -> isAbout(one.path("Principal"), caller),
        action,
        resource,
        key -> context(key, caller))) {
      case ALLOWED -> true;
      case EXPLICIT_DENY -> false;
      case IMPLICIT_DENY -> owner.owns(caller);
    };
  }

  private Decision decide(
      Predicate<JsonNode> isAbout,
      String action,
      String resource,
      Function<String, List<String>> context) {
    Decision decision = Decision.IMPLICIT_DENY;
    String lower = action.toLowerCase(Locale.ROOT);
    for (JsonNode one : statements) {
      boolean fits =
          isAbout.test(one)
              && texts(one.path("Action")).stream()
                  .anyMatch(pattern -> glob(pattern.toLowerCase(Locale.ROOT), lower))
              && texts(one.path("Resource")).stream().anyMatch(pattern -> glob(pattern, resource))
              && holdAll(one.path("Condition"), context);
      if (fits && one.path("Effect").asText().equals("Deny")) {
        return Decision.EXPLICIT_DENY;
      }
      decision = fits ? Decision.ALLOWED : decision;
    }
    return decision;
  }

  private static boolean isAbout(JsonNode principal, Caller caller) {
    List<String> accounts = texts(principal.path("AWS"));
    return principal.asText().equals("*")
        || accounts.contains("*")
        || switch (caller) {
          case Caller.OfAccount(String id, String _) ->
              accounts.contains(id) || accounts.contains("arn:aws:iam::" + id + ":root");
          case Caller.OfService(String name, String _) ->
              texts(principal.path("Service")).contains(name);
        };
  }

  private static boolean holdAll(JsonNode conditions, Function<String, List<String>> context) {
    for (Map.Entry<String, JsonNode> operator : conditions.properties()) {
      for (Map.Entry<String, JsonNode> key : operator.getValue().properties()) {
        List<String> actual = context.apply(key.getKey().toLowerCase(Locale.ROOT));
        if (!holds(operator.getKey(), actual, texts(key.getValue()))) {
          return false;
        }
      }
    }
    return true;
  }

  /** A condition key's value, empty if the request has none. */
  private static List<String> context(String key, Caller caller) {
    List<String> source =
        caller instanceof Caller.OfService(String _, String arn) ? List.of(arn) : List.of();
    return switch (key) {
      // The stand-in's own wire is plain HTTP; in AWS these calls are over TLS.
      case "aws:securetransport" -> List.of("true");
      case "aws:sourcearn" -> source;
      case "aws:sourceaccount", "aws:sourceowner" ->
          source.stream().map(arn -> arn.split(":", -1)[4]).toList();
      default -> throw AwsException.notModelled("the condition key " + key);
    };
  }

  private static boolean holds(String operator, List<String> actual, List<String> expected) {
    return switch (operator) {
      case "StringEquals", "Bool" -> actual.stream().anyMatch(expected::contains);
      case "StringLike", "ArnLike", "ArnEquals" ->
          actual.stream().anyMatch(text -> expected.stream().anyMatch(p -> glob(p, text)));
      default -> throw AwsException.notModelled("the condition operator " + operator);
    };
  }

  private static List<String> texts(JsonNode node) {
    List<String> texts = new ArrayList<>();
    (node.isValueNode() ? List.of(node) : node).forEach(one -> texts.add(one.asText()));
    return texts;
  }

  /** IAM's wildcards: {@code *} for any text, {@code ?} for any character. */
  private static boolean glob(String pattern, String text) {
    String regex = "\\Q" + pattern.replace("*", "\\E.*\\Q").replace("?", "\\E.\\Q") + "\\E";
    return Pattern.compile(regex, Pattern.DOTALL).matcher(text).matches();
  }
}
