package io.lwarotation.local.host;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The native library of AWS's runtime client, unpacked once in this JVM. Lambda's runtime names the
 * file to the client; without a name each process writes it to one fixed place in {@code /tmp}, and
 * of two that start at once one may load what the other has half written.
 */
final class RuntimeClientLibrary {
  private static final String PROPERTY =
      "com.amazonaws.services.lambda.runtime.api.client.runtimeapi.NativeClient.JNI";

  private static @Nullable Path unpacked;

  private RuntimeClientLibrary() {}

  /** The JVM's option that names the file. */
  static synchronized String option() throws IOException {
    Path file = unpacked;
    if (file == null || !Files.exists(file)) {
      file = unpack();
      unpacked = file;
    }
    return "-D" + PROPERTY + "=" + file;
  }

  private static Path unpack() throws IOException {
    String name = "jni/libaws-lambda-jni." + system() + ".so";
    try (InputStream library =
        RuntimeClientLibrary.class.getClassLoader().getResourceAsStream(name)) {
      if (library == null) {
        throw new FileNotFoundException(name + " is not in the jar of AWS's runtime client");
      }
      Path folder = Files.createTempDirectory("lambda-runtime-client").toRealPath();
      TaskFolder.deleteAtExit(folder);
      Path file = folder.resolve("libaws-lambda-jni.so");
      Files.copy(library, file);
      return file;
    }
  }

  private static String system() {
    boolean musl =
        Files.exists(Path.of("/lib/ld-musl-x86_64.so.1"))
            || Files.exists(Path.of("/lib/ld-musl-aarch64.so.1"));
    boolean arm = System.getProperty("os.arch").equals("aarch64");
    return (musl ? "linux_musl" : "linux") + (arm ? "-aarch_64" : "-x86_64");
  }
}
