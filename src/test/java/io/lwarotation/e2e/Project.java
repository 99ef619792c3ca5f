package io.lwarotation.e2e;

import io.lwarotation.local.cloud.Uploads;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** What the other modules have built. */
final class Project {
  static final String APP = "my-erp";
  static final String STACK = "lwa-my-erp";

  private Project() {}

  /** The packaged functions. */
  static Uploads uploads() {
    Uploads uploads = Uploads.in(built("lambda-lwa/target"));
    FunctionArchive.record(built(uploads.functions()));
    return new Uploads(built(uploads.functions()), built(uploads.call()));
  }

  /** The synthesized stack. */
  static Path template() {
    return templates("cdk.out").resolve("lwa-my-erp.template.json");
  }

  /** The same application, rotating by itself. */
  static Path automaticTemplate() {
    return templates("cdk.out-automatic").resolve("lwa-my-erp.template.json");
  }

  /** What the build has synthesized. */
  static Path templates(String folder) {
    return built("infra-cdk/target/" + folder);
  }

  /** The class path of a program that uses the construct: its jar, and what comes with it. */
  static String constructClassPath() throws IOException {
    Path target = built("infra-cdk/target");
    try (Stream<Path> files = Files.list(target)) {
      Path jar =
          files
              .filter(file -> file.toString().matches(".*/infra-cdk[^/]*\\.jar"))
              .findFirst()
              .orElseThrow();
      return jar + File.pathSeparator + Files.readString(target.resolve("classpath.txt")).strip();
    }
  }

  /** {@code lwa-cli} or {@code workbench}, as {@code ./lwa} starts it. */
  static String jar(String module) {
    return built(module + "/target/" + module + ".jar").toString();
  }

  static Path home() {
    return Path.of(System.getProperty("lwa.home", "../.."));
  }

  private static Path built(String file) {
    return built(home().resolve(file).toAbsolutePath().normalize());
  }

  private static Path built(Path path) {
    if (!Files.exists(path)) {
      throw new IllegalStateException(path + " is not there: run mvn verify from the root.");
    }
    return path;
  }
}
