package io.lwarotation.infra;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What is uploaded to Lambda.
 *
 * @param functions all functions, for either architecture
 * @param call the function that calls SP-API by itself, for {@link JavaFunction}'s architecture: a
 *     tenth in size, and quicker to start
 */
record Uploads(Path functions, Path call) {
  private static final Path TARGET = Path.of("lambda-lwa", "target");
  private static final Path RELEASED = Path.of("functions");
  private static final String FUNCTIONS = "lambda-lwa.jar";
  private static final String CALL = "call-sp-api-arm64.zip";

  /**
   * As the build leaves them, or as a release brings them.
   *
   * @param folder the project's
   */
  static Uploads builtIn(Path folder) {
    Path released = folder.resolve(RELEASED);
    Path uploads = Files.isDirectory(released) ? released : folder.resolve(TARGET);
    return new Uploads(uploads.resolve(FUNCTIONS), uploads.resolve(CALL));
  }

  /**
   * All functions from this file, but the one that calls SP-API from its own if that lies beside
   * it.
   */
  static Uploads beside(Path functions) {
    Path call = functions.resolveSibling(CALL);
    return new Uploads(functions, Files.isRegularFile(call) ? call : functions);
  }

  /**
   * Refuses to go on without one of them.
   *
   * @throws SettingException naming what is not there
   */
  void check() {
    for (Path file : List.of(functions, call)) {
      if (!Files.isRegularFile(file)) {
        throw new SettingException(
            "There is no %s yet: build it with mvn -q package, then run this again."
                .formatted(TARGET.resolve(file.getFileName())));
      }
    }
  }
}
