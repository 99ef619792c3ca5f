package io.lwarotation.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A JVM with one environment that runs commands one after the other: what a process of its own
 * would do, without its start.
 */
final class WarmJvm {
  /** Tests of one class share an environment, and few classes run at a time. */
  private static final int MOST = 4;

  private static final LinkedHashMap<Map<String, String>, WarmJvm> JVMS = new LinkedHashMap<>();

  private final ReentrantLock use = new ReentrantLock();
  private final Process process;

  private WarmJvm(Process process) {
    this.process = process;
  }

  /** Runs a command; empty where the JVM is busy with another one, or of no use any more. */
  static Optional<Command> run(Map<String, String> environment, String input, List<String> command)
      throws IOException, InterruptedException {
    Optional<WarmJvm> claimed = claim(environment);
    if (claimed.isEmpty()) {
      return Optional.empty();
    }
    WarmJvm jvm = claimed.get();
    try {
      return Optional.of(
          Bounded.answer(
              jvm.process, Command.LONGEST, command.toString(), () -> jvm.ask(input, command)));
    } finally {
      jvm.use.unlock();
    }
  }

  /** With its lock held. */
  private static synchronized Optional<WarmJvm> claim(Map<String, String> environment)
      throws IOException {
    WarmJvm jvm = JVMS.remove(environment);
    if (jvm == null || !jvm.process.isAlive()) {
      endOneTooMany();
      jvm =
          new WarmJvm(
              Command.builder(environment, Command.serverLine())
                  .redirectError(ProcessBuilder.Redirect.INHERIT)
                  .start());
    }
    JVMS.put(Map.copyOf(environment), jvm);
    return jvm.use.tryLock() ? Optional.of(jvm) : Optional.empty();
  }

  /** The one that has been idle longest. */
  private static void endOneTooMany() throws IOException {
    Iterator<WarmJvm> eldestFirst = JVMS.values().iterator();
    while (JVMS.size() >= MOST && eldestFirst.hasNext()) {
      WarmJvm eldest = eldestFirst.next();
      if (eldest.use.tryLock()) { // for ever: nobody finds it any more
        eldestFirst.remove();
        eldest.process.getOutputStream().close(); // it ends with its input
      }
    }
  }

  private Command ask(String input, List<String> command) throws IOException {
    DataOutputStream requests = new DataOutputStream(process.getOutputStream());
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
