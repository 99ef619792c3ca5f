package io.lwarotation.workbench.demo;

import io.lwarotation.cli.PlainCommand;
import io.lwarotation.workbench.Checkout;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code lwa play}: uses the playground that {@code ./lwa demo --keep} has opened. */
@Command(
    name = "play",
    description = {
      "Uses the stand-ins that ./lwa demo --keep leaves open in another terminal. What is not one of the actions"
          + " below is a command of ./lwa, run against them."
    },
    footer = {
      "",
      "Actions:",
      "  clock [+150d]        the time there; +150d, +6h or +10m lets time pass",
      "  mails                the mails and SMS that went out since you last looked",
      "  call [EVENT]         calls SP-API by the function",
      "  console [--rotate]   the credentials as put reads them; or a new secret",
      "  confirm              clicks the link in the mail that asks for confirmation",
      "",
      "Examples:",
      "  ./lwa demo --keep --empty",
      "  ./lwa play console | ./lwa play put --from -",
      "  ./lwa play status",
      "  ./lwa play clock +150d"
    })
public final class PlayCommand extends PlainCommand {
  private static final Set<String> ACTIONS = Set.of("clock", "mails", "call", "console", "confirm");

  private static final String CLOSED =
      "No playground is open: start one in another terminal with ./lwa demo --keep, or at once with ./lwa demo --keep --empty.";

  /** A year of days passes in a minute or two. */
  private static final Duration LONGEST = Duration.ofMinutes(20);

  @Parameters(
      paramLabel = "ACTION | COMMAND",
      arity = "1..*",
      description = "What to do, and its options.")
  private List<String> words = List.of();

  @Override
  public Integer call() throws Exception {
    String first = words.getFirst();
    List<String> rest = words.subList(1, words.size());
    if (ACTIONS.contains(first)) {
      out().println(ask(first, String.join(" ", rest)));
      return 0;
    }
    return runThere();
  }

  private int runThere() throws IOException, InterruptedException {
    Map<String, String> environment = new HashMap<>();
    for (String variable : ask("environment", "").lines().toList()) {
      String[] parts = variable.split("=", 2);
      environment.put(parts[0], parts[1]);
    }
    return LwaProcess.builder(environment, words).inheritIO().start().waitFor();
  }

  private static String ask(String action, String argument)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(playground().resolve("/" + action))
            .timeout(LONGEST)
            .POST(HttpRequest.BodyPublishers.ofString(argument))
            .build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
      if (response.statusCode() != 200) {
        throw new IllegalArgumentException(response.body());
      }
      return response.body();
    } catch (ConnectException e) {
      throw new IllegalStateException(CLOSED, e);
    }
  }

  private static URI playground() throws IOException {
    try {
      return URI.create(Files.readString(Playground.file(Checkout.here().home())).strip());
    } catch (NoSuchFileException e) {
      throw new IllegalStateException(CLOSED, e);
    }
  }
}
