package io.lwarotation.workbench.demo;

import io.lwarotation.local.amazon.FakeAmazon;
import io.lwarotation.local.aws.lambda.DeployedFunction;
import io.lwarotation.local.aws.lambda.EventSourceMapping;
import io.lwarotation.local.aws.sns.Delivery;
import io.lwarotation.local.cloud.LocalCloud;
import io.lwarotation.local.host.Invocation;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;

/** The same application with {@code rotation=automatic}: nobody has to act any more. */
record RotationChapter(Stage stage, Story story) {
  private static final String ROTATION = "/applications/2023-11-30/clientSecret";

  /** When the two copies of Amazon's message come, after the rotation. */
  private static final Duration FIRST_COPY = Duration.ofHours(3);

  private static final Duration SECOND_COPY = Duration.ofHours(20);

  /** A process that was killed may have claimed the record for so long. */
  private static final Duration CLAIM = Duration.ofMinutes(16);

  void run() throws IOException {
    deploy();
    rotation();
    killed();
    stored();
    calls();
  }

  private void deploy() throws IOException {
    Step step = stage.step("From the start again, with rotation=automatic");
    stage.cloud().aws().confirm(Stage.MAIL);
    step.expect(
        "the stack is deployed, the credentials are tried and stored", stage.put().succeeded());
    EventSourceMapping queue = newSecrets();
    stage.application().registerNewSecretQueue(URI.create(queue.queueUrl()));
    stage.application().deliverNewSecretsAfter(FIRST_COPY, SECOND_COPY);
    step.tell(
        "Once and by hand, in the Developer Console, Notification Preferences, row \"Application"
            + " Client New Secret\", this queue is entered:");
    step.show("ARN of the queue", List.of(queue.queueArn()));
    story.done(step);
  }

  private void rotation() {
    stage.dayByDayUntil(149);
    int early = requests();
    stage.dayByDayUntil(150);
    for (int hour = 0; hour < 6 && requests() == early; hour++) {
      stage.cloud().clock().advance(Duration.ofHours(1)); // RotateHandler looks every six hours
    }
    Step step = stage.step("Day 150: the function asks Amazon for a new secret");
    step.expect("it did not ask before", early == 0);
    step.expect("it asks once", requests() == 1);
    step.expect(
        "it wrote down that it asks, before it asked",
        record().contains("\"requestedAt\":\"2026-"));
    step.tell(
        "Amazon's answer is empty. The new secret comes as a message, in this demo hours later, and twice.");
    story.done(step);
  }

  private void killed() {
    LocalCloud cloud = stage.cloud();
    String old = stage.secret().value();
    DeployedFunction handler = stage.function("NewSecretHandler");
    int writes = cloud.aws().journal().count("ssm", "PutParameter");
    CompletableFuture<Void> message =
        CompletableFuture.runAsync(() -> cloud.clock().advance(FIRST_COPY));
    while (cloud.aws().journal().count("ssm", "PutParameter") == writes && !message.isDone()) {
      LockSupport.parkNanos(100_000);
    }
    cloud.host(handler).kill();
    message.join();
    Step step = stage.step("The message comes, and the function's process is killed half way");
    step.expect(
        "the process was killed (SIGKILL) between its first write and its last",
        cloud.runs().stream()
            .filter(run -> run.function().equals(handler))
            .anyMatch(run -> run.result().equals(new Invocation.Crashed(137))));
    step.expect(
        "the message is still in the queue: it is acknowledged only when all is done",
        waiting() == 1);
    step.expect(
        "an alarm tells that taking it in broke off",
        Stage.subjects(stage.since(0)).stream()
            .anyMatch(subject -> subject.startsWith("ALARM: \"my-erp: taking")));
    String secret = stage.secret().value();
    step.expect(
        "the stored secret is one that Amazon accepts",
        List.of(old, stage.application().clientSecret()).contains(secret)
            && stage.application().isAcceptedEverywhere(secret));
    story.done(step);
  }

  private void stored() {
    stage.cloud().clock().advance(CLAIM);
    Step step = stage.step("The message comes again by itself");
    step.expect(
        "the new secret was tried at Login with Amazon and SP-API, and is stored",
        stage.secret().value().equals(stage.application().clientSecret()));
    step.show("rotation record", Stage.pretty(record()));
    List<Delivery.Mail> told =
        Stage.mails(stage.since(0)).stream()
            .filter(mail -> !mail.subject().startsWith("ALARM: "))
            .toList();
    told.forEach(step::show);
    step.expect(
        "one mail tells that a new secret is stored and nothing is to be done",
        told.size() == 1 && told.getFirst().body().contains("What to do:\n1. Nothing"));
    story.done(step);
  }

  private void calls() {
    long version = stage.secret().version();
    stage.cloud().clock().advance(SECOND_COPY);
    Step step = stage.step("The second copy comes, and the calls go on");
    step.expect(
        "the second copy of the message changes nothing",
        stage.secret().version() == version && waiting() == 0);
    stage.dayByDayUntil(stage.cloud().clock().instant().plus(Duration.ofDays(8)));
    step.expect(
        "each of the "
            + stage.calls().size()
            + " daily calls succeeded, also those after the old secret's last day",
        stage.calls().stream().allMatch(Stage::answered));
    step.expect(
        "the calls use the new secret, without a deploy or a restart",
        Stage.told(stage.lastCall()).contains("\"version\":" + version)
            && stage.cloud().host(stage.function("CallSpApiHandler")).coldStarts() == 1);
    step.expect("Amazon was asked for one secret, not more", requests() == 1);
    step.expect(
        "no credential is in anything that the functions printed",
        !stage.printed(
            stage.application().clientSecret(),
            stage.application().previousClientSecret().orElseThrow(),
            stage.application().refreshToken()));
    story.done(step);
  }

  private String record() {
    return stage.parameter("lwa/rotation").getLast().value();
  }

  private int requests() {
    return stage.cloud().amazon().journal().count(FakeAmazon.SP_API, ROTATION);
  }

  private EventSourceMapping newSecrets() {
    String function = stage.function("NewSecretHandler").logicalId();
    return stage.stack().eventSourceMappings().stream()
        .filter(mapping -> mapping.functionLogicalId().equals(function))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("The stack has no queue for new secrets."));
  }

  private int waiting() {
    String url = newSecrets().queueUrl();
    return stage.cloud().aws().messages(url.substring(url.lastIndexOf('/') + 1)).size();
  }
}
