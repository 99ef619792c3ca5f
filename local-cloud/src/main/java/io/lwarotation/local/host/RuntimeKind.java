package io.lwarotation.local.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What runs inside the function's process and speaks the Runtime API. */
public enum RuntimeKind implements Launch {
  /**
   * AWS's own runtime interface client, the one in the managed runtime. Linux on x86-64 and ARM
   * only.
   */
  AWS,
  /** {@link PlainRuntime}: the same contract in plain Java, for systems AWS's client lacks. */
  PLAIN;

  /** What Lambda's runtime gives to the heap. */
  private static final long MOST_OF_MEMORY_PERCENT = 85;

  /** AWS's wherever it runs. */
  public static RuntimeKind ofThisSystem() {
    boolean linux = System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("linux");
    boolean built = Set.of("amd64", "x86_64", "aarch64").contains(System.getProperty("os.arch"));
    return linux && built ? AWS : PLAIN;
  }

  @Override
  public List<String> command(FunctionConfiguration function, Path code, Path temporary)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // As the managed runtime starts its JVM.
    command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    int megabytes = function.memoryMegabytes();
    command.add("-XX:MaxHeapSize=" + megabytes * 1024L * MOST_OF_MEMORY_PERCENT / 100 + "k");
    // The JVM's own default, a 64th, of what a function has and not of what this machine has.
    command.add("-XX:InitialHeapSize=" + megabytes * 1024L / 64 + "k");
    command.add("-Djava.net.preferIPv4Stack=true");
    command.add("-Djava.io.tmpdir=" + temporary);
    command.add("--enable-native-access=ALL-UNNAMED");
    switch (this) {
      case AWS -> {
        command.add(RuntimeClientLibrary.option());
        // The client reads the function's classes from the working directory and its lib itself.
        List<Path> path = new ArrayList<>(runtimeClient());
        Path archive = archiveOf(function.code());
        if (Files.exists(archive)) {
          path.addFirst(function.code());
          command.add("-XX:AOTCache=" + archive);
          command.addAll(List.of("-Xlog:disable", "-Xlog:all=error:stderr", "-Xlog:aot*=off"));
        }
        command.addAll(List.of("-classpath", TaskFolder.joined(path)));
        command.add("com.amazonaws.services.lambda.runtime.api.client.AWSLambda");
      }
      case PLAIN -> {
        List<Path> path = new ArrayList<>(TaskFolder.classPath(code));
        path.add(core());
        path.add(TaskFolder.required("io/lwarotation/local/host/PlainRuntime.class"));
        command.addAll(List.of("-classpath", TaskFolder.joined(path)));
        command.add("io.lwarotation.local.host.PlainRuntime");
      }
    }
    command.add(function.handler());
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

  private static List<Path> runtimeClient() {
    return List.of(
        TaskFolder.required("com/amazonaws/services/lambda/runtime/api/client/AWSLambda.class"),
        core(),
        TaskFolder.required(
            "com/amazonaws/services/lambda/runtime/serialization/PojoSerializer.class"),
        TaskFolder.required("software/amazon/awssdk/utilslite/SdkInternalThreadLocal.class"));
  }

  private static Path core() {
    return TaskFolder.required("com/amazonaws/services/lambda/runtime/Context.class");
  }
}
