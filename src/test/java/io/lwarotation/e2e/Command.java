package io.lwarotation.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * {@code ./lwa} without a terminal: in a JVM that is warm, or as a process of its own.
 *
 * @param output both streams
 */
record Command(int exitCode, String output) {
  static final Duration LONGEST = Duration.ofMinutes(3);

  private static final Duration STEP = Duration.ofMillis(20);
  private static final Set<String> CHECKOUT = Set.of("demo", "play", "simulate", "bench");

  /** Pages lie ready, and Start prints them. */
  private static final Set<String> HELP = Set.of("help", "--help", "-h");

  /** Whether it is a command for whoever has a checkout. */
  static boolean fromACheckout(List<String> arguments) {
    return !arguments.isEmpty() && CHECKOUT.contains(arguments.getFirst());
  }

  /** The command line that {@code ./lwa} would start. */
  static List<String> line(List<String> arguments) {
    List<String> line = jvm();
    line.addAll(List.of("-jar", Project.jar(fromACheckout(arguments) ? "workbench" : "lwa-cli")));
    line.addAll(arguments);
    return line;
  }

  /** The same for a {@link CommandServer}. */
  static List<String> serverLine() {
    List<String> line = jvm();
    URL tests = CommandServer.class.getProtectionDomain().getCodeSource().getLocation();
    line.addAll(
        List.of(
            "--add-opens=java.base/java.util=ALL-UNNAMED",
            "-cp",
            Project.jar("lwa-cli") + File.pathSeparator + Path.of(URI.create(tests.toString())),
            CommandServer.class.getName(),
            Project.jar("workbench")));
    return line;
  }

  private static List<String> jvm() {
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
    return line;
  }

  static Command run(Map<String, String> environment, String input, List<String> arguments)
      throws IOException, InterruptedException {
    boolean alone = arguments.isEmpty() || arguments.stream().anyMatch(HELP::contains);
    Optional<Command> done = alone ? Optional.empty() : WarmJvm.run(environment, input, arguments);
    return done.isPresent() ? done.get() : runAlone(environment, input, arguments);
  }

  /** As a process of its own. */
  static Command runAlone(Map<String, String> environment, String input, List<String> arguments)
      throws IOException, InterruptedException {
    return runLine(environment, input, line(arguments));
  }

  static Command runLine(Map<String, String> environment, String input, List<String> line)
      throws IOException, InterruptedException {
    return runLine(environment, input, line, LONGEST);
  }

  static Command runLine(
      Map<String, String> environment, String input, List<String> line, Duration longest)
      throws IOException, InterruptedException {
    return end(start(environment, input, line), longest);
  }

  /** With a Ctrl-C as soon as a condition holds. */
  static Command interrupted(
      Map<String, String> environment, String input, List<String> arguments, BooleanSupplier when)
      throws IOException, InterruptedException {
    List<String> line = new ArrayList<>(hearingCtrlC());
    line.addAll(line(arguments));
    Process process = start(environment, input, line);
    for (long left = LONGEST.dividedBy(STEP); !when.getAsBoolean() && process.isAlive(); left--) {
      if (left == 0) {
        process.destroyForcibly();
        throw new IOException("the moment for Ctrl-C never came");
      }
      process.waitFor(STEP.toMillis(), TimeUnit.MILLISECONDS);
    }
    Bounded.succeeds(new ProcessBuilder("kill", "-INT", Long.toString(process.pid())));
    return end(process, LONGEST);
  }

  /** Where this build was started in the background, its children would be deaf to Ctrl-C. */
  private static List<String> hearingCtrlC() throws InterruptedException {
    List<String> prefix = List.of("env", "--default-signal=INT");
    List<String> probe = new ArrayList<>(prefix);
    probe.add("true");
    return Bounded.succeeds(new ProcessBuilder(probe)) ? prefix : List.of();
  }

  private static Process start(Map<String, String> environment, String input, List<String> line)
      throws IOException {
    Process process = builder(environment, line).redirectErrorStream(true).start();
    try (OutputStream stdin = process.getOutputStream()) {
      stdin.write(input.getBytes(StandardCharsets.UTF_8));
    } catch (IOException _) {
      // It ended without reading: its exit code tells the rest.
    }
    return process;
  }

  /** For a process with these variables, and AWS's of a test in place of this machine's. */
  static ProcessBuilder builder(Map<String, String> environment, List<String> line) {
    ProcessBuilder builder = new ProcessBuilder(line);
    Map<String, String> variables = builder.environment();
    variables.keySet().removeIf(Command::wouldLeadElsewhere);
    variables.put("AWS_REGION", "us-east-1");
    variables.put("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE");
    variables.put("AWS_SECRET_ACCESS_KEY", "EXAMPLE-secret-access-key");
    variables.putAll(environment);
    variables.values().removeIf(String::isEmpty); // as a test takes one away
    return builder;
  }

  /** A variable of this machine that a test does not want. */
  private static boolean wouldLeadElsewhere(String name) {
    return name.startsWith("AWS_")
        || name.contains("_ENDPOINT")
        || name.toLowerCase(Locale.ROOT).endsWith("_proxy");
  }

  private static Command end(Process process, Duration longest)
      throws IOException, InterruptedException {
    String output =
        Bounded.answer(
            process,
            longest,
            "the command",
            () -> new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
    return new Command(Bounded.answer(process, longest, "the command", process::waitFor), output);
  }

  /** Fails if it did not end with this exit code, or did not say each of these on one line. */
  Command ends(int expected, String... said) {
    assertEquals(expected, exitCode, output);
    for (String part : said) {
      assertTrue(spoken().contains(part), () -> part + " in: " + output);
    }
    return this;
  }

  /** Fails if it said one of these. */
  Command lacks(String... unsaid) {
    for (String part : unsaid) {
      assertFalse((output + spoken()).contains(part), () -> part + " in: " + output);
    }
    return this;
  }

  /** On one line, as its sentences are before they are broken at 80 columns. */
  String spoken() {
    return output.replaceAll("\\s+", " ");
  }
}
