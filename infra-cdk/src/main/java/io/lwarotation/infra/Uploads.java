package io.lwarotation.infra;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * What is uploaded to Lambda.
 *
 * @param functions all functions, for either architecture
 * @param call the function that calls SP-API by itself, for {@link JavaFunction}'s architecture: a
 *     tenth in size, and quicker to start
 */
record Uploads(Path functions, Path call) {
  private static final Path TARGET = Path.of("lambda-lwa", "target");
  private static final Path FUNCTIONS = TARGET.resolve("lambda-lwa.jar");
  private static final Path CALL = TARGET.resolve("call-sp-api-arm64.zip");

  /**
   * As the build leaves them.
   *
   * @param folder the project's
   */
  static Uploads builtIn(Path folder) {
    return new Uploads(folder.resolve(FUNCTIONS), folder.resolve(CALL));
  }

  /**
   * All functions from this file, but the one that calls SP-API from its own if that lies beside
   * it.
   */
  static Uploads beside(Path functions) {
    Path call = functions.resolveSibling(CALL.getFileName());
    return new Uploads(functions, Files.isRegularFile(call) ? call : functions);
  }

  /**
   * Refuses to go on without one of them.
   *
   * @throws SettingException naming what is not there
   */
  void check() {
    Stream.of(functions, call)
        .filter(file -> !Files.isRegularFile(file))
        .findFirst()
        .ifPresent(
            file -> {
              throw new SettingException(
                  "There is no %s yet: build it with mvn -q package, then run this again."
                      .formatted(TARGET.resolve(file.getFileName())));
            });
  }
}
