package io.lwarotation.cli.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lwarotation.local.amazon.Application;
import io.lwarotation.local.aws.Delivery;
import io.lwarotation.local.aws.DeployedFunction;
import io.lwarotation.local.aws.Deployment;
import io.lwarotation.local.aws.ParameterVersion;
import io.lwarotation.local.cloud.LocalCloud;
import io.lwarotation.local.host.Invocation;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The main job from the first deploy to the second secret: each step says what should hold and
 * whether it does.
 */
final class Demo {
  private static final Instant START = Instant.parse("2026-06-01T07:00:00Z");

  /**
   * The credentials come half an hour after the deploy, so the policy fires half an hour after a
   * call.
   */
  private static final Duration HALF_AN_HOUR = Duration.ofMinutes(30);

  private static final String APP = "my-erp";
  private static final String MAIL = "you@example.com";
  private static final String SECRET = "/my-erp/lwa/clientsecret";
  private static final List<String> PARAMETERS =
      List.of(
          "/my-erp/lwa/clientidentifier", SECRET, "/my-erp/refreshToken", "/my-erp/lwa/rotation");

  private final Path jar;
  private final Path template;
  private final Report report;
  private boolean allHeld = true;

  Demo(Path jar, Path template, Report report) {
    this.jar = jar;
    this.template = template;
    this.report = report;
  }

  /** Runs all steps, as far as each leads to the next; true if every one did what it should. */
  boolean run() throws IOException {
    long start = System.nanoTime();
    report.begin();
    try (LocalCloud cloud = LocalCloud.start(START, jar)) {
      Application application = cloud.amazon().register(APP);
      Deployment stack = deploy(cloud);
      storeCredentials(cloud, application);
      firstScheduledCall(cloud);
      reminder(cloud);
      missedDeadline(cloud);
      newSecret(cloud, application, stack);
    }
    report.end(allHeld, Duration.ofNanos(System.nanoTime() - start).toMillis() / 1000.0);
    return allHeld;
  }

  private Deployment deploy(LocalCloud cloud) {
    Step.Builder step = step(cloud, "Deploy the stack and confirm the mail");
    Deployment stack = cloud.deploy("lwa-" + APP, template);
    boolean placeholders =
        PARAMETERS.stream()
            .map(cloud.aws()::parameter)
            .allMatch(
                versions -> versions.size() == 1 && versions.getFirst().value().equals("NOT-SET"));
    step.expect("four parameters were created with the placeholder NOT-SET", placeholders);
    step.expect("the mail address is confirmed", cloud.aws().confirm(MAIL) == 1);
    Invocation early = cloud.invoke(callSpApi(stack), "{}");
    step.expect(
        "a call before any credential is stored says what to do",
        failsWith(early, "NotConfigured: "));
    step.show("error of CallSpApi", List.of(told(early)));
    done(step);
    return stack;
  }

  private void storeCredentials(LocalCloud cloud, Application application) throws IOException {
    cloud.clock().advance(HALF_AN_HOUR);
    Step.Builder step = step(cloud, "./lwa put --app my-erp");
    step.tell("Tries the three credentials at Login with Amazon and SP-API, then stores them.");
    PutProcess put =
        PutProcess.run(
            cloud.endpoints(),
            List.of("put", "--app", APP, "--from", "-"),
            "client-id=%s\nclient-secret=%s\nrefresh-token=%s\n"
                .formatted(
                    application.clientId(),
                    application.clientSecret(),
                    application.refreshToken()));
    step.show("lwa put", put.lines());
    step.expect(
        "the command succeeded and showed no credential",
        put.succeeded() && !put.shows(application.clientSecret()));
    step.expect(
        "the parameter holds the raw secret",
        newest(cloud).value().equals(application.clientSecret()));
    done(step);
  }

  private void firstScheduledCall(LocalCloud cloud) {
    cloud.clock().advance(Duration.ofDays(1).minus(HALF_AN_HOUR));
    Step.Builder step = step(cloud, "The schedule calls SP-API");
    Invocation result = last(cloud);
    step.expect("the function answered", result instanceof Invocation.Answered);
    step.show("answer of CallSpApi", pretty(told(result)));
    step.expect("it says that 179 days are left", told(result).contains("\"daysLeft\":179"));
    done(step);
  }

  private void reminder(LocalCloud cloud) {
    int before = cloud.runs().size();
    dayByDayUntil(cloud, START.plus(Duration.ofDays(149)));
    List<Delivery> early = cloud.aws().deliveries();
    dayByDayUntil(cloud, START.plus(Duration.ofDays(150)));
    cloud.clock().advance(HALF_AN_HOUR);
    Step.Builder step = step(cloud, "Day 150: the secret gets old, people are told");
    step.expect(
        (cloud.runs().size() - before) + " daily calls of SP-API succeeded meanwhile",
        cloud.runs().stream()
            .skip(before)
            .allMatch(run -> run.result() instanceof Invocation.Answered));
    step.expect("nobody was bothered before", early.isEmpty());
    List<Delivery> deliveries = cloud.aws().deliveries();
    deliveries.forEach(delivery -> show(step, delivery));
    step.expect(
        "a mail and an SMS of one part went out",
        deliveries.stream().filter(Delivery.Mail.class::isInstance).count() == 1
            && deliveries.stream()
                    .filter(d -> d instanceof Delivery.TextMessage text && text.parts() == 1)
                    .count()
                == 1);
    done(step);
  }

  private void missedDeadline(LocalCloud cloud) {
    dayByDayUntil(cloud, START.plus(Duration.ofDays(179)));
    boolean fineUntilThen = last(cloud) instanceof Invocation.Answered;
    dayByDayUntil(cloud, START.plus(Duration.ofDays(181)));
    Step.Builder step = step(cloud, "Day 181: nobody acted, Amazon refuses the secret");
    Invocation result = last(cloud);
    step.expect("the calls succeeded up to the last day", fineUntilThen);
    step.expect("the scheduled call fails with its diagnosis", failsWith(result, "RotateSecret: "));
    step.show("error of CallSpApi", List.of(told(result)));
    done(step);
  }

  private void newSecret(LocalCloud cloud, Application application, Deployment stack)
      throws IOException {
    Step.Builder step = step(cloud, "Rotate in the console, ./lwa put --client-secret");
    String old = application.clientSecret();
    String fresh = application.rotateInConsole();
    PutProcess put =
        PutProcess.run(
            cloud.endpoints(),
            List.of("put", "--app", APP, "--client-secret", "--from", "-"),
            fresh + "\n");
    step.show("lwa put", put.lines());
    step.expect(
        "the new secret is stored",
        put.succeeded() && newest(cloud).value().equals(fresh) && !fresh.equals(old));
    cloud.clock().advance(Duration.ofDays(1).minus(HALF_AN_HOUR));
    Invocation result = last(cloud);
    step.expect(
        "the next scheduled call works by itself, without a deploy or a restart",
        result instanceof Invocation.Answered
            && told(result).contains("\"daysLeft\":179")
            && cloud.host(callSpApi(stack)).coldStarts() == 1);
    step.expect(
        "no credential is in anything that the functions printed",
        !cloud.output().contains(old)
            && !cloud.output().contains(fresh)
            && !cloud.output().contains(application.refreshToken()));
    done(step);
  }

  private static void dayByDayUntil(LocalCloud cloud, Instant end) {
    while (cloud.clock().instant().isBefore(end)) {
      cloud.clock().advance(Duration.ofDays(1));
    }
  }

  private static DeployedFunction callSpApi(Deployment stack) {
    return stack.function("io.lwarotation.handler.CallSpApiHandler");
  }

  private static ParameterVersion newest(LocalCloud cloud) {
    return cloud.aws().parameter(SECRET).getLast();
  }

  private static Invocation last(LocalCloud cloud) {
    return cloud.runs().getLast().result();
  }

  private static boolean failsWith(Invocation result, String start) {
    return result instanceof Invocation.Failed failed && failed.errorMessage().startsWith(start);
  }

  private static String told(Invocation result) {
    return switch (result) {
      case Invocation.Answered(String payload) -> payload;
      case Invocation.Failed failed -> failed.errorMessage();
      case Invocation.TimedOut(Duration limit) -> "timed out after " + limit.toSeconds() + " s";
      case Invocation.Crashed(int exitCode) -> "the process ended with " + exitCode;
    };
  }

  private static void show(Step.Builder step, Delivery delivery) {
    switch (delivery) {
      case Delivery.Mail mail -> {
        List<String> lines = new ArrayList<>();
        lines.add("Subject: " + mail.subject());
        lines.add("");
        lines.addAll(mail.body().lines().toList());
        step.show("mail to " + mail.to(), lines);
      }
      case Delivery.TextMessage text ->
          step.show("SMS to " + text.to(), text.body().lines().toList());
    }
  }

  private static List<String> pretty(String json) {
    try {
      ObjectMapper mapper = new ObjectMapper();
      JsonNode tree = mapper.readTree(json);
      return tree.toPrettyString().lines().toList();
    } catch (JsonProcessingException _) {
      return List.of(json);
    }
  }

  private static Step.Builder step(LocalCloud cloud, String title) {
    return new Step.Builder(cloud.clock().instant(), title);
  }

  private void done(Step.Builder builder) {
    Step step = builder.build();
    allHeld &= step.holds();
    report.step(step);
  }
}
