package io.lwarotation.workbench.demo;

import io.lwarotation.local.aws.sns.Delivery;
import io.lwarotation.local.cloud.LocalCloud;
import io.lwarotation.local.http.LocalServer;
import io.lwarotation.local.http.Reply;
import io.lwarotation.local.http.Request;
import io.lwarotation.local.http.Response;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;

/**
 * A deployed application on the stand-ins that stays until Ctrl-C. It answers {@code ./lwa play} on
 * a port of 127.0.0.1 that {@link #file} names.
 */
final class Playground implements AutoCloseable {
  private final Stage stage;
  private final LocalCloud cloud;
  private final Path file;
  private final LocalServer control;
  private int read; // so many deliveries were shown

  Playground(Stage stage, Path home) throws IOException {
    this.stage = stage;
    this.cloud = stage.cloud();
    this.file = file(home);
    this.read = stage.heard();
    this.control = LocalServer.start(cloud.clock(), this::answer);
    Files.writeString(file, control.uri().toString());
  }

  /** Where a playground says where it is. */
  static Path file(Path home) {
    return home.resolve("workbench/target/playground");
  }

  /** Says how to use it, and stays until the process is told to end. */
  void stay(PrintWriter out) throws InterruptedException {
    CountDownLatch never = new CountDownLatch(1);
    Runtime.getRuntime().addShutdownHook(new Thread(this::withdraw, "withdraw-the-playground"));
    out.println(
        """

        The stand-ins stay until Ctrl-C. In another terminal:

          ./lwa play console | ./lwa play put --from -   store the credentials
          ./lwa play confirm                             click the link in the first mail
          ./lwa play status                              any command of ./lwa, pointed here
          ./lwa play call                                call SP-API by the function
          ./lwa play clock +150d                         let time pass, and see what goes out
          ./lwa play mails                               the mails and SMS since you last looked
          ./lwa play console --rotate                    rotate in Amazon's console

        Or point any program here:
        """);
    stage.environment().forEach((name, value) -> out.println("  export " + name + "=" + value));
    out.flush();
    never.await();
  }

  /** One request at a time: the clock is one. */
  private synchronized Reply answer(Request request) {
    String argument = request.body();
    try {
      return Response.of(200, "text/plain", answer(request.path(), argument));
    } catch (IllegalArgumentException e) {
      return Response.of(400, "text/plain", String.valueOf(e.getMessage()));
    }
  }

  private String answer(String path, String argument) {
    return switch (path) {
      case "/environment" ->
          stage.environment().entrySet().stream()
              .map(entry -> entry.getKey() + "=" + entry.getValue())
              .collect(Collectors.joining("\n"));
      case "/clock" -> argument.isEmpty() ? time() : move(ClockStep.of(argument));
      case "/mails" -> deliveries();
      case "/console" -> console(argument);
      case "/confirm" ->
          Stage.MAIL
              + (cloud.aws().confirm(Stage.MAIL) == 0
                  ? " was confirmed before."
                  : " is confirmed: mails arrive.");
      case "/call" -> Stage.told(stage.call(argument.isEmpty() ? "{}" : argument));
      default -> throw new IllegalArgumentException("A playground does not know " + path + ".");
    };
  }

  private String time() {
    return "It is " + seconds(cloud.clock().instant()) + ".";
  }

  private static Instant seconds(Instant moment) {
    return moment.truncatedTo(ChronoUnit.SECONDS);
  }

  private String move(ClockStep step) {
    int before = stage.heard();
    int runs = cloud.runs().size();
    Instant end = cloud.clock().instant().plus(step.length());
    while (cloud.clock().instant().isBefore(end)) {
      cloud.clock().advance(step.next(cloud.clock().instant(), end));
    }
    List<LocalCloud.Run> ran = cloud.runs().subList(runs, cloud.runs().size());
    long failed = ran.stream().filter(run -> !Stage.answered(run)).count();
    int sent = stage.heard() - before;
    return "%s %d runs of functions, %d of them failed; %d mails and SMS went out%s"
        .formatted(
            time(), ran.size(), failed, sent, sent == 0 ? "." : ": see them with ./lwa play mails");
  }

  private String deliveries() {
    List<Delivery> unread = stage.since(read);
    read += unread.size();
    return unread.isEmpty()
        ? "Nothing went out since you last looked."
        : unread.stream().map(Playground::shown).collect(Collectors.joining("\n\n"));
  }

  private static String shown(Delivery delivery) {
    return "%s  %s\n%s"
        .formatted(
            seconds(delivery.at()),
            Stage.caption(delivery),
            String.join("\n", Stage.lines(delivery)).strip());
  }

  private String console(String argument) {
    return switch (argument) {
      case "" -> stage.credentials();
      case "--rotate" -> "client-secret=" + stage.application().rotateInConsole();
      default ->
          throw new IllegalArgumentException("./lwa play console takes --rotate, or nothing.");
    };
  }

  private void withdraw() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException _) {
      // a file that stays names a port at which nobody answers, and play says so
    }
  }

  @Override
  public void close() {
    withdraw();
    control.close();
  }
}
