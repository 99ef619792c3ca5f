package io.lwarotation.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A JVM that runs commands one after the other, each in its own environment: what a process of its
 * own would do, without its start.
 */
final class WarmJvm {
  /** One for each class that runs at a time, and one. */
  private static final int MOST = 4;

  /** What may differ from command to command; anything else may leave a trace in the JVM. */
  private static final Pattern PASSING =
      Pattern.compile("AWS_ENDPOINT_URL.*|AWS_(DEFAULT_)?REGION|SP_API_ENDPOINT.*|LWA_.*");

  private static final List<WarmJvm> IDLE = new ArrayList<>();
  private static int running;

  private final Map<String, String> lasting;
  private final Process process;

  private WarmJvm(Map<String, String> lasting, Process process) {
    this.lasting = lasting;
    this.process = process;
  }

  /** Runs a command; empty where so many run already. */
  static Optional<Command> run(Map<String, String> environment, String input, List<String> command)
      throws IOException, InterruptedException {
    Map<String, String> whole = Command.builder(environment, List.of()).environment();
    Map<String, String> lasting = new HashMap<>(whole);
    lasting.keySet().removeIf(PASSING.asMatchPredicate());
    Optional<WarmJvm> claimed = claim(lasting);
    if (claimed.isEmpty()) {
      return Optional.empty();
    }
    WarmJvm jvm = claimed.get();
    try {
      return Optional.of(
          Bounded.answer(
              jvm.process,
              Command.LONGEST,
              command.toString(),
              () -> jvm.ask(whole, input, command)));
    } finally {
      release(jvm);
    }
  }

  private static synchronized Optional<WarmJvm> claim(Map<String, String> lasting)
      throws IOException {
    for (WarmJvm jvm : IDLE) {
      if (jvm.lasting.equals(lasting)) {
        IDLE.remove(jvm);
        return Optional.of(jvm);
      }
    }
    if (running == MOST) {
      if (IDLE.isEmpty()) {
        return Optional.empty();
      }
      IDLE.removeFirst().process.getOutputStream().close(); // it ends with its input
      running--;
    }
    Process process =
        Command.builder(lasting, Command.serverLine())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    running++;
    return Optional.of(new WarmJvm(lasting, process));
  }

  private static synchronized void release(WarmJvm jvm) {
    if (jvm.process.isAlive()) {
      IDLE.add(jvm);
    } else {
      running--;
    }
  }

  private Command ask(Map<String, String> environment, String input, List<String> command)
      throws IOException {
    DataOutputStream requests = new DataOutputStream(process.getOutputStream());
    requests.writeInt(environment.size());
    for (Map.Entry<String, String> variable : environment.entrySet()) {
      write(requests, variable.getKey());
      write(requests, variable.getValue());
    }
    requests.writeInt(command.size());
    for (String argument : command) {
      write(requests, argument);
    }
    write(requests, input);
    requests.flush();
    DataInputStream answers = new DataInputStream(process.getInputStream());
    int code = answers.readInt();
    return new Command(code, new String(answers.readNBytes(answers.readInt()), UTF_8));
  }

  private static void write(DataOutputStream requests, String text) throws IOException {
    byte[] bytes = text.getBytes(UTF_8);
    requests.writeInt(bytes.length);
    requests.write(bytes);
  }
}
