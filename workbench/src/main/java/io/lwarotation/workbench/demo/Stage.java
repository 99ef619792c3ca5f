package io.lwarotation.workbench.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lwarotation.local.amazon.Application;
import io.lwarotation.local.aws.cloudformation.Deployment;
import io.lwarotation.local.aws.lambda.DeployedFunction;
import io.lwarotation.local.aws.sns.Delivery;
import io.lwarotation.local.aws.ssm.ParameterVersion;
import io.lwarotation.local.cloud.LocalCloud;
import io.lwarotation.local.cloud.Uploads;
import io.lwarotation.local.host.Invocation;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** An application that is deployed on the stand-ins, and what a person in front of it sees. */
record Stage(LocalCloud cloud, Application application, Deployment stack) implements AutoCloseable {
  static final Instant START = Instant.parse("2026-06-01T07:00:00Z");
  static final String APP = "my-erp";
  static final String MAIL = "you@example.com";

  /** Deploys a template, at a time, with nothing stored and nothing confirmed yet. */
  static Stage deploy(Instant now, Uploads uploads, Path template) {
    LocalCloud cloud = LocalCloud.start(now, uploads);
    Application application = cloud.amazon().register();
    return new Stage(cloud, application, cloud.deploy("lwa-" + APP, template));
  }

  /** What a program needs to find the stand-ins. */
  Map<String, String> environment() {
    Map<String, String> environment = new TreeMap<>(cloud.endpoints());
    environment.put("AWS_REGION", "us-east-1");
    environment.put("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE");
    environment.put("AWS_SECRET_ACCESS_KEY", "secretEXAMPLE");
    return environment;
  }

  /** What the console shows of the application, as {@code put --from} reads it. */
  String credentials() {
    return "client-id=%s\nclient-secret=%s\nrefresh-token=%s"
        .formatted(application.clientId(), application.clientSecret(), application.refreshToken());
  }

  /** Stores the three credentials with {@code lwa put}. */
  LwaProcess put() throws IOException {
    return LwaProcess.run(
        environment(), List.of("put", "--app", APP, "--from", "-"), credentials() + "\n");
  }

  Step step(String title) {
    return new Step(cloud.clock().instant(), title);
  }

  void dayByDayUntil(Instant end) {
    while (cloud.clock().instant().isBefore(end)) {
      cloud.clock().advance(Duration.ofDays(1));
    }
  }

  /** Until so many days after the start. */
  void dayByDayUntil(int day) {
    dayByDayUntil(START.plus(Duration.ofDays(day)));
  }

  DeployedFunction function(String handler) {
    return stack.function("io.lwarotation.handler." + handler);
  }

  Invocation call(String event) {
    return cloud.invoke(function("CallSpApiHandler"), event);
  }

  /** The calls of SP-API so far, scheduled or not. */
  List<LocalCloud.Run> calls() {
    DeployedFunction callSpApi = function("CallSpApiHandler");
    return cloud.runs().stream().filter(run -> run.function().equals(callSpApi)).toList();
  }

  /** How the last call of SP-API ended. */
  Invocation lastCall() {
    return calls().getLast().result();
  }

  static boolean answered(LocalCloud.Run run) {
    return run.result() instanceof Invocation.Answered;
  }

  static String told(Invocation result) {
    return switch (result) {
      case Invocation.Answered(String payload) -> payload;
      case Invocation.Failed failed -> failed.errorMessage();
      case Invocation.TimedOut(Duration limit) -> "timed out after " + limit.toSeconds() + " s";
      case Invocation.Crashed(int exitCode) -> "the process ended with " + exitCode;
    };
  }

  static List<String> pretty(String json) {
    try {
      return new ObjectMapper().readTree(json).toPrettyString().lines().toList();
    } catch (JsonProcessingException _) {
      return List.of(json);
    }
  }

  /** The versions of the client secret or of another parameter of the application's. */
  List<ParameterVersion> parameter(String name) {
    return cloud.aws().parameter("/" + APP + "/" + name);
  }

  ParameterVersion secret() {
    return parameter("lwa/clientsecret").getLast();
  }

  /** Whether one of the functions has printed one of these. */
  boolean printed(String... credentials) {
    return Stream.of(credentials).anyMatch(cloud.output()::contains);
  }

  /** How many mails and SMS people have got. */
  int heard() {
    return cloud.aws().deliveries().size();
  }

  /** What people got after the first {@code heard}. */
  List<Delivery> since(int heard) {
    List<Delivery> all = cloud.aws().deliveries();
    return all.subList(heard, all.size());
  }

  static List<String> subjects(List<Delivery> deliveries) {
    return mails(deliveries).stream().map(Delivery.Mail::subject).toList();
  }

  static List<Delivery.Mail> mails(List<Delivery> deliveries) {
    return deliveries.stream()
        .filter(Delivery.Mail.class::isInstance)
        .map(Delivery.Mail.class::cast)
        .toList();
  }

  static String caption(Delivery delivery) {
    return switch (delivery) {
      case Delivery.Mail mail -> "mail to " + mail.to();
      case Delivery.TextMessage text -> "SMS to " + text.to();
      case Delivery.Post post -> "POST to " + post.to();
    };
  }

  static List<String> lines(Delivery delivery) {
    String head =
        delivery instanceof Delivery.Mail mail ? "Subject: " + mail.subject() + "\n\n" : "";
    return (head + delivery.body()).lines().toList();
  }

  @Override
  public void close() {
    cloud.close();
  }
}
