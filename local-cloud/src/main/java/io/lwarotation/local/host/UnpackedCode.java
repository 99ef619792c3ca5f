package io.lwarotation.local.host;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.Map;
import java.util.spi.ToolProvider;
import org.eclipse.jetty.util.IO;

/**
 * Packages that were unpacked in this JVM, each once: that takes longer than all else, and the code
 * of a function is read only in Lambda too, so all functions of one package may share it.
 */
final class UnpackedCode {
  private static final ToolProvider JAR = ToolProvider.findFirst("jar").orElseThrow();
  private static final Map<Upload, Path> UNPACKED = new HashMap<>();

  private UnpackedCode() {}

  /** The same bytes, as far as the file system tells. */
  private record Upload(Path code, long size, FileTime modified) {}

  /** The folder with the package's files. */
  static synchronized Path of(Path code) throws IOException {
    Upload key = new Upload(code.toRealPath(), Files.size(code), Files.getLastModifiedTime(code));
    Path known = UNPACKED.get(key);
    if (known != null) {
      return known;
    }
    Path folder = temporaryFolder("lambda-code");
    PrintStream unread = new PrintStream(OutputStream.nullOutputStream());
    String[] extract = {"--extract", "--file", code.toString(), "--dir", folder.toString()};
    if (JAR.run(unread, unread, extract) != 0) {
      throw new IOException(code + " is no jar or zip");
    }
    addNativesOfThisSystem(folder);
    UNPACKED.put(key, folder);
    return folder;
  }

  /** One that is deleted when this JVM ends. */
  static Path temporaryFolder(String prefix) throws IOException {
    Path folder = Files.createTempDirectory(prefix).toRealPath();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> IO.delete(folder), "delete-" + prefix));
    return folder;
  }

  /**
   * A function's package carries the Common Runtime's natives for Linux. Elsewhere they come from
   * the jar of this JVM's class path, behind the package's own classes.
   */
  private static void addNativesOfThisSystem(Path root) throws IOException {
    String runtime = "software.amazon.awssdk.crt.CRT";
    if (RuntimeKind.ofThisSystem() != RuntimeKind.AWS
        && Files.exists(root.resolve(runtime.replace('.', '/') + ".class"))) {
      Path lib = Files.createDirectories(root.resolve("lib"));
      Files.copy(RuntimeKind.jarOf(runtime), lib.resolve("aws-crt-of-this-system.jar"));
    }
  }
}
