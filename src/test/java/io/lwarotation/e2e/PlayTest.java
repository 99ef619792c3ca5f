package io.lwarotation.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The stand-ins that {@code ./lwa demo --keep} leaves open, in the hands of somebody who plays. */
@Thorough
final class PlayTest {
  private static final Path OPEN = Project.home().resolve("workbench/target/playground");
  private static final int LONGEST_SECONDS = 90;

  @Test
  void theStandInsStayAndTheirClockMoves() throws Exception {
    Files.deleteIfExists(OPEN);
    Process demo =
        new ProcessBuilder(Command.line(List.of("demo", "--keep", "--empty")))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      waitUntilItIsOpen(demo);
      String credentials = play("", "console").output();
      assertEquals(0, play(credentials, "put", "--from", "-").exitCode());
      assertTrue(play("", "confirm").output().contains("is confirmed"));
      assertTrue(play("", "call").output().contains("\"status\":\"ok\""));

      Command months = play("", "clock", "+150d");

      assertTrue(months.output().contains(", 0 of them failed; "), months.output());
      assertTrue(play("", "mails").output().contains("is 150 of 180 days old"));
      assertTrue(play("", "mails").output().startsWith("Nothing went out"));
      assertEquals(1, play("", "status").exitCode()); // act soon
      assertEquals(64, play("", "status", "--nonsense").exitCode());
      assertEquals(1, play("", "clock", "-1d").exitCode());
    } finally {
      demo.destroy();
      assertTrue(demo.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS), "it ends when it is told to");
    }
    assertFalse(Files.exists(OPEN));
    Command closed = play("", "mails");
    assertEquals(1, closed.exitCode());
    assertTrue(closed.output().contains("./lwa demo --keep --empty"), closed.output());
  }

  private static void waitUntilItIsOpen(Process demo) throws InterruptedException {
    for (int left = LONGEST_SECONDS * 10; !Files.exists(OPEN); left--) {
      assertTrue(left > 0 && demo.isAlive(), "the playground did not open");
      demo.waitFor(100, TimeUnit.MILLISECONDS);
    }
  }

  private static Command play(String input, String... words) throws Exception {
    List<String> line = new ArrayList<>(List.of("play"));
    line.addAll(List.of(words));
    return Command.runAlone(Map.of(), input, line);
  }
}
