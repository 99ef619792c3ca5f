package io.lwarotation.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lwarotation.local.amazon.Region;
import io.lwarotation.local.host.LambdaHost;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code CallSpApi} costs no more than {@code lambda-lwa/budget.properties} allows. */
@ExtendWith(SharedStage.class)
final class BudgetTest {
  private static final String FILE = "lambda-lwa/budget.properties";

  private final Stage stage;
  private final Properties budget = new Properties();

  BudgetTest(Stage stage) throws IOException {
    this.stage = stage;
    try (Reader reader = Files.newBufferedReader(Project.home().resolve(FILE))) {
      budget.load(reader);
    }
  }

  private void assertWithin(String name, long found, String what) {
    long most = Long.parseLong(budget.getProperty(name, "-1"));
    assertTrue(
        found <= most,
        () ->
            "%s: %d, more than the %d of %s in %s. Find what came along with the change; if it is worth it, raise the number there and say why in the commit."
                .formatted(what, found, most, name, FILE));
    assertTrue(
        found >= most * 0.8,
        () ->
            "%s: %d, far less than the %d of %s in %s. Well done: lower the number there, so that it stays so."
                .formatted(what, found, most, name, FILE));
  }

  @ParameterizedTest
  @ValueSource(strings = {"arm64", "x86_64"})
  void theUploadIsAsSmallAsItsBudget(String architecture) throws IOException {
    Path zip = Project.home().resolve("lambda-lwa/target/call-sp-api-" + architecture + ".zip");

    assertWithin("upload.bytes", Files.size(zip), "Bytes of " + zip.getFileName());
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"authorization\":\"na/acme\"}"})
  void aCallWithAnyAuthorizationTakesTheRequestsOfItsBudget(String event) {
    stage.create("/my-erp/authorizations/na/acme", stage.application().authorize(Region.NA));
    stage.clearJournals();
    try (LambdaHost host = stage.hostWith(Duration.ofSeconds(30), Map.of())) {
      host.prepare();
      assertEquals(0, sum(stage.requests()), "which one is called is not known yet");

      Answers.answer(host.invoke(event));
      assertEquals(budget.getProperty("requests.cold"), Integer.toString(sum(stage.requests())));

      stage.clearJournals();
      Answers.answer(host.invoke(event));
      assertEquals(budget.getProperty("requests.warm"), Integer.toString(sum(stage.requests())));
    }
  }

  private static int sum(List<Integer> requests) {
    return requests.stream().mapToInt(Integer::intValue).sum();
  }

  @Test
  void theFirstAnswerLoadsTheClassesOfItsBudgetAndNoneOfTheSdk(@TempDir Path folder)
      throws IOException {
    Path log = folder.resolve("classes.log");
    List<String> classes;
    try (LambdaHost host =
        stage.hostWith(
            Duration.ofSeconds(30),
            Map.of("JAVA_TOOL_OPTIONS", "-Xlog:class+load:file=" + log + ":none"))) {
      host.prepare();
      assertTrue(
          Files.readString(log).contains("io.lwarotation.adapter.SigV4Signer "),
          "the start loads what the call needs");
      Answers.answer(host.invoke("{}"));
      try (Stream<String> lines = Files.lines(log)) {
        classes =
            lines
                .filter(line -> line.contains(" source: "))
                .map(line -> line.substring(0, line.indexOf(' ')))
                .toList();
      }
    }

    assertEquals(
        List.of(),
        classes.stream()
            .filter(name -> name.startsWith("software.amazon.awssdk."))
            .filter(name -> !name.startsWith("software.amazon.awssdk.crt."))
            // AWS's runtime client brings it along.
            .filter(name -> !name.startsWith("software.amazon.awssdk.utilslite."))
            .toList());
    assertTrue(classes.contains("io.lwarotation.handler.CallSpApiHandler"), "the log is not whole");
    assertWithin(
        "classes.at.first.answer",
        classes.size(),
        "Classes that the first answer of CallSpApi loads");
    // What the JVM makes up at run time has an address behind its name.
    List<String> spun =
        classes.stream()
            .filter(name -> name.startsWith("io.lwarotation."))
            .filter(name -> name.contains("/0x"))
            .toList();
    assertEquals(
        budget.getProperty("classes.spun"), Integer.toString(spun.size()), spun.toString());
  }
}
