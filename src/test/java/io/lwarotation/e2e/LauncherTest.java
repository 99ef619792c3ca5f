package io.lwarotation.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The script {@code ./lwa} itself, in a checkout that lies where people put theirs. Maven is a
 * script of the test's: a real build of one in such a path is the engines' newcomer.
 */
final class LauncherTest {
  private static final String VERSION = "lwa 1.0.0-rc.1\n";
  private static final List<String> BUILT = List.of("lib", "lwa.aot", "commands.aot");
  private static final List<String> NOBODY =
      List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups");

  @TempDir
  @SuppressWarnings("NullAway.Init")
  private Path folder;

  @SuppressWarnings("NullAway.Init")
  private Path checkout;

  /**
   * As it is after a build of the command: copied, so that no file has the time at which the build
   * made it.
   */
  @BeforeEach
  void copyTheCheckout() throws IOException {
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    checkout = Files.createDirectory(folder.resolve("my check out"));
    for (String file :
        List.of(
            "lwa",
            "bin/java25",
            "pom.xml",
            "infra-cdk/pom.xml",
            "lambda-lwa/pom.xml",
            "lwa-cli/pom.xml",
            "lwa-cli/jvm.options",
            "lwa-cli/target/lwa-cli.jar")) {
      Path copy = checkout.resolve(file);
      Files.createDirectories(copy.getParent());
      Files.copy(home().resolve(file), copy);
    }
    for (String built : BUILT) {
      Path original = home().resolve("lwa-cli/target").resolve(built);
      assertTrue(Files.exists(original), original + " is not there");
      Files.createSymbolicLink(checkout.resolve("lwa-cli/target").resolve(built), original);
    }
  }

  @AfterEach
  void letTheFolderBeDeleted() throws IOException {
    permit("rwxr-xr-x");
    for (String built : BUILT) { // JUnit warns of links that lead out of its folder
      Files.delete(checkout.resolve("lwa-cli/target").resolve(built));
    }
  }

  @Test
  void runsInAPathWithASpaceAndSaysNothingOfAnArchiveOfAnotherPlace() throws Exception {
    for (String options : List.of("--version", "status --help", "history")) {
      Command command = lwa(checkout.resolve("lwa"), options.split(" ", -1));

      assertFalse(command.output().contains("[error]"), command.output());
    }
    assertEquals(new Command(0, VERSION), lwa(checkout.resolve("lwa"), "--version"));
  }

  @Test
  void runsByALinkToALink() throws Exception {
    Path bin = Files.createDirectory(folder.resolve("bin"));
    Files.createSymbolicLink(bin.resolve("lwa-of-mine"), checkout.resolve("lwa"));
    Files.createSymbolicLink(bin.resolve("lwa"), Path.of("lwa-of-mine"));

    assertEquals(new Command(0, VERSION), lwa(bin.resolve("lwa"), "--version"));
    assertEquals(
        new Command(0, VERSION),
        run(
            Map.of("PATH", bin + ":" + System.getenv("PATH")),
            List.of("sh", "-c", "lwa --version")));
  }

  @Test
  void aFailedBuildIsAFailureAndItsLogIsKept() throws Exception {
    changeASource();
    String mvn = mvn("printf '[INFO] scanning\\n[ERROR] A.java:[1,1] broken'; exit 1");

    Command command =
        lwaWith(mvn, "--version").ends(1, "[ERROR] A.java:[1,1] broken").lacks(VERSION);
    String log = command.output().replaceAll("(?s).*all it said is in (\\S+)\\.\\s*", "$1");
    assertTrue(Files.readString(Path.of(log)).contains("[INFO] scanning"), command.output());
  }

  @Test
  void aBuildThatIsKilledIsAFailureToo() throws Exception {
    changeASource();

    lwaWith(mvn("kill -9 $$"), "--version").ends(1, "the build failed");
  }

  @Test
  void buildsOnceWhatIsOlderThanItsSource() throws Exception {
    changeASource();

    Command first = lwaWith(mvn("printf done"), "--version");
    Command second = lwaWith(mvn("exit 1"), "--version");

    first.ends(0);
    assertTrue(first.output().startsWith("Building LWA Rotation"), first.output());
    assertTrue(first.output().endsWith(VERSION), first.output());
    assertEquals(new Command(0, VERSION), second);
  }

  @Test
  void theDemoNeedsWhatIsUploadedAndTheCommandDoesNot() throws Exception {
    String mvn = mvn("printf '[ERROR] %s\\n' \"$*\"; exit 1");

    Command demo = lwaWith(mvn, "demo");

    assertEquals(new Command(0, VERSION), lwaWith(mvn, "--version"));
    demo.ends(1, "-pl workbench,infra-cdk -am package");
  }

  @Test
  void runsWhereNothingMayBeWritten() throws Exception {
    assertEquals(new Command(0, VERSION), withoutRights(mvn("exit 1")));
  }

  @Test
  void saysThatItMayNotWriteWhereItWouldHaveToBuild() throws Exception {
    changeASource();

    Command command = withoutRights(mvn("exit 0")).ends(1);
    assertEquals(1, command.output().lines().count(), command.output());
    assertTrue(command.output().contains("you may not write in " + checkout), command.output());
  }

  /** As somebody who may read all and write nothing. */
  private Command withoutRights(String path) throws Exception {
    List<String> line = new ArrayList<>();
    if ("root".equals(System.getProperty("user.name"))) {
      boolean canBeAnother =
          run(Map.of(), Stream.concat(NOBODY.stream(), Stream.of("cat", lambdaJar())).toList())
                  .exitCode()
              == 0;
      assumeTrue(canBeAnother, "root may write anywhere, and setpriv finds nobody who may read");
      line.addAll(NOBODY);
    }
    permit("r-xr-xr-x");
    line.addAll(List.of(checkout.resolve("lwa").toString(), "--version"));
    return run(Map.of("PATH", path), line);
  }

  private void permit(String permissions) throws IOException {
    try (Stream<Path> all = Files.walk(checkout)) {
      for (Path path : all.filter(one -> Files.isDirectory(one)).toList()) {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
      }
    }
  }

  private void changeASource() throws IOException {
    Path source = Files.createDirectories(checkout.resolve("lwa-cli/src/main")).resolve("A.java");
    Files.writeString(source, "class A {}");
    Files.setLastModifiedTime(
        checkout.resolve("lwa-cli/target/lwa-cli.jar"),
        FileTime.from(Instant.now().minusSeconds(3600)));
  }

  /** A PATH on which Maven is this. */
  private String mvn(String script) throws IOException {
    Path bin = Files.createDirectories(folder.resolve("maven"));
    Path mvn = bin.resolve("mvn");
    Files.writeString(mvn, "#!/bin/sh\n" + script + "\n");
    Files.setPosixFilePermissions(mvn, PosixFilePermissions.fromString("rwxr-xr-x"));
    return bin + ":" + System.getenv("PATH");
  }

  private Command lwaWith(String path, String... arguments) throws Exception {
    List<String> line = new ArrayList<>(List.of(checkout.resolve("lwa").toString()));
    line.addAll(List.of(arguments));
    return run(Map.of("PATH", path), line);
  }

  private Command lwa(Path script, String... arguments) throws Exception {
    List<String> line = new ArrayList<>(List.of(script.toString()));
    line.addAll(List.of(arguments));
    return run(Map.of(), line);
  }

  /** AWS is nowhere: a command that asks it ends soon. */
  private Command run(Map<String, String> environment, List<String> line) throws Exception {
    Map<String, String> variables = new HashMap<>(environment);
    variables.put("JAVA_HOME", System.getProperty("java.home"));
    variables.put("TMPDIR", folder.toString());
    variables.put("AWS_ENDPOINT_URL", "http://127.0.0.1:1");
    variables.put("AWS_MAX_ATTEMPTS", "1");
    return Command.runLine(variables, "", line);
  }

  private static String lambdaJar() {
    return home().resolve("lambda-lwa/target/lambda-lwa.jar").toString();
  }

  private static Path home() {
    return Project.home().toAbsolutePath().normalize();
  }
}
