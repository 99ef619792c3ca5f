package io.lwarotation.local.aws;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** Keeps LocalAws honest: moto passes the same assertions, apart from what it is known for. */
final class MotoContractTest extends AwsContract {
  private static final Duration START = Duration.ofSeconds(60);

  private static @Nullable Process moto;
  private static URI endpoint = URI.create("http://127.0.0.1:1");

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    assumeTrue(isOnPath("moto_server"), "skipped: moto_server is not on the PATH");
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    endpoint = URI.create("http://127.0.0.1:" + port);
    Process started =
        new ProcessBuilder("moto_server", "-H", "127.0.0.1", "-p", Integer.toString(port))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    moto = started;
    Instant end = Instant.now().plus(START);
    while (!listens(port)) {
      assumeTrue(started.isAlive(), "skipped: moto_server ended at once");
      assumeTrue(Instant.now().isBefore(end), "skipped: moto_server does not listen");
      started.waitFor(Duration.ofMillis(100));
    }
  }

  private static boolean isOnPath(String program) {
    return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }

  private static boolean listens(int port) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (ConnectException _) {
      return false;
    }
  }

  @AfterAll
  static void stop() {
    Process started = moto;
    if (started != null) {
      started.descendants().forEach(ProcessHandle::destroyForcibly);
      started.destroyForcibly();
    }
  }

  @Override
  URI engine() {
    return endpoint;
  }

  @Override
  Map<Difference, String> knownDifferences() {
    return Map.ofEntries(
        Map.entry(Difference.GET_PARAMETERS_NOT_SORTED, "moto 5.2.1 answers in the order asked"),
        Map.entry(
            Difference.POLICIES_ON_STANDARD_ACCEPTED,
            "moto 5.2.1 does not look at the tier of policies"),
        Map.entry(
            Difference.DOWNGRADE_ACCEPTED,
            "moto 5.2.1 lets a parameter go back to the standard tier"),
        Map.entry(
            Difference.PLAIN_READ_SHOWS_NO_CIPHERTEXT, "moto 5.2.1 shows the value with a prefix"),
        Map.entry(Difference.NESTED_VALUES_ACCEPTED, "moto 5.2.1 takes any value"),
        Map.entry(Difference.SELECTOR_MISSING, "moto 5.2.1 answers no selector"),
        Map.entry(
            Difference.STANDARD_SIZE_NOT_CHECKED,
            "moto 5.2.1 takes more than 4 KB on the standard tier"),
        Map.entry(
            Difference.RULES_DO_NOT_REACH_TOPICS, "moto 5.2.1 answers 500 for rules to topics"),
        Map.entry(Difference.AWS_SOURCES_ACCEPTED, "moto 5.2.1 takes events in the name of AWS"),
        Map.entry(
            Difference.DISABLED_KEYS_USED,
            "moto 5.2.1 answers 500 when a key is disabled by its ARN"),
        Map.entry(
            Difference.SUBJECTS_OF_MORE_THAN_ONE_LINE_ACCEPTED,
            "moto 5.2.1 looks at the length of subjects only"),
        Map.entry(
            Difference.MAIL_SUBSCRIPTIONS_CONFIRMED_AT_ONCE, "moto 5.2.1 asks nobody to confirm"));
  }
}
