package io.lwarotation.e2e;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** {@code ./lwa demo}. */
@Order(3)
final class DemoCommandTest {
  @Test
  void everyStepDoesWhatItShouldAndAPipeGetsNoColours() throws Exception {
    Command command = Command.runAlone(Map.of(), "", List.of("demo")).ends(0);
    assertFalse(command.output().contains("\u001b"));
    assertFalse(command.output().contains("NOT SO"));
    assertTrue(command.output().contains("✓ Every step did what it should."), command.output());
    List<String> expected =
        command.output().lines().filter(line -> line.startsWith("  ✓ ")).toList();
    assertTrue(expected.size() > 35, expected::toString);
  }
}
