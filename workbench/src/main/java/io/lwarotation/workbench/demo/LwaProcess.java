package io.lwarotation.workbench.demo;

import io.lwarotation.local.EndedProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** {@code lwa} in a process of its own, as a person would run it, against the stand-ins. */
record LwaProcess(int exitCode, List<String> lines) {
  private static final Duration LONGEST = Duration.ofMinutes(3);

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
    try {
      EndedProcess ended = EndedProcess.run(builder(environment, arguments), input, LONGEST);
      List<String> lines = ended.output().lines().map(String::stripTrailing).toList();
      return new LwaProcess(ended.exitCode(), lines);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  boolean succeeded() {
    return exitCode == 0;
  }

  boolean shows(String text) {
    return String.join("\n", lines).contains(text);
  }
}
