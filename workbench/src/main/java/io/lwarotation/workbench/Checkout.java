package io.lwarotation.workbench;

import io.lwarotation.local.cloud.Uploads;
import java.nio.file.Files;
import java.nio.file.Path;

/** The checkout that the commands show and measure, as its build has left it. */
public record Checkout(Path home) {
  /** The one of which {@code ./lwa} was started. */
  public static Checkout here() {
    return new Checkout(Path.of(System.getProperty("lwa.home", ".")));
  }

  /** The packages of the functions. */
  public Uploads uploads() {
    return Uploads.in(home.resolve("lambda-lwa/target"));
  }

  /** A file that the build makes; without it what needs it, such as the demo, does not start. */
  public static Path built(Path file, String what) {
    if (!Files.isRegularFile(file)) {
      throw new IllegalStateException(
          "%s is not there: start the %s with ./lwa, which builds it, or run: mvn package"
              .formatted(file, what));
    }
    return file;
  }
}
