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

/** What zizmor does not look for; bin/check-workflows runs it, as .ci/run does. */
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
  void everyJobEndsSomedayAndRunsOnASystemThatStaysTheSame() {
    WORKFLOWS.forEach(
        (name, workflow) ->
            workflow
                .path("jobs")
                .properties()
                .forEach(
                    job -> {
                      JsonNode node = job.getValue();
                      assertTrue(node.path("timeout-minutes").isInt(), name + " " + job);
                      assertFalse(node.path("runs-on").asText().endsWith("-latest"), name + job);
                    }));
  }
}
