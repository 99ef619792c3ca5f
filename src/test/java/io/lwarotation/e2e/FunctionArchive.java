package io.lwarotation.e2e;

import io.lwarotation.local.host.FunctionConfiguration;
import io.lwarotation.local.host.LambdaHost;
import io.lwarotation.local.host.Launch;
import io.lwarotation.local.host.RuntimeKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Records once a build which classes of the functions' package the JVM loads, by running the
 * function that loads most. Two hundred later starts then do half the work; without the archive
 * they are slower, and otherwise the same.
 */
final class FunctionArchive {
  private static final Duration LONGEST = Duration.ofMinutes(1);

  private static final Map<String, String> VARIABLES =
      Map.of(
          "LWA_APP", "recorded",
          "LWA_CLIENT_ID_PARAMETER", "/recorded/lwa/clientidentifier",
          "LWA_CLIENT_SECRET_PARAMETER", "/recorded/lwa/clientsecret",
          "LWA_REFRESH_TOKEN_PARAMETER", "/recorded/refreshToken",
          "LWA_ROTATION_RECORD_PARAMETER", "/recorded/lwa/rotation",
          "SP_API_ENDPOINT", "http://127.0.0.1:1",
          "LWA_TOPIC_ARN", "arn:aws:sns:us-east-1:123456789012:recorded",
          "LWA_NEW_SECRET_QUEUE_URL", "http://127.0.0.1:1/recorded",
          "AWS_ENDPOINT_URL", "http://127.0.0.1:1",
          "AWS_MAX_ATTEMPTS", "1");

  private static boolean looked;

  private FunctionArchive() {}

  /** Unless it is there. */
  static synchronized void record(Path code) {
    if (looked) {
      return;
    }
    looked = true;
    try {
      recordNow(code);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void recordNow(Path code) throws IOException, InterruptedException {
    Path archive = RuntimeKind.archiveOf(code);
    if (RuntimeKind.ofThisSystem() != RuntimeKind.AWS || isNewer(archive, code)) {
      return;
    }
    Files.deleteIfExists(archive);
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
    FunctionConfiguration function =
        FunctionConfiguration.of(
            "recorded", code, "io.lwarotation.handler.RotateHandler", VARIABLES, LONGEST);
    try (LambdaHost host = LambdaHost.start(function, recording)) {
      host.invoke("{}"); // nobody answers it
      Process process = host.prepare().process();
      process.destroy(); // it writes the archive when it ends
      process.waitFor(LONGEST.toSeconds(), TimeUnit.SECONDS);
    }
    if (Files.exists(recorded)) {
      Files.move(recorded, archive, StandardCopyOption.ATOMIC_MOVE);
    }
  }

  private static boolean isNewer(Path archive, Path code) throws IOException {
    return Files.exists(archive)
        && Files.getLastModifiedTime(archive).compareTo(Files.getLastModifiedTime(code)) > 0;
  }
}
