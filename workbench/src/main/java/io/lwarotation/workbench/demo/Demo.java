package io.lwarotation.workbench.demo;

import io.lwarotation.local.amazon.Application;
import io.lwarotation.local.aws.cloudformation.Deployment;
import io.lwarotation.local.aws.cloudwatch.AlarmState;
import io.lwarotation.local.aws.lambda.DeployedFunction;
import io.lwarotation.local.aws.sns.Delivery;
import io.lwarotation.local.aws.ssm.ParameterVersion;
import io.lwarotation.local.cloud.LocalCloud;
import io.lwarotation.local.cloud.Uploads;
import io.lwarotation.local.host.Invocation;
import io.lwarotation.workbench.play.Playground;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The main job from the first deploy to the second secret, and then again with automatic rotation:
 * each step says what should hold and whether it does.
 */
final class Demo {
  private static final Instant START = Instant.parse("2026-06-01T07:00:00Z");

  /** From the deploy to the credentials: that much after a call the policy fires. */
  private static final Duration HALF_AN_HOUR = Duration.ofMinutes(30);

  private static final Duration A_MINUTE = Duration.ofMinutes(1);

  private static final String APP = "my-erp";
  private static final String MAIL = "you@example.com";
  private static final String SECRET = "/my-erp/lwa/clientsecret";
  private static final List<String> PARAMETERS =
      List.of(
          "/my-erp/lwa/clientidentifier",
          SECRET,
          "/my-erp/refreshToken",
          "/my-erp/lwa/rotation",
          "/my-erp/lwa/watch");

  private final Uploads uploads;
  private final Path template;
  private final Path automaticTemplate;
  private final Report report;
  private final Narrator narrator;

  /**
   * @param template of {@code rotation=remind}
   * @param automaticTemplate of the same application with {@code rotation=automatic}
   */
  Demo(Uploads uploads, Path template, Path automaticTemplate, Report report) {
    this.uploads = uploads;
    this.template = template;
    this.automaticTemplate = automaticTemplate;
    this.report = report;
    this.narrator = new Narrator(report);
  }

  /** Runs all steps, as far as each leads to the next; true if every one did what it should. */
  boolean run() throws IOException {
    long start = System.nanoTime();
    report.begin();
    try (LocalCloud cloud = LocalCloud.start(START, uploads)) {
      halfAYear(cloud, cloud.amazon().register(APP));
    }
    rotationAndEnd(start);
    return narrator.allHeld();
  }

  /** The same, with the first stack still there afterwards. */
  Playground runAndKeep(Path home) throws IOException {
    long start = System.nanoTime();
    report.begin();
    LocalCloud cloud = LocalCloud.start(START, uploads);
    Application application = cloud.amazon().register(APP);
    Deployment stack = halfAYear(cloud, application);
    rotationAndEnd(start);
    return Playground.of(cloud, application, stack, home);
  }

  /** No story: a stack that was deployed just now, at this machine's time. */
  Playground begin(Path home) throws IOException {
    LocalCloud cloud = LocalCloud.start(Instant.now(), uploads);
    Application application = cloud.amazon().register(APP);
    return Playground.of(cloud, application, cloud.deploy("lwa-" + APP, template), home);
  }

  private Deployment halfAYear(LocalCloud cloud, Application application) throws IOException {
    Deployment stack = deploy(cloud);
    storeCredentials(cloud, application);
    firstScheduledCall(cloud);
    reminder(cloud);
    escalation(cloud);
    missedDeadline(cloud);
    newSecret(cloud, application, stack);
    return stack;
  }

  private void rotationAndEnd(long start) throws IOException {
    new RotationChapter(uploads, automaticTemplate, narrator).run();
    double seconds = Duration.ofNanos(System.nanoTime() - start).toMillis() / 1000.0;
    report.end(narrator.allHeld(), seconds);
  }

  private Deployment deploy(LocalCloud cloud) {
    Step step = narrator.step(cloud, "Deploy the stack and confirm the mail");
    Deployment stack = cloud.deploy("lwa-" + APP, template);
    boolean placeholders =
        PARAMETERS.stream()
            .map(cloud.aws()::parameter)
            .allMatch(versions -> versions.getFirst().value().equals("NOT-SET"));
    step.expect("five parameters were created with the placeholder NOT-SET", placeholders);
    step.expect("the mail address is confirmed", cloud.aws().confirm(MAIL) == 1);
    step.expect(
        "day 0 is silent: no mail, no alarm, no dead letter",
        cloud.runs().size() >= 3
            && cloud.aws().deliveries().isEmpty()
            && cloud.aws().lost().isEmpty()
            && !cloud.aws().alarms().containsValue(AlarmState.ALARM));
    Invocation early = cloud.invoke(callSpApi(stack), "{}");
    step.expect(
        "a call before any credential is stored says what to do",
        Narrator.failsWith(early, "NotConfigured: "));
    step.show("error of CallSpApi", List.of(Narrator.told(early)));
    cloud.clock().advance(A_MINUTE);
    step.expect(
        "a minute later an alarm tells of it by mail",
        subjects(cloud.aws().deliveries()).stream()
            .anyMatch(subject -> subject.startsWith("ALARM: \"my-erp: a call of SP-API failed\"")));
    narrator.done(step);
    return stack;
  }

  private void storeCredentials(LocalCloud cloud, Application application) throws IOException {
    cloud.clock().advance(HALF_AN_HOUR.minus(A_MINUTE));
    Step step = narrator.step(cloud, "./lwa put --app my-erp");
    step.tell("Tries the three credentials at Login with Amazon and SP-API, then stores them.");
    PutProcess put = PutProcess.storeAll(cloud, application);
    step.show("lwa put", put.lines());
    step.expect(
        "the command succeeded and showed no credential",
        put.succeeded() && !put.shows(application.clientSecret()));
    step.expect(
        "the parameter holds the raw secret",
        newest(cloud).value().equals(application.clientSecret()));
    narrator.done(step);
  }

  private void firstScheduledCall(LocalCloud cloud) {
    cloud.clock().advance(Duration.ofDays(1).minus(HALF_AN_HOUR));
    Step step = narrator.step(cloud, "The schedule calls SP-API");
    Invocation result = Narrator.last(cloud);
    step.expect("the function answered", result instanceof Invocation.Answered);
    step.show("answer of CallSpApi", Narrator.pretty(Narrator.told(result)));
    step.expect(
        "it says that 179 days are left", Narrator.told(result).contains("\"daysLeft\":179"));
    narrator.done(step);
  }

  private void reminder(LocalCloud cloud) {
    int before = Narrator.calls(cloud).size();
    int heard = cloud.aws().deliveries().size();
    Narrator.dayByDayUntil(cloud, START.plus(Duration.ofDays(149)));
    int early = cloud.aws().deliveries().size();
    Narrator.dayByDayUntil(cloud, START.plus(Duration.ofDays(150)));
    cloud.clock().advance(HALF_AN_HOUR);
    Step step = narrator.step(cloud, "Day 150: the secret gets old, people are told");
    step.expect(
        (Narrator.calls(cloud).size() - before) + " daily calls of SP-API succeeded meanwhile",
        Narrator.calls(cloud).stream()
            .skip(before)
            .allMatch(run -> run.result() instanceof Invocation.Answered));
    step.expect("nobody was bothered meanwhile", early == heard);
    List<Delivery> deliveries = since(cloud, heard);
    deliveries.forEach(delivery -> Narrator.show(step, delivery));
    step.expect(
        "a mail with the steps, and Parameter Store's line by mail and SMS of one part",
        subjects(deliveries).size() == 2
            && subjects(deliveries).stream().anyMatch(one -> one.contains("expires in 30 days"))
            && deliveries.stream()
                    .filter(d -> d instanceof Delivery.TextMessage text && text.parts() == 1)
                    .count()
                == 2);
    narrator.done(step);
  }

  private void escalation(LocalCloud cloud) {
    List<String> calendar = new ArrayList<>();
    List<Delivery> told = new ArrayList<>();
    for (int day = 151; day <= 179; day++) {
      int heard = cloud.aws().deliveries().size();
      Narrator.dayByDayUntil(cloud, START.plus(Duration.ofDays(day)));
      List<Delivery> today = since(cloud, heard);
      told.addAll(today);
      for (String subject : subjects(today)) {
        calendar.add("day " + day + "  " + subject);
      }
    }
    Step step = narrator.step(cloud, "Nobody acts: the watch tells again, then every day");
    step.show("mails from day 151 to day 179", calendar);
    List<String> expected =
        Stream.of(21, 14, 7, 6, 5, 4, 3, 2, 1)
            .map(days -> "expires in " + days + (days == 1 ? " day " : " days "))
            .toList();
    step.expect(
        "at 21, 14 and 7 days, and then on every day",
        expected.stream()
                .allMatch(end -> calendar.stream().filter(line -> line.contains(end)).count() == 1)
            && calendar.stream().filter(line -> line.contains(" expires in ")).count()
                == expected.size());
    step.expect(
        "an alarm goes off on its own when less than 14 days are left",
        calendar.stream().anyMatch(line -> line.startsWith("day 168  ALARM: ")));
    told.stream()
        .filter(Delivery.Mail.class::isInstance)
        .reduce((_, last) -> last)
        .ifPresent(last -> Narrator.show(step, last));
    step.expect(
        "each SMS is one part",
        told.stream()
            .noneMatch(
                delivery -> delivery instanceof Delivery.TextMessage text && text.parts() != 1));
    narrator.done(step);
  }

  private static List<Delivery> since(LocalCloud cloud, int heard) {
    List<Delivery> all = cloud.aws().deliveries();
    return all.subList(heard, all.size());
  }

  private static List<String> subjects(List<Delivery> deliveries) {
    return deliveries.stream()
        .filter(Delivery.Mail.class::isInstance)
        .map(mail -> ((Delivery.Mail) mail).subject())
        .toList();
  }

  private void missedDeadline(LocalCloud cloud) {
    boolean fineUntilThen = Narrator.last(cloud) instanceof Invocation.Answered;
    int heard = cloud.aws().deliveries().size();
    Narrator.dayByDayUntil(cloud, START.plus(Duration.ofDays(181)));
    Step step = narrator.step(cloud, "Day 181: nobody acted, Amazon refuses the secret");
    Invocation result = Narrator.last(cloud);
    step.expect("the calls succeeded up to the last day", fineUntilThen);
    step.expect(
        "the scheduled call fails with its diagnosis",
        Narrator.failsWith(result, "RotateSecret: "));
    step.show("error of CallSpApi", List.of(Narrator.told(result)));
    List<String> subjects = subjects(since(cloud, heard));
    step.show("mails of the last two days", subjects);
    step.expect(
        "mails tell that it has expired, and that calls fail",
        subjects.stream().anyMatch(one -> one.contains("LWA client secret expired "))
            && subjects.stream()
                .anyMatch(one -> one.startsWith("ALARM: \"my-erp: a call of SP-API failed\"")));
    narrator.done(step);
  }

  private void newSecret(LocalCloud cloud, Application application, Deployment stack)
      throws IOException {
    Step step = narrator.step(cloud, "Rotate in the console, ./lwa put --client-secret");
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
    int heard = cloud.aws().deliveries().size();
    cloud.clock().advance(Duration.ofDays(1).minus(HALF_AN_HOUR));
    Invocation result = Narrator.last(cloud);
    step.expect("the mails end by themselves", cloud.aws().deliveries().size() == heard);
    step.expect(
        "the next scheduled call works by itself, without a deploy or a restart",
        result instanceof Invocation.Answered
            && Narrator.told(result).contains("\"daysLeft\":179")
            && cloud.host(callSpApi(stack)).coldStarts() == 1);
    step.expect(
        "no credential is in anything that the functions printed",
        !cloud.output().contains(old)
            && !cloud.output().contains(fresh)
            && !cloud.output().contains(application.refreshToken()));
    narrator.done(step);
  }

  private static DeployedFunction callSpApi(Deployment stack) {
    return stack.function("io.lwarotation.handler.CallSpApiHandler");
  }

  private static ParameterVersion newest(LocalCloud cloud) {
    return cloud.aws().parameter(SECRET).getLast();
  }
}
