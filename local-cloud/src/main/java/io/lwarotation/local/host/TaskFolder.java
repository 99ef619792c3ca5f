package io.lwarotation.local.host;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * What a function finds on its disk.
 *
 * @param root its unpacked code, {@code /var/task} in Lambda
 * @param temporary {@code /tmp} in Lambda: each function has its own, and what a killed process
 *     leaves goes too
 */
record TaskFolder(Path root, Path temporary) {
  private static final String CRT = "software/amazon/awssdk/crt/CRT.class";

  /** The code of a package, and a folder of its own in {@code folder}. */
  static TaskFolder of(Path code, Path folder) throws IOException {
    return new TaskFolder(UnpackedCode.of(code), Files.createDirectories(folder.resolve("tmp")));
  }

  /** Unpacks a jar or zip into {@code root}. */
  static void unpack(Path code, Path root) throws IOException {
    boolean empty = true;
    try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(code))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        empty = false;
        Path target = root.resolve(entry.getName()).normalize();
        if (!target.startsWith(root)) {
          throw new IOException(code + " has an entry outside of itself: " + entry.getName());
        }
        if (entry.isDirectory()) {
          Files.createDirectories(target);
        } else {
          Files.createDirectories(target.getParent());
          Files.copy(zip, target);
        }
      }
    }
    if (empty) {
      throw new IOException(code + " is no jar or zip, or an empty one");
    }
    addNativesOfThisSystem(root);
  }

  /**
   * A function's package carries the Common Runtime's natives for Linux. Elsewhere they come from
   * the jar of this JVM's class path, behind the package's own classes.
   */
  private static void addNativesOfThisSystem(Path root) throws IOException {
    boolean needed =
        RuntimeKind.ofThisSystem() != RuntimeKind.AWS && Files.exists(root.resolve(CRT));
    Optional<Path> jar = needed ? locationOf(CRT) : Optional.empty();
    if (jar.isPresent() && Files.isRegularFile(jar.get())) {
      Path lib = Files.createDirectories(root.resolve("lib"));
      Files.copy(jar.get(), lib.resolve("aws-crt-of-this-system.jar"));
    }
  }

  Path lib() {
    return root.resolve("lib");
  }

  /** The folder itself, then the jars in {@code lib} by name, as Lambda orders them. */
  static List<Path> classPath(Path root) throws IOException {
    List<Path> path = new ArrayList<>(List.of(root));
    Path lib = root.resolve("lib");
    if (Files.isDirectory(lib)) {
      try (Stream<Path> files = Files.list(lib)) {
        files
            .filter(f -> f.toString().toLowerCase(Locale.ROOT).endsWith(".jar"))
            .sorted()
            .forEach(path::add);
      }
    }
    return path;
  }

  static String joined(List<Path> path) {
    return String.join(File.pathSeparator, path.stream().map(Path::toString).toList());
  }

  /** The jar or folder that a class of this JVM was read from. */
  static Optional<Path> locationOf(String classFile) {
    URL url = TaskFolder.class.getClassLoader().getResource(classFile);
    if (url == null) {
      return Optional.empty();
    }
    String text = url.toString();
    return switch (url.getProtocol()) {
      case "jar" ->
          Optional.of(Path.of(URI.create(text.substring("jar:".length(), text.indexOf("!/")))));
      case "file" ->
          Optional.of(Path.of(URI.create(text.substring(0, text.length() - classFile.length()))));
      default -> Optional.empty();
    };
  }

  static Path required(String classFile) {
    return locationOf(classFile)
        .orElseThrow(
            () ->
                new IllegalStateException(
                    classFile + " is not on the class path: run this through Maven or ./lwa."));
  }

  /** When this JVM ends. */
  static void deleteAtExit(Path root) {
    Runtime.getRuntime().addShutdownHook(new Thread(() -> deleteQuietly(root), "delete-code"));
  }

  static void deleteQuietly(Path root) {
    try {
      deleteTree(root);
    } catch (IOException _) {
      // Nobody is left to be told; the system clears its temporary folder.
    }
  }

  static void deleteTree(Path root) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
