package io.lwarotation.workbench.play;

import io.lwarotation.local.amazon.Application;
import io.lwarotation.local.aws.cloudformation.Deployment;
import io.lwarotation.local.aws.sns.Delivery;
import io.lwarotation.local.cloud.LocalCloud;
import io.lwarotation.local.host.Invocation;
import io.lwarotation.local.http.LocalServer;
import io.lwarotation.local.http.Reply;
import io.lwarotation.local.http.Request;
import io.lwarotation.local.http.Response;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;

/**
 * A deployed application on the stand-ins that stays until Ctrl-C. It answers {@code ./lwa play} on
 * a port of 127.0.0.1 that {@link #file} names.
 */
public final class Playground implements AutoCloseable {
  private static final String MAIL = "you@example.com";

  private final LocalCloud cloud;
  private final Application application;
  private final Deployment stack;
  private final Path file;
  private final LocalServer control;
  private int read; // how many deliveries were shown

  private Playground(LocalCloud cloud, Application application, Deployment stack, Path home)
      throws IOException {
    this.cloud = cloud;
    this.application = application;
    this.stack = stack;
    this.file = file(home);
    this.read = cloud.aws().deliveries().size();
    this.control = LocalServer.start(cloud.clock(), this::answer);
    Files.writeString(file, control.uri().toString());
  }

  /** Where a playground says where it is. */
  static Path file(Path home) {
    return home.resolve("workbench/target/playground");
  }

  /**
   * Opens what is deployed.
   *
   * @param home the checkout
   */
  public static Playground of(
      LocalCloud cloud, Application application, Deployment stack, Path home) throws IOException {
    return new Playground(cloud, application, stack, home);
  }

  /** Says how to use it, and stays until the process is told to end. */
  public void stay(PrintWriter out) throws InterruptedException {
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
    environment().forEach((name, value) -> out.println("  export " + name + "=" + value));
    out.flush();
    never.await();
  }

  private Map<String, String> environment() {
    Map<String, String> environment = new TreeMap<>(cloud.endpoints());
    environment.put("AWS_REGION", "us-east-1");
    environment.put("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE");
    environment.put("AWS_SECRET_ACCESS_KEY", "secretEXAMPLE");
    return environment;
  }

  /** One request at a time: the clock is one. */
  private synchronized Reply answer(Request request) {
    String argument = request.body();
    try {
      return Response.of(200, "text/plain", answer(request.path(), argument)).asReply();
    } catch (IllegalArgumentException e) {
      return Response.of(400, "text/plain", String.valueOf(e.getMessage())).asReply();
    }
  }

  private String answer(String path, String argument) {
    return switch (path) {
      case "/environment" ->
          environment().entrySet().stream()
              .map(entry -> entry.getKey() + "=" + entry.getValue())
              .collect(Collectors.joining("\n"));
      case "/clock" -> argument.isEmpty() ? time() : move(ClockStep.of(argument));
      case "/mails" -> deliveries();
      case "/console" -> console(argument);
      case "/confirm" -> confirm();
      case "/call" -> call(argument.isEmpty() ? "{}" : argument);
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
    int before = cloud.aws().deliveries().size();
    int runs = cloud.runs().size();
    Instant end = cloud.clock().instant().plus(step.length());
    while (cloud.clock().instant().isBefore(end)) {
      Duration next = step.next(cloud.clock().instant(), end);
      cloud.clock().advance(next);
    }
    List<LocalCloud.Run> ran = cloud.runs().subList(runs, cloud.runs().size());
    long failed =
        ran.stream().filter(run -> !(run.result() instanceof Invocation.Answered)).count();
    int sent = cloud.aws().deliveries().size() - before;
    return "%s %d runs of functions, %d of them failed; %d mails and SMS went out%s"
        .formatted(
            time(), ran.size(), failed, sent, sent == 0 ? "." : ": see them with ./lwa play mails");
  }

  private String deliveries() {
    List<Delivery> all = cloud.aws().deliveries();
    String unread =
        all.subList(read, all.size()).stream()
            .map(Playground::shown)
            .collect(Collectors.joining("\n\n"));
    read = all.size();
    return unread.isEmpty() ? "Nothing went out since you last looked." : unread;
  }

  private static String shown(Delivery delivery) {
    return switch (delivery) {
      case Delivery.Mail mail ->
          "%s  mail to %s\nSubject: %s\n\n%s"
              .formatted(seconds(mail.at()), mail.to(), mail.subject(), mail.body().strip());
      case Delivery.TextMessage text ->
          "%s  SMS to %s\n%s".formatted(seconds(text.at()), text.to(), text.body().strip());
      case Delivery.Post post ->
          "%s  POST to %s\n%s".formatted(seconds(post.at()), post.to(), post.body());
    };
  }

  /** What Amazon's console shows of the application, as {@code put --from} reads it. */
  private String console(String argument) {
    if (argument.equals("--rotate")) {
      return "client-secret=" + application.rotateInConsole();
    }
    if (!argument.isEmpty()) {
      throw new IllegalArgumentException("./lwa play console takes --rotate, or nothing.");
    }
    return "client-id=%s\nclient-secret=%s\nrefresh-token=%s"
        .formatted(application.clientId(), application.clientSecret(), application.refreshToken());
  }

  private String confirm() {
    return cloud.aws().confirm(MAIL) == 0
        ? MAIL + " was confirmed before."
        : MAIL + " is confirmed: mails arrive.";
  }

  private String call(String event) {
    return switch (cloud.invoke(stack.function("io.lwarotation.handler.CallSpApiHandler"), event)) {
      case Invocation.Answered(String payload) -> payload;
      case Invocation.Failed failed -> failed.errorMessage();
      case Invocation.TimedOut(Duration limit) ->
          "The function took longer than " + limit.toSeconds() + " s.";
      case Invocation.Crashed(int exitCode) ->
          "The function's process ended with " + exitCode + ".";
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
    cloud.close();
  }
}
