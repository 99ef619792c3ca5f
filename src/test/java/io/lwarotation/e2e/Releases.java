package io.lwarotation.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What bin/release makes of what is built. */
final class Releases {
  private static final Duration LONGEST = Duration.ofMinutes(10);

  private Releases() {}

  /**
   * Makes an archive, and unpacks it.
   *
   * @param folder an empty one
   * @param options of bin/release
   * @return the folder in the archive
   */
  static Path unpacked(Path folder, String... options) throws Exception {
    List<String> line =
        new ArrayList<>(
            List.of(Project.home().toAbsolutePath().normalize().resolve("bin/release").toString()));
    line.addAll(List.of(options));
    Path made = Files.createDirectories(folder.resolve("made"));
    line.add(made.toString());
    run(line);
    Path archive = only(made, "*.{zip,tar.gz}");
    Path there = Files.createDirectories(folder.resolve("a user"));
    run(
        archive.toString().endsWith(".zip")
            ? List.of("unzip", "-q", archive.toString(), "-d", there.toString())
            : List.of("tar", "-xzf", archive.toString(), "-C", there.toString()));
    return only(there, "*");
  }

  private static void run(List<String> line) throws Exception {
    Command command = Command.runLine(Map.of(), "", line, LONGEST);
    assertEquals(0, command.exitCode(), command.output());
  }

  private static Path only(Path folder, String pattern) throws Exception {
    try (Stream<Path> files = Files.list(folder)) {
      PathMatcher matcher = folder.getFileSystem().getPathMatcher("glob:**/" + pattern);
      return files.filter(matcher::matches).findFirst().orElseThrow();
    }
  }

  /** The same, made once: what one test leaves in it is of no use to the other. */
  static Path unpackedOnce(Path shared) throws Exception {
    Path folder = shared.resolve("a user");
    if (!Files.exists(folder)) {
      return unpacked(shared);
    }
    try (Stream<Path> unpacked = Files.list(folder)) {
      return unpacked.findFirst().orElseThrow();
    }
  }
}
