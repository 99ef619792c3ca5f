package io.lwarotation.local.host;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What runs inside the function's process and speaks the Runtime API: AWS's own runtime interface
 * client, the one in the managed runtime.
 */
public enum RuntimeKind implements Launch {
  /** With AWS's native library: on Linux, x86-64 and ARM. */
  AWS,
  /** With Java in the library's place, for all other systems. */
  PLAIN;

  private static final String CLIENT = "com.amazonaws.services.lambda.runtime.api.client.";

  /** What Lambda's runtime gives to the heap. */
  private static final long MOST_OF_MEMORY_PERCENT = 85;

  /** AWS's library wherever it runs. */
  public static RuntimeKind ofThisSystem() {
    boolean linux = System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("linux");
    boolean built = Set.of("amd64", "x86_64", "aarch64").contains(System.getProperty("os.arch"));
    return linux && built ? AWS : PLAIN;
  }

  @Override
  public List<String> command(FunctionConfiguration function, Path code, Path temporary)
      throws IOException {
    long kilobytes = function.memoryMegabytes() * 1024L;
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                // As the managed runtime starts its JVM.
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:MaxHeapSize=" + kilobytes * MOST_OF_MEMORY_PERCENT / 100 + "k",
                // The JVM's default, a 64th, of what a function has and not of this machine's.
                "-XX:InitialHeapSize=" + kilobytes / 64 + "k",
                "-Djava.net.preferIPv4Stack=true",
                "-Djava.io.tmpdir=" + temporary,
                "--enable-native-access=ALL-UNNAMED"));
    // The client reads the function's classes from the working directory and its lib itself.
    List<String> path = new ArrayList<>();
    Path archive = archiveOf(function.code());
    if (this == PLAIN) {
      path.add(jarOf("io.lwarotation.local.host.LambdaHost").toString()); // before AWS's own
    } else {
      command.add("-D" + CLIENT + "runtimeapi.NativeClient.JNI=" + NativeLibrary.unpacked());
      if (Files.exists(archive)) {
        path.add(function.code().toString());
        command.add("-XX:AOTCache=" + archive);
        command.addAll(List.of("-Xlog:disable", "-Xlog:all=error:stderr", "-Xlog:aot*=off"));
      }
    }
    for (String type :
        List.of(
            CLIENT + "AWSLambda",
            "com.amazonaws.services.lambda.runtime.Context",
            "com.amazonaws.services.lambda.runtime.serialization.PojoSerializer",
            "software.amazon.awssdk.utilslite.SdkInternalThreadLocal")) {
      path.add(jarOf(type).toString());
    }
    command.addAll(List.of("-classpath", String.join(File.pathSeparator, path)));
    command.addAll(List.of(CLIENT + "AWSLambda", function.handler()));
    return command;
  }

  /**
   * Where a package's classes lie as the JVM has loaded them once: a function that starts with this
   * archive does half the work. To record it, start a function with {@code -XX:AOTCacheOutput}, and
   * with its package first on the class path. Lambda keeps an archive of the runtime's own classes.
   */
  public static Path archiveOf(Path code) {
    return code.resolveSibling(code.getFileName() + ".aot");
  }

  /** The jar or folder that a class of this JVM is read from. */
  static Path jarOf(String type) {
    try {
      Class<?> found = Class.forName(type, false, RuntimeKind.class.getClassLoader());
      return Path.of(found.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (ClassNotFoundException | URISyntaxException e) {
      throw new IllegalStateException(
          type + " is not on the class path: run this through Maven or ./lwa.", e);
    }
  }
}
