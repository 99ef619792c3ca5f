package io.lwarotation.adapter.aws;

import io.lwarotation.adapter.Json;
import io.lwarotation.adapter.JsonReader;
import io.lwarotation.core.rotation.AccessPolicy;
import io.lwarotation.core.rotation.AccessPolicy.Grant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Policies of queues and keys, read from AWS's JSON.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html">
 *     IAM: grammar of policies</a>
 */
final class AccessPolicyJson {
  /** AWS allows 32 KB for a key, less for a queue. */
  private static final int MAX_BYTES = 64 * 1024;

  /** An Allow with anything else, such as a condition, is not a plain one. */
  private static final Set<String> PLAIN =
      Set.of("Sid", "Effect", "Principal", "Action", "Resource");

  /** The condition under which the stack itself denies: without TLS. */
  private static final Json WITHOUT_TLS =
      new Json.Fields(
          Map.of("Bool", new Json.Fields(Map.of("aws:SecureTransport", new Json.Text("false")))));

  private AccessPolicyJson() {}

  /** Never fails: a text that is no policy has no statement, and so allows nothing. */
  static AccessPolicy read(String text) {
    Json json = JsonReader.find(text, MAX_BYTES).orElse(Json.Literal.NULL);
    List<Grant> grants = new ArrayList<>();
    boolean denies = false;
    for (Json statement : oneOrMore(json.field("Statement"))) {
      if (statement.text("Effect").equals(Optional.of("Allow"))) {
        grant(statement).ifPresent(grants::add);
      } else {
        denies |= !statement.field("Condition").equals(Optional.of(WITHOUT_TLS));
      }
    }
    return new AccessPolicy(grants, denies);
  }

  private static Optional<Grant> grant(Json statement) {
    boolean plain =
        statement instanceof Json.Fields(var fields) && PLAIN.containsAll(fields.keySet());
    return plain
        ? Optional.of(
            new Grant(
                principals(statement.field("Principal")),
                texts(statement.field("Action")),
                texts(statement.field("Resource"))))
        : Optional.empty();
  }

  private static List<String> principals(Optional<Json> principal) {
    boolean everyone = principal.equals(Optional.of(new Json.Text("*")));
    return everyone ? List.of("*") : texts(principal.flatMap(kinds -> kinds.field("AWS")));
  }

  private static List<String> texts(Optional<Json> json) {
    return oneOrMore(json).stream().map(Json::asText).flatMap(Optional::stream).toList();
  }

  private static List<Json> oneOrMore(Optional<Json> json) {
    return json.map(one -> one instanceof Json.Items(var items) ? items : List.of(one))
        .orElse(List.of());
  }
}
