package io.lwarotation.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What {@code cdk synth} makes of settings that the build does not synthesize. */
public final class Templates {
  private Templates() {}

  /**
   * Makes the templates of the stacks.
   *
   * @param folder where they go
   * @param settings as in {@code -c}
   */
  public static void synthesize(Path folder, String... settings)
      throws IOException, InterruptedException {
    List<String> line = new ArrayList<>(List.of("node", "infra-cdk/synth.js"));
    line.addAll(List.of(settings));
    Path log = folder.resolve("synth.log");
    ProcessBuilder app =
        new ProcessBuilder(line)
            .directory(Project.home().toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    app.environment().put("CDK_OUTDIR", folder.toString());
    app.environment().put("LWA_JAVA_HOME", System.getProperty("java.home"));
    Process synth = app.start();
    int exitCode = Bounded.answer(synth, Command.LONGEST, "the synth", synth::waitFor);
    assertEquals(0, exitCode, Files.readString(log));
  }
}
