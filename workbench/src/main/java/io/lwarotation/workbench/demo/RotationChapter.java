package io.lwarotation.workbench.demo;

import io.lwarotation.local.amazon.Application;
import io.lwarotation.local.amazon.FakeAmazon;
import io.lwarotation.local.aws.cloudformation.Deployment;
import io.lwarotation.local.aws.lambda.DeployedFunction;
import io.lwarotation.local.aws.lambda.EventSourceMapping;
import io.lwarotation.local.aws.sns.Delivery;
import io.lwarotation.local.aws.ssm.ParameterVersion;
import io.lwarotation.local.cloud.LocalCloud;
import io.lwarotation.local.cloud.Uploads;
import io.lwarotation.local.host.Invocation;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;

/** The same application with {@code rotation=automatic}: nobody has to act any more. */
final class RotationChapter {
  private static final Instant START = Instant.parse("2026-06-01T07:00:00Z");
  private static final String APP = "my-erp";
  private static final String MAIL = "you@example.com";
  private static final String SECRET = "/my-erp/lwa/clientsecret";
  private static final String RECORD = "/my-erp/lwa/rotation";
  private static final String ROTATION = "/applications/2023-11-30/clientSecret";

  /** When the two copies of Amazon's message come, after the rotation. */
  private static final Duration FIRST_COPY = Duration.ofHours(3);

  private static final Duration SECOND_COPY = Duration.ofHours(20);

  /** A process that was killed may have claimed the record for so long. */
  private static final Duration CLAIM = Duration.ofMinutes(16);

  private final Uploads uploads;
  private final Path template;
  private final Narrator narrator;

  RotationChapter(Uploads uploads, Path template, Narrator narrator) {
    this.uploads = uploads;
    this.template = template;
    this.narrator = narrator;
  }

  void run() throws IOException {
    try (LocalCloud cloud = LocalCloud.start(START, uploads)) {
      Application application = cloud.amazon().register(APP);
      Deployment stack = deploy(cloud, application);
      rotation(cloud);
      killed(cloud, application, stack);
      stored(cloud, application);
      calls(cloud, application, stack);
    }
  }

  private Deployment deploy(LocalCloud cloud, Application application) throws IOException {
    Step step = narrator.step(cloud, "From the start again, with rotation=automatic");
    Deployment stack = cloud.deploy("lwa-" + APP, template);
    cloud.aws().confirm(MAIL);
    PutProcess put = PutProcess.storeAll(cloud, application);
    step.expect("the stack is deployed, the credentials are tried and stored", put.succeeded());
    EventSourceMapping queue = newSecrets(stack);
    application.registerNewSecretQueue(URI.create(queue.queueUrl()));
    application.deliverNewSecretsAfter(FIRST_COPY, SECOND_COPY);
    step.tell(
        "Once and by hand, in the Developer Console, Notification Preferences, row \"Application"
            + " Client New Secret\", this queue is entered:");
    step.show("ARN of the queue", List.of(queue.queueArn()));
    narrator.done(step);
    return stack;
  }

  private void rotation(LocalCloud cloud) {
    Narrator.dayByDayUntil(cloud, START.plus(Duration.ofDays(149)));
    int early = requests(cloud);
    Narrator.dayByDayUntil(cloud, START.plus(Duration.ofDays(150)));
    for (int hour = 0; hour < 6 && requests(cloud) == early; hour++) {
      cloud.clock().advance(Duration.ofHours(1)); // RotateHandler looks every six hours
    }
    Step step = narrator.step(cloud, "Day 150: the function asks Amazon for a new secret");
    step.expect("it did not ask before", early == 0);
    step.expect("it asks once", requests(cloud) == 1);
    String record = cloud.aws().parameter(RECORD).getLast().value();
    step.expect(
        "it wrote down that it asks, before it asked", record.contains("\"requestedAt\":\"2026-"));
    step.tell(
        "Amazon's answer is empty. The new secret comes as a message, in this demo hours later, and twice.");
    narrator.done(step);
  }

  private void killed(LocalCloud cloud, Application application, Deployment stack) {
    String old = newest(cloud).value();
    DeployedFunction handler = stack.function("io.lwarotation.handler.NewSecretHandler");
    int writes = cloud.aws().journal().count("ssm", "PutParameter");
    CompletableFuture<Void> message =
        CompletableFuture.runAsync(() -> cloud.clock().advance(FIRST_COPY));
    while (cloud.aws().journal().count("ssm", "PutParameter") == writes && !message.isDone()) {
      LockSupport.parkNanos(100_000);
    }
    cloud.host(handler).kill();
    message.join();
    Step step =
        narrator.step(cloud, "The message comes, and the function's process is killed half way");
    step.expect(
        "the process was killed (SIGKILL) between its first write and its last",
        cloud.runs().stream()
            .filter(run -> run.function().equals(handler))
            .anyMatch(run -> run.result().equals(new Invocation.Crashed(137))));
    step.expect(
        "the message is still in the queue: it is acknowledged only when all is done",
        waiting(cloud, stack) == 1);
    step.expect(
        "an alarm tells that taking it in broke off",
        mails(cloud).stream()
            .anyMatch(mail -> mail.subject().startsWith("ALARM: \"my-erp: taking")));
    step.expect(
        "the stored secret is one that Amazon accepts",
        List.of(old, application.clientSecret()).contains(newest(cloud).value())
            && application.isAcceptedEverywhere(newest(cloud).value()));
    narrator.done(step);
  }

  private void stored(LocalCloud cloud, Application application) {
    cloud.clock().advance(CLAIM);
    Step step = narrator.step(cloud, "The message comes again by itself");
    step.expect(
        "the new secret was tried at Login with Amazon and SP-API, and is stored",
        newest(cloud).value().equals(application.clientSecret()));
    step.show("rotation record", Narrator.pretty(cloud.aws().parameter(RECORD).getLast().value()));
    List<Delivery.Mail> told =
        mails(cloud).stream().filter(mail -> !mail.subject().startsWith("ALARM: ")).toList();
    told.forEach(mail -> Narrator.show(step, mail));
    step.expect(
        "one mail tells that a new secret is stored and nothing is to be done",
        told.size() == 1 && told.getFirst().body().contains("What to do:\n1. Nothing"));
    narrator.done(step);
  }

  private void calls(LocalCloud cloud, Application application, Deployment stack) {
    long version = newest(cloud).version();
    cloud.clock().advance(SECOND_COPY);
    Step step = narrator.step(cloud, "The second copy comes, and the calls go on");
    step.expect(
        "the second copy of the message changes nothing",
        newest(cloud).version() == version && waiting(cloud, stack) == 0);
    Narrator.dayByDayUntil(cloud, cloud.clock().instant().plus(Duration.ofDays(8)));
    DeployedFunction callSpApi = stack.function("io.lwarotation.handler.CallSpApiHandler");
    List<LocalCloud.Run> calls =
        cloud.runs().stream().filter(run -> run.function().equals(callSpApi)).toList();
    step.expect(
        "each of the "
            + calls.size()
            + " daily calls succeeded, also those after the old secret's last day",
        calls.stream().allMatch(run -> run.result() instanceof Invocation.Answered));
    step.expect(
        "the calls use the new secret, without a deploy or a restart",
        Narrator.told(calls.getLast().result()).contains("\"version\":" + version)
            && cloud.host(callSpApi).coldStarts() == 1);
    step.expect("Amazon was asked for one secret, not more", requests(cloud) == 1);
    step.expect(
        "no credential is in anything that the functions printed",
        !cloud.output().contains(application.clientSecret())
            && !cloud.output().contains(application.previousClientSecret().orElseThrow())
            && !cloud.output().contains(application.refreshToken()));
    narrator.done(step);
  }

  private static List<Delivery.Mail> mails(LocalCloud cloud) {
    return cloud.aws().deliveries().stream()
        .filter(Delivery.Mail.class::isInstance)
        .map(Delivery.Mail.class::cast)
        .toList();
  }

  private static int requests(LocalCloud cloud) {
    return cloud.amazon().journal().count(FakeAmazon.SP_API, ROTATION);
  }

  private static EventSourceMapping newSecrets(Deployment stack) {
    String function = stack.function("io.lwarotation.handler.NewSecretHandler").logicalId();
    return stack.eventSourceMappings().stream()
        .filter(mapping -> mapping.functionLogicalId().equals(function))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("The stack has no queue for new secrets."));
  }

  private static int waiting(LocalCloud cloud, Deployment stack) {
    String url = newSecrets(stack).queueUrl();
    return cloud.aws().messages(url.substring(url.lastIndexOf('/') + 1)).size();
  }

  private static ParameterVersion newest(LocalCloud cloud) {
    return cloud.aws().parameter(SECRET).getLast();
  }
}
