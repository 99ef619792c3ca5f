package io.lwarotation.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code ./lwa bench}: that it measures what it says, never how fast this machine is. */
@Order(3)
final class BenchCommandTest {
  private static final int STARTS = 2;
  private static final int CALLS = 20;

  @TempDir
  @SuppressWarnings("NullAway.Init")
  private Path folder;

  /** With these options, separated by spaces, and then these. */
  private static List<String> line(String options, String... more) {
    List<String> line = new ArrayList<>(List.of(("bench " + options).split(" ", -1)));
    line.addAll(List.of(more));
    return line;
  }

  private static Command bench(String options, String... more) throws Exception {
    return Command.runAlone(Map.of(), "", line(options, more));
  }

  @Test
  @Thorough
  void countsRequestsAndReportsEveryFunction() throws Exception {
    bench(
            "--starts",
            "" + STARTS,
            "--calls",
            "" + CALLS,
            "--phases",
            "--quick",
            "--out",
            folder.toString())
        .ends(0);
    JsonNode figures = Answers.json(Files.readString(folder.resolve("bench.json")));
    boolean python = !figures.path("notes").toString().contains("No Python function");
    TreeSet<String> ids = new TreeSet<>();
    for (JsonNode row : figures.path("rows")) {
      ids.add(row.path("id").asText());
      boolean calls = !row.path("id").asText().equals("empty");
      assertRequests(calls ? 3 : 0, row.path("coldRequests"));
      assertRequests(calls ? 1 : 0, row.path("warm").path(0).path("requests"));
      assertRequests(calls ? 3 : 0, row.path("warm").path(1).path("requests"));
      assertEquals(STARTS, row.path("cold").path("count").asInt());
      assertEquals(CALLS, row.path("warm").path(0).path("calls").asInt());
      assertEquals(CALLS, row.path("warm").path(1).path("calls").asInt());
      assertTrue(row.path("cold").path("low").asDouble() > 0, row::toString);
      assertTrue(row.path("uploadBytes").asLong() > 0, row::toString);
    }
    assertTrue(ids.containsAll(List.of("lwa", "empty")), ids::toString);
    assertEquals(python, ids.contains("python-requests"), ids::toString);
    assertTrue(figures.path("phases").size() > 8, figures.path("phases")::toString);
  }

  @Test
  @Thorough
  void theSweepGrowsWithTheAuthorizationsAndACallDoesNot() throws Exception {
    Command command = bench("authorizations", "--counts", "1,25").ends(0);
    for (String row : List.of("| 1 | 1 | 1 |", "| 3 | 25 | 25 |")) { // pages, tokens, calls
      assertTrue(
          command
              .output()
              .lines()
              .anyMatch(
                  line -> line.contains(row) && line.contains("(3) |") && line.contains("(1) |")),
          command.output());
    }
  }

  private static void assertRequests(int expected, JsonNode requests) {
    assertEquals(expected, requests.path("low").asInt(-1), requests::toString);
    assertEquals(expected, requests.path("high").asInt(-1), requests::toString);
  }

  @Test
  void theReportNamesNeitherThisMachineNorItsFolders() throws Exception {
    bench("--starts", "1", "--calls", "1", "--only", "empty", "--out", folder.toString()).ends(0);
    String report = Files.readString(folder.resolve("bench.md"));
    assertTrue(report.contains("### Start and call"), report);
    assertFalse(report.contains(System.getProperty("user.dir")), report);
    assertFalse(report.contains(folder.toString()), report);
  }

  @Test
  @Thorough
  void comparesWithAnotherUploadAndWithOptionsOfTheJvm() throws Exception {
    Path before = Files.copy(Project.uploads().call(), folder.resolve("before.zip"));
    Command command =
        bench(
            "--starts",
            "1",
            "--calls",
            "1",
            "--only",
            "lwa",
            "--jvm",
            "-Xint -Xss512k",
            "--beside",
            before.toString());

    String report = command.output();
    assertEquals(0, command.exitCode(), report);
    assertTrue(
        report.contains(
            "`./lwa bench --starts 1 --calls 1 --only lwa --jvm \"-Xint -Xss512k\" --beside before.zip`"),
        report);
    assertTrue(report.contains("| `CallSpApi` of `before.zip` | **"), report);
    assertTrue(report.contains("| the same with `-Xint -Xss512k` | **"), report);
    assertFalse(report.contains("| an empty Java handler"), report);
  }

  @ParameterizedTest
  @CsvSource({
    "--beside, nosuch.zip, '--beside takes a jar or zip that was built, and nosuch.zip is no file'",
    "--code, nosuch.zip, '--code takes a jar or zip that was built, and nosuch.zip is no file'",
    "--only, lwa-jvm, '--only takes empty, lwa, python-requests, python-urllib3, separated by commas'"
  })
  void whatCannotBeMeasuredIsSaidAtOnce(String option, String value, String sentence)
      throws Exception {
    Command.run(Map.of(), "", line(option, value)).ends(64, sentence);
  }
}
