package io.lwarotation.local.host;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The native library of AWS's runtime client, unpacked once in this JVM. Lambda's runtime names the
 * file to the client; without a name each process writes it to one fixed place in {@code /tmp}, and
 * of two that start at once one may load what the other has half written.
 */
final class NativeLibrary {
  private static Path unpacked = Path.of("not yet");

  private NativeLibrary() {}

  static synchronized Path unpacked() throws IOException {
    if (!Files.exists(unpacked)) {
      String name = "jni/libaws-lambda-jni." + system() + ".so";
      try (InputStream library = NativeLibrary.class.getResourceAsStream("/" + name)) {
        if (library == null) {
          throw new FileNotFoundException(name + " is not in the jar of AWS's runtime client");
        }
        unpacked = UnpackedCode.temporaryFolder("lambda-runtime-client").resolve("client.so");
        Files.copy(library, unpacked);
      }
    }
    return unpacked;
  }

  private static String system() {
    boolean musl =
        Files.exists(Path.of("/lib/ld-musl-x86_64.so.1"))
            || Files.exists(Path.of("/lib/ld-musl-aarch64.so.1"));
    boolean arm = System.getProperty("os.arch").equals("aarch64");
    return (musl ? "linux_musl" : "linux") + (arm ? "-aarch_64" : "-x86_64");
  }
}
