package io.lwarotation.workbench.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** {@code lwa} in a process of its own, as a person would run it, against the stand-ins. */
record LwaProcess(int exitCode, List<String> lines) {
  /** Ready to be started, with these variables instead of this machine's of AWS. */
  static ProcessBuilder builder(Map<String, String> environment, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "--enable-native-access=ALL-UNNAMED"));
    command.addAll(
        List.of("-cp", System.getProperty("java.class.path"), "io.lwarotation.cli.Start"));
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().keySet().removeIf(name -> name.startsWith("AWS_"));
    builder.environment().putAll(environment);
    return builder;
  }

  static LwaProcess run(Map<String, String> environment, List<String> arguments, String input)
      throws IOException {
    Process process = builder(environment, arguments).redirectErrorStream(true).start();
    try (OutputStream stdin = process.getOutputStream()) {
      stdin.write(input.getBytes(UTF_8));
    }
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    int exitCode = process.onExit().orTimeout(60, TimeUnit.SECONDS).join().exitValue();
    return new LwaProcess(exitCode, output.lines().map(String::stripTrailing).toList());
  }

  boolean succeeded() {
    return exitCode == 0;
  }

  boolean shows(String text) {
    return String.join("\n", lines).contains(text);
  }
}
