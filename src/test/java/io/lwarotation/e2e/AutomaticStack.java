package io.lwarotation.e2e.rotation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.lwarotation.local.amazon.Application;
import io.lwarotation.local.amazon.FakeAmazon;
import io.lwarotation.local.amazon.SqsMessageSink;
import io.lwarotation.local.aws.cloudformation.Deployment;
import io.lwarotation.local.aws.lambda.DeployedFunction;
import io.lwarotation.local.aws.lambda.EventSourceMapping;
import io.lwarotation.local.aws.sns.Delivery;
import io.lwarotation.local.aws.ssm.ParameterVersion;
import io.lwarotation.local.cloud.LocalCloud;
import io.lwarotation.local.cloud.Uploads;
import io.lwarotation.local.host.Invocation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * The synthesized stack of {@code rotation=automatic} with the packaged functions, an application
 * whose credentials are stored, and its two queues registered at Amazon.
 */
final class AutomaticStack implements AutoCloseable {
  static final Instant START = Instant.parse("2026-06-01T07:00:00Z");
  static final String SECRET = "/my-erp/lwa/clientsecret";
  static final String RECORD = "/my-erp/lwa/rotation";
  static final String ROTATION = "/applications/2023-11-30/clientSecret";
  private static final String HANDLERS = "io.lwarotation.handler.";
  private static final String MAIL = "you@example.com";

  final LocalCloud cloud;
  final Operator operator;
  final Application application;
  final Deployment stack;
  final String firstSecret;

  private AutomaticStack(LocalCloud cloud, Path template) {
    this.cloud = cloud;
    this.operator = new Operator(cloud);
    this.application = cloud.amazon().register("my-erp");
    this.firstSecret = application.clientSecret();
    this.stack = cloud.deploy("lwa-my-erp", template);
    cloud.aws().confirm(MAIL);
    storeCredentialsOf(application);
    application.registerNewSecretQueue(newSecretQueue());
    // A secret made within a minute of what was stored by hand could be the older one.
    cloud.clock().advance(Duration.ofHours(1));
  }

  static AutomaticStack deploy() {
    return deploy(built("infra-cdk/target/cdk.out-automatic/lwa-my-erp.template.json"));
  }

  /** The same from another template of {@code rotation=automatic}. */
  static AutomaticStack deploy(Path template) {
    LocalCloud cloud = LocalCloud.start(START, Uploads.in(Path.of("../../lambda-lwa/target")));
    try {
      return new AutomaticStack(cloud, template);
    } catch (RuntimeException | AssertionError e) {
      cloud.close();
      throw e;
    }
  }

  private static Path built(String file) {
    Path path = Path.of("../..").resolve(file);
    assertTrue(Files.isRegularFile(path), () -> file + " is not there: run mvn package");
    return path;
  }

  /** What {@code lwa put} stores. */
  void storeCredentialsOf(Application other) {
    operator.store("/my-erp/lwa/clientidentifier", other.clientId(), keyId());
    operator.store(SECRET, other.clientSecret(), keyId());
    operator.store("/my-erp/refreshToken", other.refreshToken(), keyId());
  }

  /** Somebody stores a secret by hand. */
  void paste(String secret) {
    operator.store(SECRET, secret, keyId());
  }

  String keyId() {
    return newSecretHandler().environment().getOrDefault("LWA_KMS_KEY_ID", "");
  }

  DeployedFunction callSpApi() {
    return stack.function(HANDLERS + "CallSpApiHandler");
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
    String seconds = operator.attribute(newSecretQueue().toString(), "VisibilityTimeout");
    return Duration.ofSeconds(Long.parseLong(seconds));
  }

  private JsonNode redrive() {
    try {
      return Operator.JSON.readTree(
          operator.attribute(newSecretQueue().toString(), "RedrivePolicy"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  int maxReceiveCount() {
    return redrive().path("maxReceiveCount").asInt();
  }

  String deadLetterArn() {
    return redrive().path("deadLetterTargetArn").asText();
  }

  List<String> waiting() {
    return cloud.aws().messages(lastPart(newSecretQueue().getPath(), "/"));
  }

  List<String> dead() {
    return cloud.aws().messages(lastPart(deadLetterArn(), ":"));
  }

  private static String lastPart(String text, String separator) {
    return text.substring(text.lastIndexOf(separator) + 1);
  }

  /** A message from Amazon's account on the queue for new secrets. */
  void amazonSends(String body) {
    amazonSends(newSecretQueue(), body);
  }

  /** Amazon's message that the secret in use ends. */
  void amazonSendsExpiry(Instant end, String reason) {
    amazonSends(
        expiryQueue(),
        """
        {"notificationType":"APPLICATION_OAUTH_CLIENT_SECRET_EXPIRY","eventTime":"%s",
         "payload":{"applicationOAuthClientSecretExpiry":{"clientId":"%s",
         "clientSecretExpiryTime":"%s","clientSecretExpiryReason":"%s"}}}"""
            .formatted(cloud.clock().instant(), application.clientId(), end, reason));
  }

  private void amazonSends(URI queue, String body) {
    try {
      new SqsMessageSink(cloud.clock()).send(queue, body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String storedSecret() {
    return cloud.aws().parameter(SECRET).getLast().value();
  }

  ParameterVersion secretVersion() {
    return cloud.aws().parameter(SECRET).getLast();
  }

  JsonNode record() {
    try {
      return Operator.JSON.readTree(cloud.aws().parameter(RECORD).getLast().value());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** How often Amazon was asked to rotate. */
  int rotationsAsked() {
    return cloud.amazon().journal().count(FakeAmazon.SP_API, ROTATION);
  }

  /** The mails whose subject or text has these words. */
  List<Delivery> mails(String words) {
    return cloud.aws().deliveries().stream()
        .filter(Delivery.Mail.class::isInstance)
        .filter(
            mail ->
                (mail instanceof Delivery.Mail m ? m.subject() : "").contains(words)
                    || mail.body().contains(words))
        .toList();
  }

  /** An answer of CallSpApi. */
  JsonNode call() {
    Invocation result = cloud.invoke(callSpApi(), "{}");
    if (!(result instanceof Invocation.Answered(String payload))) {
      throw new AssertionError("CallSpApi did not answer: " + result);
    }
    try {
      return Operator.JSON.readTree(payload);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** To the first run of RotateHandler in the last 30 days of the secret. */
  void untilDue() {
    cloud.clock().moveTo(START.plus(Duration.ofDays(150)).minusSeconds(1));
    assertEquals(0, rotationsAsked(), "nothing is due yet");
    long before = rotateRuns();
    cloud.clock().moveTo(START.plus(Duration.ofDays(150)));
    for (int hour = 0; rotateRuns() == before; hour++) {
      assertTrue(hour < 6, "RotateHandler runs every six hours");
      hours(1);
    }
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

  void hours(int hours) {
    for (int i = 0; i < hours; i++) {
      cloud.clock().advance(Duration.ofHours(1));
    }
  }

  /** Fails if a credential or a token is in anything that people or logs get to see. */
  void assertNothingWasTold() {
    StringBuilder told = new StringBuilder(cloud.output());
    cloud.runs().forEach(run -> told.append(run.result()));
    cloud.aws().deliveries().forEach(told::append);
    told.append(cloud.aws().parameter(RECORD).getLast().value());
    for (String marker : List.of("amzn1.oa2-cs", "Atzr|", "Atza|")) {
      assertFalse(told.toString().contains(marker), () -> marker + " was told in: " + told);
    }
  }

  @Override
  public void close() {
    cloud.close();
  }
}
