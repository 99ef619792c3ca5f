package io.lwarotation.cli.stack;

import io.lwarotation.cli.TypedText;
import io.lwarotation.cli.WrongUsageException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which application is meant where no {@code --app} says it: LWA_APP, else the file {@code .lwa} of
 * the folder, else that of the home folder. The file holds one line, {@code my-erp} or {@code
 * app=my-erp}, and comments.
 *
 * @param folders where the file may lie, the nearest first
 */
record DefaultApplication(Map<String, String> environment, List<Path> folders) {
  /** A name, and where it was found, as a message names it. */
  record Named(String app, String source) {}

  /** For this process. */
  static DefaultApplication here() {
    return new DefaultApplication(
        System.getenv(), List.of(Path.of(""), Path.of(System.getProperty("user.home", ""))));
  }

  /** The name, unchecked; empty if nothing says it. A wrong usage if its file is no text. */
  Optional<Named> named() {
    String variable = environment.getOrDefault("LWA_APP", "").strip();
    return variable.isEmpty()
        ? folders.stream()
            .map(folder -> folder.resolve(".lwa"))
            .filter(Files::isRegularFile)
            .findFirst()
            .map(file -> new Named(inside(file), file.toAbsolutePath().toString()))
        : Optional.of(new Named(variable, "LWA_APP"));
  }

  private static String inside(Path file) {
    try {
      return TypedText.read(file)
          .lines()
          .map(String::strip)
          .filter(one -> !one.isEmpty() && !one.startsWith("#"))
          .findFirst()
          .orElse("")
          .replaceFirst("^app\\s*=\\s*", "");
    } catch (IllegalArgumentException e) {
      throw new WrongUsageException(String.valueOf(e.getMessage()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
