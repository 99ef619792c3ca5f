package io.lwarotation.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.lwarotation.local.amazon.Application;
import io.lwarotation.local.amazon.FakeAmazon;
import io.lwarotation.local.aws.cloudformation.Deployment;
import io.lwarotation.local.aws.lambda.DeployedFunction;
import io.lwarotation.local.aws.lambda.EventSourceMapping;
import io.lwarotation.local.aws.ssm.ParameterVersion;
import io.lwarotation.local.cloud.LocalCloud;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * The synthesized stack of {@code rotation=automatic} with the packaged functions, an application
 * whose credentials are stored, and its two queues registered at Amazon.
 */
final class AutomaticStack implements AutoCloseable {
  /** The age at which a secret may be rotated. */
  static final Duration DUE = Duration.ofDays(150);

  private static final String ROTATION = "/applications/2023-11-30/clientSecret";
  private static final String HANDLERS = "io.lwarotation.handler.";

  final Stage stage;
  final LocalCloud cloud;
  final Operator operator;
  final Deployment stack;
  Application application;
  String firstSecret;
  private Instant begun = Stage.START;

  private AutomaticStack(Stage stage) {
    this.stage = stage;
    this.cloud = stage.cloud();
    this.operator = new Operator(cloud);
    this.application = stage.application();
    this.firstSecret = application.clientSecret();
    this.stack = stage.stack();
    cloud.aws().confirm(Stage.MAIL);
    stage.storeAll();
    registerQueue();
  }

  /**
   * A new application in the same stack, at the hour of the deploy, as if nothing had been before.
   */
  void begin() {
    begun = Stage.START;
    while (begun.isBefore(cloud.clock().instant())) {
      begun = begun.plus(Duration.ofDays(1));
    }
    cloud.clock().moveTo(begun);
    operator.purge(deadLetterArn());
    stage.begin();
    application = stage.application();
    firstSecret = application.clientSecret();
    registerQueue();
  }

  private void registerQueue() {
    application.registerNewSecretQueue(newSecretQueue());
    // A secret made within a minute of what was stored by hand could be the older one.
    cloud.clock().advance(Duration.ofHours(1));
  }

  static AutomaticStack deploy() {
    return deploy(Project.automaticTemplate());
  }

  /** The same from another template of {@code rotation=automatic}. */
  static AutomaticStack deploy(Path template) {
    return new AutomaticStack(Stage.deploy(Stage.START, template));
  }

  DeployedFunction rotateHandler() {
    return stack.function(HANDLERS + "RotateHandler");
  }

  DeployedFunction newSecretHandler() {
    return stack.function(HANDLERS + "NewSecretHandler");
  }

  URI newSecretQueue() {
    return URI.create(feeding(newSecretHandler()).queueUrl());
  }

  URI expiryQueue() {
    return URI.create(feeding(rotateHandler()).queueUrl());
  }

  private EventSourceMapping feeding(DeployedFunction function) {
    List<EventSourceMapping> found =
        stack.eventSourceMappings().stream()
            .filter(mapping -> mapping.functionLogicalId().equals(function.logicalId()))
            .toList();
    assertEquals(1, found.size(), () -> "queues that feed " + function.handler());
    return found.getFirst();
  }

  /** How long a message that failed stays hidden. */
  Duration visibility() {
    return Duration.ofSeconds(Long.parseLong(attribute("VisibilityTimeout")));
  }

  int maxReceiveCount() {
    return Answers.json(attribute("RedrivePolicy")).path("maxReceiveCount").asInt();
  }

  String deadLetterArn() {
    return Answers.json(attribute("RedrivePolicy")).path("deadLetterTargetArn").asText();
  }

  private String attribute(String name) {
    return operator.attribute(newSecretQueue().toString(), name);
  }

  List<String> waiting() {
    return messages(newSecretQueue().getPath());
  }

  List<String> dead() {
    return messages(deadLetterArn());
  }

  private List<String> messages(String queue) {
    return cloud.aws().messages(queue.replaceFirst(".*[/:]", ""));
  }

  /** A message from Amazon's account on the queue for new secrets. */
  void amazonSends(String body) {
    cloud.amazon().send(newSecretQueue(), body);
  }

  /** Amazon's message that the secret in use ends. */
  void amazonSendsExpiry(Instant end, String reason) {
    cloud
        .amazon()
        .send(
            expiryQueue(),
            """
        {"notificationType":"APPLICATION_OAUTH_CLIENT_SECRET_EXPIRY","eventTime":"%s",
         "payload":{"applicationOAuthClientSecretExpiry":{"clientId":"%s",
         "clientSecretExpiryTime":"%s","clientSecretExpiryReason":"%s"}}}"""
                .formatted(cloud.clock().instant(), application.clientId(), end, reason));
  }

  String storedSecret() {
    return secretVersion().value();
  }

  ParameterVersion secretVersion() {
    return stage.newest(Stage.SECRET);
  }

  JsonNode record() {
    return Answers.json(stage.newest(Stage.RECORD).value());
  }

  /** How often Amazon was asked to rotate. */
  int rotationsAsked() {
    return cloud.amazon().journal().count(FakeAmazon.SP_API, ROTATION);
  }

  /** To the first run of RotateHandler in the last 30 days of the secret. */
  void untilDue() {
    moveTo(DUE.minusSeconds(1));
    assertEquals(0, rotationsAsked(), "nothing is due yet");
    long before = rotateRuns();
    moveTo(DUE);
    for (int hour = 0; rotateRuns() == before; hour++) {
      assertTrue(hour < 6, "RotateHandler runs every six hours");
      stage.hours(1);
    }
  }

  /** So long after the beginning. */
  void moveTo(Duration age) {
    cloud.clock().moveTo(begun.plus(age));
  }

  private long rotateRuns() {
    return cloud.runs().stream().filter(run -> run.function().equals(rotateHandler())).count();
  }

  /**
   * Hands over what is in the queue for new secrets until it is empty; on a busy machine a delivery
   * may fail by a client's time-out, and what that one has claimed is free a quarter of an hour
   * later.
   */
  void settle() {
    cloud.drain();
    for (int delivery = 1; !waiting().isEmpty(); delivery++) {
      assertTrue(delivery < 10, () -> "not accepted: " + cloud.host(newSecretHandler()).output());
      cloud.clock().advance(Duration.ofMinutes(16));
    }
  }

  /** Fails if a credential or a token is in anything that people or logs get to see. */
  void assertNothingWasTold() {
    StringBuilder told = new StringBuilder(cloud.output());
    cloud.runs().forEach(run -> told.append(run.result()));
    cloud.aws().deliveries().forEach(told::append);
    told.append(stage.newest(Stage.RECORD).value());
    for (String marker : List.of("amzn1.oa2-cs", "Atzr|", "Atza|")) {
      assertFalse(told.toString().contains(marker), () -> marker + " was told in: " + told);
    }
  }

  @Override
  public void close() {
    stage.close();
  }
}
