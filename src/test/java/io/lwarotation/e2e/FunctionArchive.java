package io.lwarotation.e2e;

import io.lwarotation.local.cloud.LocalCloud;
import io.lwarotation.local.host.FunctionConfiguration;
import io.lwarotation.local.host.LambdaHost;
import io.lwarotation.local.host.Launch;
import io.lwarotation.local.host.RuntimeKind;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;

/**
 * Records once a build which classes the functions load, by letting one process do what they did in
 * a stack. Two hundred later starts then do half the work; without the archive they are slower, and
 * otherwise the same.
 */
final class FunctionArchive {
  private static final Duration LONGEST = Duration.ofMinutes(1);

  private static boolean looked;

  private FunctionArchive() {}

  /** Unless it is there. */
  static synchronized void record(Path code) {
    if (looked) {
      return;
    }
    looked = true; // the stack below asks again
    Path archive = RuntimeKind.archiveOf(code);
    try {
      if (RuntimeKind.ofThisSystem() == RuntimeKind.AWS && !isNewer(archive, code)) {
        Files.deleteIfExists(archive);
        recordNow(code, archive);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void recordNow(Path code, Path archive) throws IOException, InterruptedException {
    Path rehearsal = packedRehearsal();
    Path recorded = archive.resolveSibling(archive.getFileName() + ".recorded");
    Launch recording =
        (function, root, temporary) -> {
          List<String> command =
              new ArrayList<>(RuntimeKind.AWS.command(function, root, temporary));
          int classPath = command.indexOf("-classpath") + 1;
          command.set(classPath, code + ":" + command.get(classPath));
          command.addAll(1, List.of("-Xlog:disable", "-XX:AOTCacheOutput=" + recorded));
          return command;
        };
    try (AutomaticStack world = AutomaticStack.deploy()) {
      world.application.rotateInConsoleWithMessage();
      world.cloud.drain();
      List<LocalCloud.Run> runs =
          world.cloud.runs().stream()
              .filter(run -> !run.function().handler().endsWith(".CallSpApiHandler"))
              .toList();
      Map<String, String> environment = new HashMap<>(world.cloud.endpoints());
      StringBuilder all = new StringBuilder();
      for (LocalCloud.Run run : runs) {
        environment.putAll(run.function().environment());
        all.append(run.function().handler()).append(' ');
        all.append(run.event().replaceAll("\\R", "")).append('\n');
      }
      FunctionConfiguration function =
          FunctionConfiguration.of(
              "recorded", rehearsal, Rehearsal.class.getName(), environment, LONGEST);
      try (LambdaHost host = LambdaHost.start(function, recording)) {
        host.invoke(all.toString());
        Process process = host.prepare().process();
        process.destroy(); // it writes the archive when it ends
        process.waitFor(LONGEST.toSeconds(), TimeUnit.SECONDS);
      }
    }
    if (Files.exists(recorded)) {
      Files.move(recorded, archive, StandardCopyOption.ATOMIC_MOVE);
    }
  }

  private static Path packedRehearsal() throws IOException {
    Path jar = Files.createTempFile("rehearsal", ".jar");
    jar.toFile().deleteOnExit();
    String name = Rehearsal.class.getName().replace('.', '/') + ".class";
    try (InputStream bytes =
            Objects.requireNonNull(Rehearsal.class.getResourceAsStream("/" + name));
        JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
      out.putNextEntry(new JarEntry(name));
      bytes.transferTo(out);
    }
    return jar;
  }

  private static boolean isNewer(Path archive, Path code) throws IOException {
    return Files.exists(archive)
        && Files.getLastModifiedTime(archive).compareTo(Files.getLastModifiedTime(code)) > 0;
  }
}
