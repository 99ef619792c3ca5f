package io.lwarotation.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * What docs/command.md shows of the status is what it prints, but for dates and generated names.
 * {@code mvn verify -Dtest=OperateInDocsTest -Dsurefire.failIfNoSpecifiedTests=false
 * -Dlwa.docs.write=true} writes it.
 */
final class OperateInDocsTest {
  private static final Path PAGE =
      Project.home().toAbsolutePath().normalize().resolve("docs/command.md");
  private static final String BEGIN = "<!-- operate: written by OperateInDocsTest -->\n";
  private static final String END = "<!-- end of operate -->\n";

  @Test
  void thePageShowsWhatTheCommandsPrint() throws Exception {
    String page = Files.readString(PAGE);
    int begin = page.indexOf(BEGIN) + BEGIN.length();
    int end = page.indexOf(END);
    assertTrue(begin >= BEGIN.length() && end >= begin, "docs/command.md has the marks");
    String printed = printed();
    if (Boolean.getBoolean("lwa.docs.write")) {
      page = page.substring(0, begin) + printed + page.substring(end);
      Files.writeString(PAGE, page);
      end = page.indexOf(END);
    }
    assertEquals(
        withoutDates(printed),
        withoutDates(page.substring(begin, end)),
        "docs/command.md is not what the commands print; write it with -Dlwa.docs.write=true");
  }

  /** A stack of today; the secret was rotated in the console and stored anew. */
  private static String printed() throws Exception {
    try (Stage stage = Stage.deploy(Instant.now())) {
      stage.storeAll();
      stage.cloud().aws().confirm("you@example.com");
      Answers.answer(stage.call("{}"));
      Command.run(
              stage.cloud().endpoints(),
              stage.application().rotateInConsole(),
              List.of("put", "--client-secret", "--from", "-"))
          .ends(0);
      stage.cloud().clock().moveTo(Instant.now());
      return block(stage, "status");
    }
  }

  private static String block(Stage stage, String command)
      throws IOException, InterruptedException {
    return "```console\n$ ./lwa "
        + command
        + "\n"
        + Command.run(stage.cloud().endpoints(), "", List.of(command))
            .ends(0)
            .output()
            .replaceFirst("^\n", "")
        + "```\n\n";
  }

  private static String withoutDates(String text) {
    return text.replaceAll("\\d{4}-\\d\\d-\\d\\d", "DATE")
        .replaceAll("T?\\d\\d:\\d\\d(?::\\d\\d(?:\\.\\d+)?)?Z?", "TIME")
        .replaceAll("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "ID")
        .replaceAll("\\b(?:179|180) days", "N days")
        .replaceAll("\\d+ s (?:ahead of|behind)", "N s beside")
        .replaceAll("version 1\\.\\d+\\.\\d+(?:-\\w+(?:\\.\\d+)*)?", "version N")
        .replaceAll("\\s+", " ");
  }
}
