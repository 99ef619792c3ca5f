package io.lwarotation.infra;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A company with many applications: a stack each, that no other one touches. */
class ManyApplicationsTest {
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

  /** Dev and prod side by side, in two regions, two of three on one topic. */
  private static final List<Map<String, String>> THREE =
      List.of(
          Map.of("app", "my-erp", "topic", "ops", "rotation", "automatic"),
          Map.of("app", "my-erp-dev", "region", "eu"),
          Map.of("app", "my-shop", "topic", "ops", "region", "fe"));

  @TempDir
  @SuppressWarnings("NullAway.Init")
  private static Path folder;

  private static Map<String, String> before = Map.of();
  private static Map<String, String> after = Map.of();

  @BeforeAll
  static void synthesize() throws IOException {
    before = templates(2);
    after = templates(3);
  }

  @Test
  void addingOneChangesOnlyThatOne() {
    Map<String, String> others = new TreeMap<>(after);

    assertTrue(others.remove("lwa-my-shop") != null);
    assertEquals(Set.of("LwaNotices-ops", "lwa-my-erp", "lwa-my-erp-dev"), before.keySet());
    assertEquals(before, others);
  }

  @Test
  void noStackNamesAParameterOfAnother() {
    for (Map<String, String> app : THREE) {
      String path = "/" + app.get("app") + "/";
      after.forEach(
          (stack, template) ->
              assertEquals(
                  stack.equals("lwa-" + app.get("app")),
                  template.contains(path),
                  stack + " and " + path));
    }
  }

  @Test
  void noneExportsOrImportsAnything() {
    after.forEach(
        (stack, template) -> {
          assertFalse(template.contains("Fn::ImportValue"), stack);
          assertFalse(template.contains("\"Export\""), stack);
        });
  }

  @Test
  void noPhysicalNameStandsInTwoTemplates() throws IOException {
    Set<String> seen = new TreeSet<>();
    for (String template : after.values()) {
      Set<String> names = new TreeSet<>();
      for (JsonNode resource : new ObjectMapper().readTree(template).get("Resources")) {
        resource.path("Properties").properties().stream()
            .filter(one -> PHYSICAL_NAMES.contains(one.getKey()) && one.getValue().isTextual())
            .forEach(one -> names.add(one.getKey() + " " + one.getValue().asText()));
      }
      names.forEach(name -> assertTrue(seen.add(name), name + " can be had once in an account"));
    }
    assertFalse(seen.isEmpty(), "the alarms have names");
  }

  private static Map<String, String> templates(int many) throws IOException {
    Path out = folder.resolve("of-" + many);
    Synthesized.of(out, Map.of("email", "you@example.com", "applications", THREE.subList(0, many)));
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
