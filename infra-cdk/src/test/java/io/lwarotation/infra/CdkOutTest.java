package io.lwarotation.infra;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a synth leaves behind, as a whole. */
class CdkOutTest {
  private static final Synthesized synthesized = Synthesized.shared();

  @Test
  void noCredentialOfTheEnvironmentOrTheContextIsInAnyFile() throws IOException {
    assertTrue(
        System.getenv().values().stream().filter(Synthesized.MARKER::equals).count() >= 6,
        "the build puts the marker into the environment");
    try (Stream<Path> files = Files.walk(synthesized.folder())) {
      List<Path> all = files.filter(Files::isRegularFile).toList();
      assertTrue(all.size() > 5, all.toString());
      for (Path file : all) {
        String text = Files.readString(file, StandardCharsets.ISO_8859_1);
        assertFalse(text.contains(Synthesized.MARKER), file.toString());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"LwaNotices-ops", "lwa-my-auto", "lwa-my-erp", "lwa-my-other", "lwa-my-shop"})
  void theAwsSolutionsRulesFindNothingButWhatIsSuppressedWithAReason(String stack)
      throws IOException {
    List<String> report =
        Files.readAllLines(
            synthesized.folder().resolve("AwsSolutions-" + stack + "-NagReport.csv"));

    assertTrue(report.size() > 1, "the rules did run");
    assertEquals(
        List.of(),
        report.stream()
            .skip(1)
            .filter(line -> !line.contains("\"Compliant\""))
            .filter(line -> !line.contains("DeadLetters/Queue/Resource"))
            .filter(line -> !line.contains("[Resource::*] CloudWatch knows no resource"))
            .filter(line -> !line.contains(":parameter/lwa-rotation/clients/*] "))
            .filter(line -> !line.contains("Authorizations come and go without a deploy"))
            .toList());
  }

  @Test
  void cfnLintFindsNothing() throws IOException, InterruptedException {
    assumeTrue(
        exitCode("cfn-lint", "--version") == 0,
        "cfn-lint is not installed: pip install cfn-lint to run this");

    // W3005: CDK itself writes a DependsOn beside a GetAtt of the same role.
    assertEquals(
        0,
        exitCode(
            "cfn-lint",
            "--ignore-checks",
            "W3005",
            "--",
            synthesized.folder().resolve("lwa-my-auto.template.json").toString(),
            synthesized.folder().resolve("lwa-my-erp.template.json").toString(),
            synthesized.folder().resolve("lwa-my-shop.template.json").toString()),
        "cfn-lint's findings stand in the build's output");
  }

  private static int exitCode(String... command) throws InterruptedException {
    Process process;
    try {
      process = new ProcessBuilder(command).inheritIO().start();
    } catch (IOException _) {
      return -1; // There is no such program.
    }
    if (!process.waitFor(2, TimeUnit.MINUTES)) {
      process.destroyForcibly();
      throw new AssertionError(command[0] + " did not end within two minutes");
    }
    return process.exitValue();
  }
}
