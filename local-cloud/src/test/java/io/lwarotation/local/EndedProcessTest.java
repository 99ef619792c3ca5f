package io.lwarotation.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the programs are of a Unix shell")
final class EndedProcessTest {
  private static ProcessBuilder shell(String program) {
    return new ProcessBuilder("sh", "-c", program);
  }

  @Test
  void tellsExitCodeAndBothStreams() throws Exception {
    EndedProcess ended =
        EndedProcess.run(
            shell("read line; echo $line; echo two >&2; exit 3"), "one\n", Duration.ofMinutes(1));

    assertEquals(new EndedProcess(3, "one\ntwo\n"), ended);
  }

  @Test
  void doesNotWaitForAChildThatLivesOn() throws Exception {
    ProcessBuilder leaving = shell("sleep 300 & echo $!");

    EndedProcess ended = EndedProcess.run(leaving, Duration.ofMinutes(1));

    ProcessHandle child = ProcessHandle.of(Long.parseLong(ended.output().strip())).orElseThrow();
    assertTrue(child.isAlive());
    assertEquals(0, ended.exitCode());
    child.destroy();
  }

  @Test
  void killsWhatTakesTooLongWithItsChildrenAndTellsWhatItSaid() throws Exception {
    ProcessBuilder slow = shell("sleep 300 & echo $!; sleep 300");

    var failure =
        assertThrows(
            IllegalStateException.class, () -> EndedProcess.run(slow, Duration.ofSeconds(1)));

    String message = String.valueOf(failure.getMessage());
    assertTrue(message.startsWith("sh did not end within 1 s. It said: "), message);
    long child = Long.parseLong(message.substring(message.lastIndexOf(' ') + 1).strip());
    Optional<ProcessHandle> dying = ProcessHandle.of(child);
    if (dying.isPresent()) {
      dying.get().onExit().get(1, TimeUnit.MINUTES);
    }
  }
}
