package io.lwarotation.infra;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * What actionlint and zizmor would find first, for those who do not have them; bin/check-workflows
 * runs both where they are installed.
 */
class WorkflowsTest {
  private static final Path FOLDER = Path.of("..", ".github", "workflows");
  private static final Pattern USES = Pattern.compile("(?m)^\\s*-?\\s*uses: *(\\S+)(.*)$");
  private static final Pattern PINNED = Pattern.compile("[\\w.-]+(/[\\w.-]+)+@[0-9a-f]{40}");

  private static final Map<String, String> TEXTS = new TreeMap<>();
  private static final Map<String, JsonNode> WORKFLOWS = new TreeMap<>();

  @BeforeAll
  static void read() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      for (Path file : files.toList()) {
        String name = String.valueOf(file.getFileName());
        TEXTS.put(name, Files.readString(file));
        WORKFLOWS.put(name, new YAMLMapper().readTree(TEXTS.get(name)));
      }
    }
    assertTrue(WORKFLOWS.size() >= 6, WORKFLOWS.keySet()::toString);
  }

  @Test
  void everyActionIsPinnedToACommitWithItsVersionBesideIt() {
    List<String> loose = new ArrayList<>();
    Map<String, String> versions = new TreeMap<>();
    TEXTS.forEach(
        (name, text) -> {
          Matcher uses = USES.matcher(text);
          while (uses.find()) {
            boolean named = uses.group(2).strip().matches("# v\\d+(\\.\\d+)*");
            if (!PINNED.matcher(uses.group(1)).matches() || !named) {
              loose.add(name + ": " + uses.group(1));
            }
            String action = uses.group(1).replaceAll("@.*", "");
            String before = versions.putIfAbsent(action, uses.group(1));
            if (before != null && !before.equals(uses.group(1))) {
              loose.add(name + ": two versions of " + action);
            }
          }
        });
    assertEquals(List.of(), loose);
  }

  @Test
  void nothingIsAllowedButWhatAJobAsksFor() {
    WORKFLOWS.forEach(
        (name, workflow) -> {
          assertTrue(workflow.path("permissions").isObject(), name);
          assertTrue(workflow.path("permissions").isEmpty(), name);
          jobs(workflow)
              .forEach(
                  (job, node) -> {
                    assertTrue(node.path("permissions").isObject(), name + " " + job);
                    assertTrue(node.path("timeout-minutes").isInt(), name + " " + job);
                    assertFalse(
                        node.path("runs-on").asText().endsWith("-latest"), name + " " + job);
                  });
        });
  }

  @Test
  void noCheckoutKeepsItsToken() {
    steps()
        .filter(step -> step.path("uses").asText().startsWith("actions/checkout@"))
        .forEach(
            step ->
                assertEquals(
                    "false", step.at("/with/persist-credentials").asText(), step::toString));
  }

  /** A title or a branch's name in a script is a script that a stranger writes. */
  @Test
  void noExpressionStandsInAScript() {
    steps()
        .filter(step -> step.has("run"))
        .forEach(step -> assertFalse(step.get("run").asText().contains("${{"), step::toString));
  }

  @Test
  void nobodysPullRequestRunsWithOurRights() {
    TEXTS.forEach(
        (name, text) -> {
          assertFalse(text.contains("pull_request_target"), name);
          assertFalse(text.contains("workflow_run"), name);
          assertFalse(text.contains("secrets: inherit"), name);
        });
  }

  @Test
  void aReleaseTakesNoCache() {
    TEXTS.forEach(
        (name, text) -> {
          if (text.contains("contents: write")) {
            assertEquals("release.yml", name);
            assertFalse(
                text.matches("(?s).*\\n +cache: .*"), "a cache can be poisoned by another run");
          }
        });
  }

  private static Map<String, JsonNode> jobs(JsonNode workflow) {
    Map<String, JsonNode> jobs = new TreeMap<>();
    workflow.get("jobs").properties().forEach(job -> jobs.put(job.getKey(), job.getValue()));
    return jobs;
  }

  private static Stream<JsonNode> steps() {
    return WORKFLOWS.values().stream()
        .flatMap(workflow -> jobs(workflow).values().stream())
        .flatMap(job -> job.path("steps").valueStream());
  }
}
