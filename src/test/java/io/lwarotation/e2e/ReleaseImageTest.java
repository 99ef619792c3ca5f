package io.lwarotation.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lwarotation.local.amazon.Application;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The command with a Java runtime of its own, as a process where there is no other Java. */
@Thorough // first: where it is skipped, it takes no stage
@ExtendWith(SharedStage.class)
final class ReleaseImageTest {
  private final Stage stage;

  @TempDir private Path temporary = Path.of("");

  ReleaseImageTest(Stage stage) {
    this.stage = stage;
  }

  @Test
  void storesCredentialsWhereThereIsNoJava() throws Exception {
    Path image = Releases.unpacked(temporary, "--image");

    assertEquals(0, lwa(image, "", "--version").exitCode());
    Application application = stage.application();
    String fresh = application.rotateInConsole();
    lwa(image, fresh, "put", "--client-secret", "--from", "-").ends(0);
    assertEquals(fresh, stage.newest(Stage.SECRET).value());
    Command status = lwa(image, "", "status");
    assertTrue(status.spoken().contains("days left"), status.output());
  }

  private Command lwa(Path image, String input, String... arguments) throws Exception {
    // The image has no bin/java25, so it could not find another.
    assertFalse(Files.exists(image.resolve("bin")), image::toString);
    List<String> line = new ArrayList<>(List.of(image.resolve("lwa").toString()));
    line.addAll(List.of(arguments));
    return Command.runLine(stage.cloud().endpoints(), input, line);
  }
}
