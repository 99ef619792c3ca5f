package io.lwarotation.infra;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * One synth of four applications with the flags of cdk.json, shared by all tests: the first synth
 * in a process takes seconds.
 *
 * @param folder with everything that the synth wrote
 */
record Synthesized(Path folder) {
  static final String MARKER = "marker-EXAMPLE";
  private static final ObjectMapper JSON = new ObjectMapper();

  private static final String APPLICATIONS =
      """
      [{"app":"my-erp","email":"you@example.com","sms":"+15550100000"},
       {"app":"my-shop","region":"eu","email":["a@example.com","b@example.com"],"remindAfterDays":90,
        "schedule":"cron(15 6 * * ? *)","probe":"/orders/v0/orders","topic":"ops",
        "webhook":"https://events.example.com/integration/KEYEXAMPLE/enqueue"},
       {"app":"my-auto","email":"you@example.com","rotation":"automatic","public":true},
       {"app":"my-other","topic":"arn:aws:sns:us-east-1:123456789012:operations"}]""";

  /** Made once a process. */
  static Synthesized shared() {
    return Once.SYNTHESIZED;
  }

  private static final class Once {
    private static final Synthesized SYNTHESIZED = synth();
  }

  private static Synthesized synth() {
    try {
      Path target = Files.createDirectories(Path.of("target").toAbsolutePath());
      return of(
          Files.createTempDirectory(target, "test-cdk.out-"),
          Map.of("applications", APPLICATIONS, "vendor:client-secret", MARKER));
    } catch (IOException cause) {
      throw new AssertionError(cause);
    }
  }

  /** What the app makes of these settings, without code. */
  static Synthesized of(Path folder, Map<String, ?> settings) throws IOException {
    Map<String, Object> values =
        new LinkedHashMap<>(Context.of(List.of(), Map.of(), Path.of("../cdk.json")).values());
    values.putAll(settings);
    Path code = Files.writeString(Files.createTempFile("functions", ".jar"), "no code");
    LwaRotationApp.app(new Context(values, folder.toString()), new Uploads(code, code)).synth();
    return new Synthesized(folder);
  }

  JsonNode template(String stack) {
    try {
      return JSON.readTree(folder.resolve(stack + ".template.json").toFile());
    } catch (IOException cause) {
      throw new AssertionError(cause);
    }
  }

  /** The resources of a type, by logical id. */
  Map<String, JsonNode> resources(String stack, String type) {
    Map<String, JsonNode> found = new TreeMap<>();
    for (Map.Entry<String, JsonNode> one : template(stack).get("Resources").properties()) {
      if (one.getValue().get("Type").asText().equals(type)) {
        found.put(one.getKey(), one.getValue());
      }
    }
    return found;
  }

  /** The properties of the only resource of a type whose logical id begins so. */
  JsonNode properties(String stack, String type, String idBegins) {
    List<JsonNode> found =
        resources(stack, type).entrySet().stream()
            .filter(entry -> entry.getKey().startsWith(idBegins))
            .map(Map.Entry::getValue)
            .toList();
    if (found.size() != 1) {
      throw new AssertionError(
          found.size() + " of " + type + " begin with " + idBegins + ", 1 was expected");
    }
    return found.getFirst().path("Properties");
  }

  static Set<String> names(JsonNode object) {
    return object.properties().stream()
        .map(Map.Entry::getKey)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** As text: functions resolved to {@code ${…}}, members in the order of their names. */
  static String text(JsonNode node) {
    if (node.isArray()) {
      return elements(node).map(Synthesized::text).collect(Collectors.joining(", ", "[", "]"));
    }
    if (!node.isObject()) {
      return node.asText();
    }
    if (node.has("Ref")) {
      return "${" + node.get("Ref").asText() + "}";
    }
    if (node.has("Fn::GetAtt")) {
      return "${"
          + elements(node.get("Fn::GetAtt")).map(JsonNode::asText).collect(Collectors.joining("."))
          + "}";
    }
    if (node.has("Fn::Join")) {
      return elements(node.get("Fn::Join").get(1))
          .map(Synthesized::text)
          .collect(Collectors.joining());
    }
    return node.properties().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(entry -> entry.getKey() + "=" + text(entry.getValue()))
        .collect(Collectors.joining(", ", "{", "}"));
  }

  /** Each statement of a policy document as one text. */
  static List<String> statements(JsonNode document) {
    return elements(document.get("Statement")).map(Synthesized::text).toList();
  }

  private static Stream<JsonNode> elements(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
  }
}
