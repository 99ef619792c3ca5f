package io.lwarotation.e2e;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * {@code ./lwa} as a process of its own, without a terminal.
 *
 * @param output both streams
 */
record Command(int exitCode, String output) {
  private static final long LONGEST_SECONDS = 180;
  private static final Set<String> CHECKOUT = Set.of("demo", "simulate", "bench");

  /** The command line that {@code ./lwa} would start. */
  static List<String> line(List<String> arguments) {
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    line.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-Djdk.console=java.base"));
    Path archive = Project.home().resolve("lwa-cli/target/commands.aot");
    if (Files.exists(archive)) { // as ./lwa does, which halves the start
      line.add("-XX:AOTCache=" + archive.toAbsolutePath().normalize());
      line.addAll(List.of("-Xlog:disable", "-Xlog:all=error:stderr", "-Xlog:aot*=off:stderr"));
    }
    line.add("-Dlwa.home=" + Project.home().toAbsolutePath().normalize());
    boolean fromACheckout = !arguments.isEmpty() && CHECKOUT.contains(arguments.getFirst());
    line.addAll(List.of("-jar", Project.jar(fromACheckout ? "workbench" : "lwa-cli")));
    line.addAll(arguments);
    return line;
  }

  static Command run(Map<String, String> environment, String input, List<String> arguments)
      throws IOException, InterruptedException {
    return runLine(environment, input, line(arguments));
  }

  static Command runLine(Map<String, String> environment, String input, List<String> line)
      throws IOException, InterruptedException {
    return end(start(environment, input, line));
  }

  /** With a Ctrl-C as soon as a condition holds. */
  static Command interrupted(
      Map<String, String> environment, String input, List<String> arguments, BooleanSupplier when)
      throws IOException, InterruptedException {
    Process process = start(environment, input, line(arguments));
    for (long left = LONGEST_SECONDS * 50; !when.getAsBoolean() && process.isAlive(); left--) {
      if (left == 0) {
        process.destroyForcibly();
        throw new IOException("the moment for Ctrl-C never came");
      }
      process.waitFor(20, TimeUnit.MILLISECONDS);
    }
    new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();
    return end(process);
  }

  private static Process start(Map<String, String> environment, String input, List<String> line)
      throws IOException {
    ProcessBuilder builder = new ProcessBuilder(line).redirectErrorStream(true);
    Map<String, String> variables = builder.environment();
    variables.keySet().removeIf(name -> name.startsWith("AWS_") || name.endsWith("_ENDPOINT"));
    variables.put("AWS_REGION", "us-east-1");
    variables.put("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE");
    variables.put("AWS_SECRET_ACCESS_KEY", "EXAMPLE-secret-access-key");
    variables.putAll(environment);
    variables.values().removeIf(String::isEmpty); // as a test takes one away
    Process process = builder.start();
    try (OutputStream stdin = process.getOutputStream()) {
      stdin.write(input.getBytes(StandardCharsets.UTF_8));
    } catch (IOException _) {
      // It ended without reading: its exit code tells the rest.
    }
    return process;
  }

  private static Command end(Process process) throws IOException, InterruptedException {
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (!process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new IOException("the command did not end");
    }
    return new Command(process.exitValue(), output);
  }

  /** On one line, as its sentences are before they are broken at 80 columns. */
  String spoken() {
    return output.replaceAll("\\s+", " ");
  }
}
