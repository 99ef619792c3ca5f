package io.lwarotation.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The main class of a JVM that runs one command of {@code ./lwa} after the other: it reads the
 * environment, the arguments and the input of each and answers its exit code and what it printed.
 * Ends with its own input.
 */
final class CommandServer {
  private CommandServer() {}

  /** Takes the jar with the commands of a checkout: no other command finds a class in it. */
  public static void main(String[] workbench) throws Exception {
    URL[] more = {Path.of(workbench[0]).toUri().toURL()};
    try (URLClassLoader checkout = new URLClassLoader(more)) {
      serve(checkout);
    }
  }

  private static void serve(ClassLoader checkout) throws Exception {
    DataInputStream requests = new DataInputStream(System.in);
    DataOutputStream answers = new DataOutputStream(System.out);
    while (true) {
      List<String> arguments = new ArrayList<>();
      try {
        Map<String, String> environment = new HashMap<>();
        for (int left = requests.readInt(); left > 0; left--) {
          environment.put(new String(block(requests), UTF_8), new String(block(requests), UTF_8));
        }
        become(environment);
        forgetTime();
        for (int left = requests.readInt(); left > 0; left--) {
          arguments.add(new String(block(requests), UTF_8));
        }
      } catch (EOFException _) {
        return;
      }
      System.setIn(new ByteArrayInputStream(block(requests)));
      ByteArrayOutputStream printed = new ByteArrayOutputStream();
      PrintStream both = new PrintStream(printed, true, UTF_8);
      System.setOut(both);
      System.setErr(both);
      answers.writeInt(run(arguments, new PrintWriter(both, true, UTF_8), checkout));
      answers.writeInt(printed.size());
      printed.writeTo(answers);
      answers.flush();
    }
  }

  /** The JVM reads its environment once: this puts another in its place, for whoever asks later. */
  @SuppressWarnings("unchecked") // a map of texts, as its owner has it
  private static void become(Map<String, String> environment) throws ReflectiveOperationException {
    Field variables = System.getenv().getClass().getDeclaredField("m");
    variables.setAccessible(true);
    Map<String, String> present = (Map<String, String>) variables.get(System.getenv());
    present.keySet().retainAll(environment.keySet());
    present.putAll(environment);
  }

  /**
   * AWS's SDK keeps for its whole JVM how far AWS's clock is from this machine's. Against a stage
   * with another time a refusal would pass for a wrong clock, and be tried again.
   */
  private static void forgetTime() throws ReflectiveOperationException {
    Class.forName("software.amazon.awssdk.core.SdkGlobalTime")
        .getMethod("setGlobalTimeOffset", int.class)
        .invoke(null, 0);
  }

  private static byte[] block(DataInputStream requests) throws IOException {
    return requests.readNBytes(requests.readInt());
  }

  /** As the command's own main does, which is not on the class path of these tests. */
  private static int run(List<String> arguments, PrintWriter both, ClassLoader checkout)
      throws Exception {
    Object more = Command.fromACheckout(arguments) ? commandsOf(checkout) : List.of();
    Object line =
        Class.forName("io.lwarotation.cli.Main")
            .getMethod("commandLine", PrintWriter.class, PrintWriter.class, List.class, List.class)
            .invoke(null, both, both, arguments, more);
    Object code =
        line.getClass()
            .getMethod("execute", String[].class)
            .invoke(line, (Object) arguments.toArray(String[]::new));
    both.flush();
    return (Integer) code;
  }

  private static Object commandsOf(ClassLoader checkout) throws ReflectiveOperationException {
    Method commands =
        Class.forName("io.lwarotation.workbench.Workbench", true, checkout)
            .getDeclaredMethod("commands");
    commands.setAccessible(true);
    return commands.invoke(null);
  }
}
