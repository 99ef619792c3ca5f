package io.lwarotation.workbench.demo;

import io.lwarotation.local.amazon.Application;
import io.lwarotation.local.cloud.LocalCloud;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * {@code lwa} in a process of its own, as a person would run it, against the stand-ins.
 *
 * @param exitCode of the process
 * @param lines all it printed
 */
record PutProcess(int exitCode, List<String> lines) {
  private static final long LONGEST_SECONDS = 60;

  /** Stores the three credentials of the application that has the stand-in's name. */
  static PutProcess storeAll(LocalCloud cloud, Application application) throws IOException {
    return run(
        cloud.endpoints(),
        List.of("put", "--app", application.name(), "--from", "-"),
        "client-id=%s\nclient-secret=%s\nrefresh-token=%s\n"
            .formatted(
                application.clientId(), application.clientSecret(), application.refreshToken()));
  }

  static PutProcess run(Map<String, String> endpoints, List<String> arguments, String input)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(System.getProperty("java.home") + "/bin/java");
    command.addAll(
        List.of(
            "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "--enable-native-access=ALL-UNNAMED"));
    command.addAll(
        List.of("-cp", System.getProperty("java.class.path"), "io.lwarotation.cli.Main"));
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().keySet().removeIf(name -> name.startsWith("AWS_"));
    builder.environment().putAll(endpoints);
    builder
        .environment()
        .putAll(
            Map.of(
                "AWS_REGION", "us-east-1",
                "AWS_ACCESS_KEY_ID", "AKIDEXAMPLE",
                "AWS_SECRET_ACCESS_KEY", "secretEXAMPLE"));
    Process process = builder.start();
    try (OutputStream stdin = process.getOutputStream()) {
      stdin.write(input.getBytes(StandardCharsets.UTF_8));
    }
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      if (!process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IOException("lwa put did not end within " + LONGEST_SECONDS + " s");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      process.destroyForcibly();
      throw new IOException("interrupted", e);
    }
    return new PutProcess(process.exitValue(), output.lines().map(String::stripTrailing).toList());
  }

  boolean succeeded() {
    return exitCode == 0;
  }

  boolean shows(String text) {
    return String.join("\n", lines).contains(text);
  }
}
