package io.lwarotation.adapter.sdk;

import io.lwarotation.adapter.Json;
import io.lwarotation.adapter.JsonReader;
import io.lwarotation.adapter.NotJsonException;
import io.lwarotation.core.rotation.AccessPolicy;
import io.lwarotation.core.rotation.AccessPolicy.Condition;
import io.lwarotation.core.rotation.AccessPolicy.Effect;
import io.lwarotation.core.rotation.AccessPolicy.Patterns;
import io.lwarotation.core.rotation.AccessPolicy.Principals;
import io.lwarotation.core.rotation.AccessPolicy.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Policies of queues and keys, read from AWS's JSON. What cannot be understood never admits anyone:
 * a part of an Allow that is not understood matches nothing, a part of anything else matches all.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html">
 *     IAM: grammar of policies</a>
 */
final class AccessPolicyJson {
  /** AWS allows 32 KB for a key, less for a queue. */
  private static final int MAX_BYTES = 64 * 1024;

  /** A condition of which nothing is known: it may hold or not. */
  private static final Condition UNKNOWN = new Condition("", "", List.of());

  private AccessPolicyJson() {}

  /** Never fails: a text that is no policy has no statement, and so allows nothing. */
  static AccessPolicy read(String text) {
    Json json;
    try {
      json = JsonReader.read(text, MAX_BYTES);
    } catch (NotJsonException _) {
      return new AccessPolicy(List.of());
    }
    return new AccessPolicy(
        oneOrMore(json.field("Statement").orElse(Json.Literal.NULL)).stream()
            .map(AccessPolicyJson::statement)
            .toList());
  }

  private static Statement statement(Json json) {
    boolean allows = json.text("Effect").filter("Allow"::equals).isPresent();
    return new Statement(
        allows ? Effect.ALLOW : Effect.DENY,
        principals(json, allows),
        patterns(json, "Action", allows),
        patterns(json, "Resource", allows),
        conditions(json));
  }

  private static Principals principals(Json json, boolean allows) {
    Optional<Json> plain = json.field("Principal");
    Optional<Json> except = json.field("NotPrincipal");
    if (plain.isPresent() == except.isPresent()) {
      return new Principals(false, notUnderstood(allows));
    }
    Json given = plain.or(() -> except).orElse(Json.Literal.NULL);
    Optional<List<String>> aws =
        switch (given) {
          case Json.Text(String text) -> text.equals("*") ? Optional.of(List.of(text)) : NONE;
          case Json.Fields(Map<String, Json> kinds) -> {
            Json ofAws = kinds.get("AWS");
            yield ofAws == null ? Optional.of(List.of()) : texts(ofAws);
          }
          case Json.Items _, Json.Numeral _, Json.Literal _ -> NONE;
        };
    return aws.map(list -> new Principals(except.isPresent(), list))
        .orElseGet(() -> new Principals(false, notUnderstood(allows)));
  }

  private static final Optional<List<String>> NONE = Optional.empty();

  private static Patterns patterns(Json json, String name, boolean allows) {
    Optional<Json> plain = json.field(name);
    Optional<Json> except = json.field("Not" + name);
    Optional<List<String>> texts = plain.or(() -> except).flatMap(AccessPolicyJson::texts);
    if (plain.isPresent() == except.isPresent() || texts.isEmpty()) {
      return new Patterns(false, notUnderstood(allows));
    }
    return new Patterns(except.isPresent(), texts.get());
  }

  private static List<String> notUnderstood(boolean allows) {
    return allows ? List.of() : List.of("*");
  }

  private static List<Condition> conditions(Json json) {
    Optional<Json> given = json.field("Condition");
    if (given.isEmpty()) {
      return List.of();
    }
    if (!(given.get() instanceof Json.Fields(Map<String, Json> operators))) {
      return List.of(UNKNOWN);
    }
    List<Condition> conditions = new ArrayList<>();
    operators.forEach(
        (operator, keys) -> {
          if (keys instanceof Json.Fields(Map<String, Json> values)) {
            values.forEach((key, value) -> conditions.add(condition(operator, key, value)));
          } else {
            conditions.add(UNKNOWN);
          }
        });
    return conditions;
  }

  private static Condition condition(String operator, String key, Json value) {
    return texts(value).map(values -> new Condition(operator, key, values)).orElse(UNKNOWN);
  }

  /** The texts of a text or a list of texts; empty if there is anything else among them. */
  private static Optional<List<String>> texts(Json json) {
    List<String> texts = new ArrayList<>();
    for (Json one : oneOrMore(json)) {
      switch (one) {
        case Json.Text(String text) -> texts.add(text);
        case Json.Numeral(String digits) -> texts.add(digits);
        case Json.Literal.TRUE -> texts.add("true");
        case Json.Literal.FALSE -> texts.add("false");
        case Json.Literal.NULL -> {
          return NONE;
        }
        case Json.Fields _, Json.Items _ -> {
          return NONE;
        }
      }
    }
    return texts.isEmpty() ? NONE : Optional.of(texts);
  }

  private static List<Json> oneOrMore(Json json) {
    return json instanceof Json.Items(List<Json> items) ? items : List.of(json);
  }
}
