package io.lwarotation.workbench.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What this project uploads for {@code CallSpApi}. */
final class Packages {
  private Packages() {}

  /** The package for this machine's architecture. */
  static Path built(Path home) {
    boolean arm = System.getProperty("os.arch").equals("aarch64");
    List<Path> candidates =
        List.of(
            home.resolve("lambda-lwa/target/call-sp-api-" + (arm ? "arm64" : "x86_64") + ".zip"),
            home.resolve("lambda-lwa/target/lambda-lwa.jar"));
    return candidates.stream()
        .filter(Files::isRegularFile)
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalStateException(
                    candidates.getLast()
                        + " is not there: start the benchmark with ./lwa, which builds it, or run: mvn package"));
  }
}
