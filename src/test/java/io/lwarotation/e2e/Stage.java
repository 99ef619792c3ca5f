package io.lwarotation.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import io.lwarotation.local.amazon.AmazonReplies;
import io.lwarotation.local.amazon.Application;
import io.lwarotation.local.aws.cloudformation.Deployment;
import io.lwarotation.local.aws.lambda.DeployedFunction;
import io.lwarotation.local.aws.sns.Delivery;
import io.lwarotation.local.aws.ssm.ParameterVersion;
import io.lwarotation.local.cloud.LocalCloud;
import io.lwarotation.local.host.FunctionConfiguration;
import io.lwarotation.local.host.Invocation;
import io.lwarotation.local.host.LambdaHost;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.ParameterTier;
import software.amazon.awssdk.services.ssm.model.ParameterType;

/**
 * The stack, deployed, with an application at Amazon: what tests of {@code CallSpApi} share. The
 * function's process stays warm between them; {@link #begin} gives each a new application, stored
 * credentials and a function that keeps no token.
 */
final class Stage implements AutoCloseable {
  static final Instant START = Instant.parse("2026-06-01T07:00:00Z");
  static final String CLIENT_ID = "/my-erp/lwa/clientidentifier";
  static final String SECRET = "/my-erp/lwa/clientsecret";
  static final String REFRESH_TOKEN = "/my-erp/refreshToken";
  static final String RECORD = "/my-erp/lwa/rotation";
  static final String WATCH = "/my-erp/lwa/watch";
  static final String PLACEHOLDER = "NOT-SET";

  /** Who is subscribed by the build's templates, beside a telephone. */
  static final String MAIL = "you@example.com";

  /** Stands in bodies, headers and events that must never be shown. */
  static final String MARKER = "MARKER-EXAMPLE";

  private static final String HANDLER = "io.lwarotation.handler.CallSpApiHandler";

  private final LocalCloud cloud;
  private final Deployment stack;
  private final SsmClient ssm;
  private final List<String> secrets = new ArrayList<>(List.of(MARKER, "Atza|"));
  private Application application;

  private Stage(LocalCloud cloud, Path template) {
    this.cloud = cloud;
    this.stack = cloud.deploy(Project.STACK, template);
    this.ssm = Clients.ssm(cloud.aws().endpoint());
    this.application = cloud.amazon().register();
  }

  /** Deploys the stack; the parameters hold their placeholders. */
  static Stage deploy() {
    return deploy(START);
  }

  /** The same at today's date: for what compares this machine's clock with AWS's. */
  static Stage deployToday() {
    return deploy(Instant.now());
  }

  /** The same at another time. */
  static Stage deploy(Instant now) {
    return deploy(now, Project.template());
  }

  /** The same from another template. */
  static Stage deploy(Instant now, Path template) {
    return new Stage(LocalCloud.start(now, Project.uploads()), template);
  }

  /** A new application whose credentials are stored, and no token kept anywhere. */
  void begin() {
    forgetFaults();
    remindAfter(150); // whatever the test before has set
    application = cloud.amazon().register();
    secrets.add(application.refreshToken());
    storeAll();
    createRecordAnew();
    forgetToken();
    clearJournals();
  }

  /** What somebody types or pipes into {@code put}. */
  static String typed(Application application) {
    return "client-id=%s\nclient-secret=%s\nrefresh-token=%s\n"
        .formatted(application.clientId(), application.clientSecret(), application.refreshToken());
  }

  void storeAll() {
    put(CLIENT_ID, application.clientId());
    put(REFRESH_TOKEN, application.refreshToken());
    put(SECRET, application.clientSecret());
  }

  /** Without its earlier versions: what a person writes over a record takes no grace away. */
  private void createRecordAnew() {
    ParameterVersion now = newest(RECORD);
    ssm.deleteParameter(request -> request.name(RECORD));
    ssm.putParameter(
        request ->
            request
                .name(RECORD)
                .value(PLACEHOLDER)
                .type(ParameterType.fromValue(now.type()))
                .tier(ParameterTier.fromValue(now.tier())));
  }

  /** A new version, as {@code lwa put} writes it. */
  void put(String name, String value) {
    ParameterVersion now = newest(name);
    if (!name.equals(RECORD) && !value.isBlank() && !value.strip().equals(PLACEHOLDER)) {
      secrets.add(value.strip());
    }
    overwrite(ssm, now, name, value);
  }

  /** Leaves a parameter's type, tier and key as they are. */
  static void overwrite(SsmClient ssm, ParameterVersion now, String name, String value) {
    ssm.putParameter(
        request -> {
          request
              .name(name)
              .value(value)
              .overwrite(true)
              .type(ParameterType.fromValue(now.type()))
              .tier(ParameterTier.fromValue(now.tier()));
          now.keyId().ifPresent(request::keyId);
        });
  }

  /** A new parameter, encrypted with the stack's key, or another value of it. */
  void create(String name, String secret) {
    secrets.add(secret);
    ssm.putParameter(
        request ->
            request
                .name(name)
                .value(secret)
                .type(ParameterType.SECURE_STRING)
                .keyId(stack.outputs().get("KeyArn"))
                .overwrite(true));
  }

  /** Stores the secret again, to be reminded of after so many days. */
  void remindAfter(int days) {
    String policy =
        "[{\"Type\":\"NoChangeNotification\",\"Version\":\"1.0\",\"Attributes\":{\"After\":\"%d\",\"Unit\":\"Days\"}}]"
            .formatted(days);
    ParameterVersion now = newest(SECRET);
    ssm.putParameter(
        request ->
            request
                .name(SECRET)
                .value(now.value())
                .overwrite(true)
                .type(ParameterType.SECURE_STRING)
                .tier(ParameterTier.ADVANCED)
                .keyId(now.keyId().orElseThrow())
                .policies(policy));
  }

  /** Two refused tokens in a row leave the function with none. */
  private void forgetToken() {
    cloud
        .amazon()
        .spApiFaults()
        .next(2, AmazonReplies.denied("The access token you provided has expired."));
    Answers.failure("Unexpected", call("{}"));
    assertEquals(0, cloud.amazon().spApiFaults().left());
  }

  void forgetFaults() {
    cloud.amazon().lwaFaults().clear();
    cloud.amazon().spApiFaults().clear();
    cloud.aws().faults().clear();
  }

  void clearJournals() {
    cloud.amazon().journal().clear();
    cloud.aws().journal().clear();
  }

  void hours(int hours) {
    for (int hour = 0; hour < hours; hour++) {
      cloud.clock().advance(Duration.ofHours(1));
    }
  }

  void days(int days) {
    for (int day = 0; day < days; day++) {
      cloud.clock().advance(Duration.ofDays(1));
    }
  }

  /** The mails whose subject or text has these words. */
  List<Delivery.Mail> mails(String words) {
    return cloud.aws().deliveries().stream()
        .filter(Delivery.Mail.class::isInstance)
        .map(Delivery.Mail.class::cast)
        .filter(mail -> mail.subject().contains(words) || mail.body().contains(words))
        .toList();
  }

  /** What the probe is answered. */
  JsonNode answer() {
    return Answers.answer(call("{}"));
  }

  Invocation call(String event) {
    return cloud.invoke(function(), event);
  }

  /** The next call starts a new process. */
  void makeCold() {
    cloud.host(function()).kill();
  }

  DeployedFunction function() {
    return stack.function(HANDLER);
  }

  /** The function in another process, with another timeout and some other variables. */
  LambdaHost hostWith(Duration timeout, Map<String, String> variables) {
    DeployedFunction function = function();
    Map<String, String> environment = new HashMap<>(function.environment());
    environment.putAll(cloud.endpoints());
    environment.putAll(variables);
    return LambdaHost.start(
        FunctionConfiguration.of(
            function.name(), Project.uploads().call(), function.handler(), environment, timeout));
  }

  ParameterVersion newest(String name) {
    return cloud.aws().parameter(name).getLast();
  }

  /** Requests since {@link #begin}: to Parameter Store, to LWA, to SP-API. */
  List<Integer> requests() {
    return List.of(
        cloud.aws().journal().count("ssm", "GetParameters"),
        cloud.amazon().journal().count("LWA"),
        cloud.amazon().journal().count("SP-API"));
  }

  /** The lines of JSON that the function logged; the runtime's own of a failure may come late. */
  List<JsonNode> logs() {
    String printed = cloud.host(function()).output();
    return printed
        .substring(0, printed.lastIndexOf('\n') + 1)
        .lines()
        .filter(line -> line.startsWith("{"))
        .map(Answers::json)
        .toList();
  }

  /** Nothing secret was printed by a function, nor is it in an answer or error. */
  void assertNothingSecretWasTold() {
    String printed = cloud.output();
    List<String> results = cloud.runs().stream().map(run -> run.result().toString()).toList();
    for (String secret : secrets) {
      assertFalse(printed.contains(secret), () -> "printed: " + secret);
      assertEquals(List.of(), results.stream().filter(r -> r.contains(secret)).toList(), secret);
    }
  }

  LocalCloud cloud() {
    return cloud;
  }

  Deployment stack() {
    return stack;
  }

  Application application() {
    return application;
  }

  SsmClient ssm() {
    return ssm;
  }

  @Override
  public void close() {
    ssm.close();
    cloud.close();
  }
}
