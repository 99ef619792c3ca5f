package io.lwarotation.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** {@code ./lwa demo}. */
final class DemoCommandTest {
  @Test
  void everyStepOfTheDemoDoesWhatItShould() throws Exception {
    Command command = Command.run(Map.of(), "", List.of("demo", "--json"));

    assertEquals(0, command.exitCode(), command.output());
    JsonNode demo = Told.json(command.output());
    assertTrue(demo.path("ok").asBoolean(), command.output());
    assertTrue(demo.path("steps").size() >= 6, command.output());
    demo.path("steps").forEach(step -> assertTrue(step.path("ok").asBoolean(), step::toString));
  }

  @Test
  void theDemoFitsOn80ColumnsWithoutColours() throws Exception {
    Command command = Command.run(Map.of(), "", List.of("demo"));

    assertEquals(0, command.exitCode(), command.output());
    command.output().lines().forEach(line -> assertTrue(line.length() <= 80, line));
    assertFalse(command.output().contains("\u001b"));
    assertFalse(command.output().contains("NOT SO"));
  }
}
