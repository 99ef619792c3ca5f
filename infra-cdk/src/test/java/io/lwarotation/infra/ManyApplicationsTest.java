package io.lwarotation.infra;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A company with many applications: a stack each, that no other one touches. */
class ManyApplicationsTest {
  private static final int MANY = 2;

  /** Properties that would name a thing for good. */
  private static final Set<String> PHYSICAL_NAMES =
      Set.of(
          "AlarmName",
          "DashboardName",
          "FunctionName",
          "LogGroupName",
          "Name",
          "QueueName",
          "RoleName",
          "RuleName",
          "TopicName");

  @TempDir
  @SuppressWarnings("NullAway.Init")
  private static Path folder;

  private static Map<String, String> before = Map.of();
  private static Map<String, String> after = Map.of();

  @BeforeAll
  static void synthesize() throws IOException {
    before = templates(MANY);
    after = templates(MANY + 1);
  }

  @Test
  void eachOfThemHasAStackOfItsOwn() {
    assertEquals(
        new TreeSet<>(IntStream.rangeClosed(1, MANY).mapToObj(n -> "lwa-erp-" + n).toList()),
        before.keySet());
  }

  @Test
  void addingOneChangesOnlyThatOne() {
    Map<String, String> others = new TreeMap<>(after);

    assertTrue(others.remove("lwa-erp-" + (MANY + 1)) != null);
    assertEquals(before, others);
  }

  @Test
  void noStackNamesAParameterOfAnother() {
    before.forEach(
        (stack, template) -> {
          String app = stack.substring("lwa-".length());
          before.keySet().stream()
              .map(other -> other.substring("lwa-".length()))
              .filter(other -> !other.equals(app))
              .forEach(
                  other ->
                      assertTrue(
                          !template.contains("/" + other + "/"), stack + " names /" + other + "/"));
        });
  }

  @Test
  void noneExportsOrImportsAnything() throws IOException {
    for (Map.Entry<String, String> stack : before.entrySet()) {
      JsonNode template = new ObjectMapper().readTree(stack.getValue());
      assertTrue(!stack.getValue().contains("Fn::ImportValue"), stack.getKey());
      template.get("Outputs").forEach(output -> assertTrue(!output.has("Export"), stack.getKey()));
    }
  }

  @Test
  void oneMoreThatSharesATopicLeavesTheTopicsStackAlone() throws IOException {
    Map<String, String> two = templates(2, "ops");
    Map<String, String> three = new TreeMap<>(templates(3, "ops"));

    assertEquals(Set.of("LwaNotices-ops", "lwa-erp-1", "lwa-erp-2"), two.keySet());
    assertTrue(three.remove("lwa-erp-3") != null);
    assertEquals(two, three);
  }

  @Test
  void devAndProdStandSideBySide() throws IOException {
    Map<String, String> both =
        synthesize(
            "dev-and-prod",
            "own",
            List.of(Map.of("app", "my-erp"), Map.of("app", "my-erp-dev", "region", "eu")));

    assertEquals(Set.of("lwa-my-erp", "lwa-my-erp-dev"), both.keySet());
    assertEquals(
        Set.of(),
        namesThatTwoWouldTake(both.values()),
        "a physical name in a template can be had once in an account");
  }

  private static Set<String> namesThatTwoWouldTake(Collection<String> templates)
      throws IOException {
    Set<String> seen = new TreeSet<>();
    Set<String> twice = new TreeSet<>();
    for (String template : templates) {
      Set<String> names = new TreeSet<>();
      for (JsonNode resource : new ObjectMapper().readTree(template).get("Resources")) {
        resource
            .path("Properties")
            .properties()
            .forEach(
                property -> {
                  if (PHYSICAL_NAMES.contains(property.getKey())
                      && property.getValue().isTextual()) {
                    names.add(property.getKey() + " " + property.getValue().asText());
                  }
                });
      }
      names.stream().filter(seen::contains).forEach(twice::add);
      seen.addAll(names);
    }
    assertFalse(seen.isEmpty(), "the alarms have names");
    return twice;
  }

  private static Map<String, String> templates(int many) throws IOException {
    return templates(many, "own");
  }

  /** Of so many applications, dev and prod and all regions among them. */
  private static Map<String, String> templates(int many, String topic) throws IOException {
    List<Map<String, String>> applications =
        IntStream.rangeClosed(1, many)
            .mapToObj(
                n ->
                    Map.of(
                        "app",
                        "erp-" + n,
                        "region",
                        List.of("na", "eu", "fe").get(n % 3),
                        "rotation",
                        n % 2 == 0 ? "automatic" : "remind"))
            .toList();
    return synthesize("of-" + many + "-" + topic, topic, applications);
  }

  private static Map<String, String> synthesize(
      String name, String topic, List<Map<String, String>> applications) throws IOException {
    Path out = folder.resolve(name);
    Synthesized.of(
        out, Map.of("email", "you@example.com", "applications", applications, "topic", topic));
    Map<String, String> templates = new TreeMap<>();
    try (Stream<Path> files = Files.list(out)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".template.json")).toList()) {
        String stack = String.valueOf(file.getFileName()).replace(".template.json", "");
        templates.put(stack, Files.readString(file));
      }
    }
    return templates;
  }
}
