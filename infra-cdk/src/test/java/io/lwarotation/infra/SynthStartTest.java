package io.lwarotation.infra;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * How cdk.json starts the app: in a folder with a space, with a JDK that is a script of the test's.
 */
class SynthStartTest {
  private static final Path ROOT = Path.of("..");
  private static final String OPTIONS = "-XX:+UseSerialGC -XX:TieredStopAtLevel=1 -cp ";
  private static final String APP = " io.lwarotation.infra.LwaRotationApp email=you@example.com\n";

  @TempDir Path temporary = Path.of("");
  private Path folder = Path.of("");

  @BeforeEach
  void aCheckoutThatIsBuilt() throws IOException {
    folder = Files.createDirectory(temporary.resolve("my check out"));
    Files.createDirectories(folder.resolve("infra-cdk/target/classes"));
    Files.createDirectory(folder.resolve("bin"));
    copy("infra-cdk/synth.js");
    copy("bin/java25");
    Files.writeString(folder.resolve("infra-cdk/target/classpath.txt"), "/m2/a.jar\n");
  }

  private void copy(String file) throws IOException {
    Files.copy(ROOT.resolve(file), folder.resolve(file));
  }

  @Test
  void theJdkNeedNotBeOnThePath() throws Exception {
    String classPath = "infra-cdk/target/classes" + File.pathSeparator + "/m2/a.jar";

    assertEquals("0 " + OPTIONS + classPath + APP, start(jdk("25", "echo \"$@\"")));
  }

  @Test
  void aReleaseBringsItsLibraries() throws Exception {
    Files.createDirectories(folder.resolve("infra-cdk/lib"));

    assertEquals("0 " + OPTIONS + "infra-cdk/lib/*" + APP, start(jdk("26", "echo \"$@\"")));
  }

  @Test
  void theAppsExitCodeIsItsOwn() throws Exception {
    assertEquals("7 refused\n", start(jdk("25", "echo refused >&2; exit 7")));
  }

  @Test
  void whatIsNotBuiltIsSaid() throws Exception {
    Files.delete(folder.resolve("infra-cdk/target/classpath.txt"));

    assertEquals(
        "1 The CDK app is not built yet: run mvn -q package in the project's folder, then this again.\n",
        start(jdk("25", "echo started")));
  }

  /** The one for Windows runs in its workflow only; it looks where the other looks. */
  @Test
  void bothScriptsLookAtTheSameVariables() throws IOException {
    assertEquals(
        variables("bin/java25", "\\$\\{(\\w*JAVA_HOME|J\\w+_HOME):-"),
        variables("bin/java25.cmd", "call :try \"%(\\w+)%\""));
  }

  private static List<String> variables(String script, String pattern) throws IOException {
    return Pattern.compile(pattern)
        .matcher(Files.readString(ROOT.resolve(script)))
        .results()
        .map(match -> match.group(1))
        .toList();
  }

  /** A JDK of this version, whose java is this script. */
  private Path jdk(String version, String script) throws IOException {
    Path home = Files.createDirectories(temporary.resolve("a jdk"));
    Files.writeString(home.resolve("release"), "JAVA_VERSION=\"" + version + ".0.1\"\n");
    Files.createDirectory(home.resolve("bin"));
    for (String program : List.of("java", "javac")) {
      Path file = Files.writeString(home.resolve("bin/" + program), "#!/bin/sh\n" + script + "\n");
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
    return home;
  }

  /** What cdk.json says, with one setting. */
  private String start(Path javaHome) throws Exception {
    String command =
        new ObjectMapper().readTree(ROOT.resolve("cdk.json").toFile()).get("app").asText();
    List<String> line = new ArrayList<>(List.of(command.split(" ", -1)));
    line.add("email=you@example.com");
    ProcessBuilder builder =
        new ProcessBuilder(line).directory(folder.toFile()).redirectErrorStream(true);
    builder.environment().remove("LWA_JAVA_HOME");
    builder.environment().put("JAVA_HOME", javaHome.toString());
    Path said = temporary.resolve("said");
    Process process = builder.redirectOutput(said.toFile()).start();
    try {
      assertTrue(process.waitFor(Duration.ofMinutes(5)), "it did not end");
    } finally {
      process.destroyForcibly();
    }
    return process.exitValue() + " " + Files.readString(said);
  }
}
