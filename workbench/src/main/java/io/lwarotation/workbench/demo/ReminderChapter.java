package io.lwarotation.workbench.demo;

import io.lwarotation.local.aws.LocalAws;
import io.lwarotation.local.aws.cloudwatch.AlarmState;
import io.lwarotation.local.aws.sns.Delivery;
import io.lwarotation.local.host.Invocation;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The main job from the first deploy to the second secret: each step says what should hold and
 * whether it does.
 */
record ReminderChapter(Stage stage, Story story) {
  /** From the deploy to the credentials: that much after a call the policy fires. */
  private static final Duration HALF_AN_HOUR = Duration.ofMinutes(30);

  private static final Duration A_MINUTE = Duration.ofMinutes(1);
  private static final String CALL_FAILED = "ALARM: \"my-erp: a call of SP-API failed\"";

  void run() throws IOException {
    deploy();
    storeCredentials();
    firstScheduledCall();
    reminder();
    escalation();
    missedDeadline();
    newSecret();
  }

  private void deploy() {
    Step step = stage.step("Deploy the stack and confirm the mail");
    LocalAws aws = stage.cloud().aws();
    step.expect(
        "five parameters were created with the placeholder NOT-SET",
        Stream.of(
                "lwa/clientidentifier",
                "lwa/clientsecret",
                "refreshToken",
                "lwa/rotation",
                "lwa/watch")
            .map(stage::parameter)
            .allMatch(versions -> versions.getFirst().value().equals("NOT-SET")));
    step.expect("the mail address is confirmed", aws.confirm(Stage.MAIL) == 1);
    step.expect(
        "day 0 is silent: no mail, no alarm, no dead letter",
        stage.cloud().runs().size() >= 3
            && stage.heard() == 0
            && aws.lost().isEmpty()
            && !aws.alarms().containsValue(AlarmState.ALARM));
    Invocation early = stage.call("{}");
    step.expect(
        "a call before any credential is stored says what to do",
        failsWith(early, "NotConfigured: "));
    step.show("error of CallSpApi", List.of(Stage.told(early)));
    stage.cloud().clock().advance(A_MINUTE);
    step.expect(
        "a minute later an alarm tells of it by mail",
        subjects(0).stream().anyMatch(subject -> subject.startsWith(CALL_FAILED)));
    story.done(step);
  }

  private void storeCredentials() throws IOException {
    stage.cloud().clock().advance(HALF_AN_HOUR.minus(A_MINUTE));
    Step step = stage.step("./lwa put --app my-erp");
    step.tell("Tries the three credentials at Login with Amazon and SP-API, then stores them.");
    LwaProcess put = stage.put();
    String secret = stage.application().clientSecret();
    step.show("lwa put", put.lines());
    step.expect(
        "the command succeeded and showed no credential", put.succeeded() && !put.shows(secret));
    step.expect("the parameter holds the raw secret", stage.secret().value().equals(secret));
    story.done(step);
  }

  private void firstScheduledCall() {
    stage.cloud().clock().advance(Duration.ofDays(1).minus(HALF_AN_HOUR));
    Step step = stage.step("The schedule calls SP-API");
    String answer = Stage.told(stage.lastCall());
    step.expect("the function answered", lastCallAnswered());
    step.show("answer of CallSpApi", Stage.pretty(answer));
    step.expect("it says that 179 days are left", answer.contains("\"daysLeft\":179"));
    story.done(step);
  }

  private void reminder() {
    int before = stage.calls().size();
    int heard = stage.heard();
    stage.dayByDayUntil(149);
    int early = stage.heard();
    stage.dayByDayUntil(150);
    stage.cloud().clock().advance(HALF_AN_HOUR);
    Step step = stage.step("Day 150: the secret gets old, people are told");
    step.expect(
        (stage.calls().size() - before) + " daily calls of SP-API succeeded meanwhile",
        stage.calls().stream().skip(before).allMatch(Stage::answered));
    step.expect("nobody was bothered meanwhile", early == heard);
    List<Delivery> deliveries = stage.since(heard);
    deliveries.forEach(step::show);
    step.expect(
        "a mail with the steps, and Parameter Store's line by mail and SMS of one part",
        subjects(heard).size() == 2
            && subjects(heard).stream().anyMatch(one -> one.contains("expires in 30 days"))
            && deliveries.stream()
                    .filter(d -> d instanceof Delivery.TextMessage text && text.parts() == 1)
                    .count()
                == 2);
    story.done(step);
  }

  private void escalation() {
    int before = stage.heard();
    List<String> calendar = new ArrayList<>();
    for (int day = 151; day <= 179; day++) {
      int heard = stage.heard();
      stage.dayByDayUntil(day);
      for (String subject : subjects(heard)) {
        calendar.add("day " + day + "  " + subject);
      }
    }
    List<Delivery> told = stage.since(before);
    Step step = stage.step("Nobody acts: the watch tells again, then every day");
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
    step.show(Stage.mails(told).getLast());
    step.expect(
        "each SMS is one part",
        told.stream()
            .noneMatch(
                delivery -> delivery instanceof Delivery.TextMessage text && text.parts() != 1));
    story.done(step);
  }

  private void missedDeadline() {
    boolean fineUntilThen = lastCallAnswered();
    int heard = stage.heard();
    stage.dayByDayUntil(181);
    Step step = stage.step("Day 181: nobody acted, Amazon refuses the secret");
    Invocation result = stage.lastCall();
    step.expect("the calls succeeded up to the last day", fineUntilThen);
    step.expect("the scheduled call fails with its diagnosis", failsWith(result, "RotateSecret: "));
    step.show("error of CallSpApi", List.of(Stage.told(result)));
    List<String> subjects = subjects(heard);
    step.show("mails of the last two days", subjects);
    step.expect(
        "mails tell that it has expired, and that calls fail",
        subjects.stream().anyMatch(one -> one.contains("LWA client secret expired "))
            && subjects.stream().anyMatch(one -> one.startsWith(CALL_FAILED)));
    story.done(step);
  }

  private void newSecret() throws IOException {
    Step step = stage.step("Rotate in the console, ./lwa put --client-secret");
    String old = stage.application().clientSecret();
    String fresh = stage.application().rotateInConsole();
    LwaProcess put =
        LwaProcess.run(
            stage.environment(),
            List.of("put", "--app", Stage.APP, "--client-secret", "--from", "-"),
            fresh + "\n");
    step.show("lwa put", put.lines());
    step.expect(
        "the new secret is stored",
        put.succeeded() && stage.secret().value().equals(fresh) && !fresh.equals(old));
    int heard = stage.heard();
    stage.cloud().clock().advance(Duration.ofDays(1).minus(HALF_AN_HOUR));
    step.expect("the mails end by themselves", stage.heard() == heard);
    step.expect(
        "the next scheduled call works by itself, without a deploy or a restart",
        lastCallAnswered()
            && Stage.told(stage.lastCall()).contains("\"daysLeft\":179")
            && stage.cloud().host(stage.function("CallSpApiHandler")).coldStarts() == 1);
    step.expect(
        "no credential is in anything that the functions printed",
        !stage.printed(old, fresh, stage.application().refreshToken()));
    story.done(step);
  }

  private boolean lastCallAnswered() {
    return Stage.answered(stage.calls().getLast());
  }

  private static boolean failsWith(Invocation result, String start) {
    return result instanceof Invocation.Failed failed && failed.errorMessage().startsWith(start);
  }

  private List<String> subjects(int heard) {
    return Stage.subjects(stage.since(heard));
  }
}
