package io.lwarotation.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A JVM that runs commands one after the other, each in its own environment: what a process of its
 * own would do, without its start.
 */
final class WarmJvm {
  /** One for each class that runs at a time. */
  private static final int MOST = 4;

  /** What may differ from command to command; anything else may leave a trace in the JVM. */
  private static final Pattern PASSING =
      Pattern.compile("AWS_(?!CA_BUNDLE).*|SP_API_ENDPOINT.*|LWA_.*|HOME");

  private static final List<WarmJvm> IDLE = new ArrayList<>();
  private static int running;

  private final Process process;

  private WarmJvm(Process process) {
    this.process = process;
  }

  /** Runs a command; empty where it needs a JVM of its own, or so many run already. */
  static Optional<Command> run(Map<String, String> environment, String input, List<String> command)
      throws IOException, InterruptedException {
    if (!environment.keySet().stream().allMatch(PASSING.asMatchPredicate())) {
      return Optional.empty();
    }
    Optional<WarmJvm> claimed = claim();
    if (claimed.isEmpty()) {
      return Optional.empty();
    }
    WarmJvm jvm = claimed.get();
    Map<String, String> whole = Command.builder(environment, List.of()).environment();
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

  private static synchronized Optional<WarmJvm> claim() throws IOException {
    if (!IDLE.isEmpty()) {
      return Optional.of(IDLE.removeLast());
    }
    if (running == MOST) {
      return Optional.empty();
    }
    Process process =
        Command.builder(Map.of(), Command.serverLine())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    running++;
    return Optional.of(new WarmJvm(process));
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
