package io.lwarotation.e2e;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A person at a terminal: what is typed is never in an argument or a variable of a process. */
final class Terminal {
  static final String CTRL_C = "\u0003";
  static final String CTRL_D = "\u0004";

  private final Map<String, String> environment;
  private final ObjectNode plan = new JsonMapper().createObjectNode();
  private final ArrayNode steps;

  private Terminal(Map<String, String> environment, List<String> line) {
    this.environment = new HashMap<>(environment);
    this.environment.putIfAbsent("TERM", "xterm");
    line.forEach(plan.withArray("line")::add);
    this.steps = plan.putArray("steps");
  }

  /** {@code ./lwa} at a terminal. Skips the test where nothing makes one. */
  static Terminal lwa(Map<String, String> environment, String... arguments)
      throws InterruptedException {
    return of(environment, Command.line(List.of(arguments)));
  }

  static Terminal of(Map<String, String> environment, List<String> line)
      throws InterruptedException {
    assumeTrue(
        Bounded.succeeds(new ProcessBuilder("python3", "-c", "import pty")),
        "skipped: python3 is not on the PATH, nothing makes a terminal here");
    return new Terminal(environment, line);
  }

  /** Types a text as soon as another one is to be seen. */
  Terminal type(String after, String text) {
    steps.addObject().put("after", after).put("type", text).putNull("gate");
    return this;
  }

  /** The same, once somebody has taken away a file that is made at that moment. */
  Terminal typeThrough(Path gate, String after, String text) {
    steps.addObject().put("after", after).put("type", text).put("gate", gate.toString());
    return this;
  }

  Command run() throws IOException, InterruptedException {
    return run(Command.LONGEST);
  }

  /** The same for what may take longer. */
  Command run(Duration longest) throws IOException, InterruptedException {
    return Command.runLine(
        environment, plan.toString(), List.of("python3", "-c", driver()), longest);
  }

  private static String driver() {
    try (InputStream script = Terminal.class.getResourceAsStream("/terminal.py")) {
      if (script == null) {
        throw new IllegalStateException("terminal.py is not among the resources");
      }
      return new String(script.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
