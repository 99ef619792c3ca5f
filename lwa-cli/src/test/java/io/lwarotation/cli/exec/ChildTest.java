package io.lwarotation.cli.exec;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ChildTest {
  @Test
  void getsTheVariablesAndItsExitCodeIsPassedOn() {
    assertEquals(
        7,
        Child.run(
            List.of("sh", "-c", "[ \"$A $B $1\" = 'x y z | @file' ] && exit 7", "sh", "z | @file"),
            Map.of("A", "x", "B", "y")));
  }

  @Test
  void aProgramThatIsNotThereEndsAsInAShell() {
    assertEquals(127, Child.run(List.of("no-such-program-EXAMPLE"), Map.of()));
  }
}
