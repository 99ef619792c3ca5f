package io.lwarotation.local.aws;

import io.lwarotation.local.MovableClock;
import io.lwarotation.local.aws.account.Cloud;
import io.lwarotation.local.aws.cloudformation.CloudFormation;
import io.lwarotation.local.aws.cloudformation.CustomResourceAnswers;
import io.lwarotation.local.aws.cloudformation.Deployment;
import io.lwarotation.local.aws.cloudformation.DeploymentException;
import io.lwarotation.local.aws.cloudwatch.AlarmState;
import io.lwarotation.local.aws.lambda.DeployedFunction;
import io.lwarotation.local.aws.lambda.Functions;
import io.lwarotation.local.aws.sns.Delivery;
import io.lwarotation.local.aws.ssm.ParameterVersion;
import io.lwarotation.local.aws.wire.Account;
import io.lwarotation.local.aws.wire.AwsException;
import io.lwarotation.local.aws.wire.Input;
import io.lwarotation.local.aws.wire.Json;
import io.lwarotation.local.http.Handler;
import io.lwarotation.local.http.Journal;
import io.lwarotation.local.http.LocalServer;
import io.lwarotation.local.http.LocalTls;
import io.lwarotation.local.http.Reply;
import io.lwarotation.local.http.Request;
import io.lwarotation.local.http.Response;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * AWS on this machine: strict stand-ins, over the real wire protocols, for just the calls that this
 * project makes to Parameter Store, Secrets Manager, KMS, SNS, EventBridge, SQS, CloudFormation,
 * CloudWatch, Lambda, EventBridge Scheduler, STS and IAM's simulator. One endpoint serves them all:
 * {@code AWS_ENDPOINT_URL}.
 *
 * <p>Time is that of a {@link MovableClock}: policies, schedules, time-outs and retentions take
 * effect when it is moved, before the move returns. What was not needed here is refused with the
 * code {@code NotModelled}, never ignored. Requests must be signed for the right service and
 * region; the signature itself is not verified. The rights of IAM roles bind nobody and are told by
 * the simulator only, but for what keeps a function from starting; those of KMS keys are not
 * modelled; policies of queues and topics are.
 */
public final class LocalAws implements AutoCloseable {
  /** The account in which everything lies. */
  public static final String ACCOUNT_ID = "123456789012";

  /** The region in which everything lies. */
  public static final String REGION = "us-east-1";

  /** Who signs with this key is the account itself, as with any key that is not named below. */
  public static final String ACCESS_KEY_ID = "AKIDEXAMPLE";

  /** The account from which Amazon sends the messages of SP-API. */
  public static final String AMAZON_ACCOUNT_ID = "437568002678";

  /** Who signs with this key is {@link #AMAZON_ACCOUNT_ID}. */
  public static final String AMAZON_ACCESS_KEY_ID = "AKIDEXAMPLE437568002678";

  private final Cloud cloud;
  private final CloudFormation formation;
  private final FrontDoor frontDoor;
  private final LocalServer server;
  private final Runnable stopListening;

  private LocalAws(MovableClock clock, Function<Handler, LocalServer> servers) {
    this.cloud = Cloud.of(new Account(ACCOUNT_ID, REGION, clock, this::endpoint));
    this.formation = new CloudFormation(cloud);
    this.frontDoor =
        new FrontDoor(
            cloud,
            Stream.concat(cloud.endpoints().stream(), Stream.of(formation.endpoint())).toList(),
            Map.of(AMAZON_ACCESS_KEY_ID, AMAZON_ACCOUNT_ID),
            new Journal(),
            new Faults());
    this.server = servers.apply(this::answer);
    this.stopListening = clock.follow(() -> cloud.lock().run(cloud::clockMoved));
  }

  /** Starts an empty account on a free port of 127.0.0.1. */
  public static LocalAws start(MovableClock clock) {
    return new LocalAws(clock, handler -> LocalServer.start(clock, handler));
  }

  /**
   * The same over TLS.
   *
   * @param tap what lies around the services, such as a stopwatch
   */
  public static LocalAws start(MovableClock clock, LocalTls tls, UnaryOperator<Handler> tap) {
    return new LocalAws(clock, handler -> LocalServer.start(clock, tls, tap.apply(handler)));
  }

  private Reply answer(Request request) {
    if (CustomResourceAnswers.isOne(request)) {
      return formation.answers().take(request);
    }
    Map<String, String> query = request.queryParameters();
    return request.method().equals("GET") && "ConfirmSubscription".equals(query.get("Action"))
        ? inTurn(() -> confirm(query))
        : frontDoor.answer(request);
  }

  /** The link that a webhook follows to confirm its subscription; nobody needs to sign for it. */
  private Response confirm(Map<String, String> query) {
    try {
      String topic = query.getOrDefault("TopicArn", "");
      String arn = cloud.topics().confirm(topic, query.getOrDefault("Token", ""), false);
      return Response.of(200, "text/xml", "<SubscriptionArn>" + arn + "</SubscriptionArn>");
    } catch (AwsException e) {
      return Response.of(e.status(), "text/plain", e.text());
    }
  }

  /** To be set as {@code AWS_ENDPOINT_URL}. */
  public URI endpoint() {
    return server.uri();
  }

  /**
   * Creates a stack from a template that was synthesized by the CDK.
   *
   * @param stackName the name for {@code AWS::StackName} and in generated names
   * @param template the template's JSON file; its parameters take their defaults
   * @param functions runs a function when AWS would: for a custom resource, or on a schedule
   * @throws DeploymentException if AWS, or this stand-in, would refuse; what was made is undone
   */
  public Deployment apply(String stackName, Path template, Functions functions) {
    return Deployment.create(formation, stackName, template, functions);
  }

  /**
   * Somebody stores a secret in Secrets Manager.
   *
   * @return its ARN
   */
  public String storeSecret(String name, String text) {
    return inTurn(() -> cloud.secrets().put(name, text));
  }

  /** Somebody stores a text in Parameter Store, encrypted with AWS's own key. */
  public void storeParameter(String name, String text) {
    Map<String, String> put = Map.of("Name", name, "Type", "SecureString", "Value", text);
    inTurn(() -> cloud.parameters().put(new Input(Json.object(put)), "somebody"));
  }

  /** Each kept version of a parameter with its value, oldest first; empty if there is none. */
  public List<ParameterVersion> parameter(String name) {
    return inTurn(() -> cloud.parameters().inspect(name));
  }

  /** What people got by mail and SMS, in order. Mails that ask for a confirmation are not here. */
  public List<Delivery> deliveries() {
    return inTurn(cloud.topics()::deliveries);
  }

  /** What asked webhooks whether they want to be told, in order. */
  public List<Delivery> webhookConfirmations() {
    return inTurn(cloud.topics()::confirmations);
  }

  /**
   * The person at an address follows the link in each mail that asks to confirm a subscription.
   *
   * @return how many subscriptions that confirmed
   */
  public int confirm(String address) {
    return inTurn(() -> cloud.topics().confirm(address));
  }

  /** The tokens in the links that wait for the person at an address. */
  public List<String> confirmationTokens(String address) {
    return inTurn(() -> cloud.topics().tokens(address));
  }

  /**
   * Somebody, or a mail scanner, follows the link below a mail, or answers STOP to an SMS.
   *
   * @return how many subscriptions that ended
   */
  public int unsubscribe(String address) {
    return inTurn(() -> cloud.topics().unsubscribeAll(address));
  }

  /**
   * Takes in lines that a function has logged; CloudWatch makes metrics of those in the embedded
   * metric format.
   *
   * @throws IllegalStateException at a line of that format which CloudWatch would drop
   */
  public void logged(String lines) {
    cloud.lock().run(() -> cloud.metrics().logged(lines));
  }

  /**
   * Why Lambda cannot start a function, by its error's name; empty if it can. To be asked before a
   * function is run by anybody but LocalAws.
   */
  public Optional<String> problemOfStart(DeployedFunction function) {
    return inTurn(() -> cloud.functions().problemOf(function).map(AwsException::code));
  }

  /** A function has run: AWS counts that, and whether it failed. */
  public void ran(DeployedFunction function, boolean failed) {
    cloud.lock().run(() -> cloud.ran(function, failed));
  }

  /**
   * Looks at every alarm, as CloudWatch does by itself: to be called when all is done that a move
   * of the clock has started. An alarm that goes off is told to its topic.
   */
  public void evaluateAlarms() {
    cloud.lock().run(cloud::evaluateAlarms);
  }

  /** What each alarm is, by its name, at the last look. */
  public Map<String, AlarmState> alarms() {
    return inTurn(cloud.alarms()::states);
  }

  /** The metrics that have a value: namespace, name and {dimension=value}. */
  public Set<String> metrics() {
    return inTurn(cloud.metrics()::names);
  }

  /** Puts the account into SNS's sandbox for SMS, where only verified numbers get any. */
  public void smsSandbox(String... verifiedNumbers) {
    cloud.lock().run(() -> cloud.topics().sandbox(Optional.of(Set.of(verifiedNumbers))));
  }

  /** Takes the account out of SNS's sandbox for SMS. */
  public void leaveSmsSandbox() {
    cloud.lock().run(() -> cloud.topics().sandbox(Optional.empty()));
  }

  /**
   * From now on reads of parameters, of a version too, see what was written this long ago and
   * nothing newer: "not found" then means "not seen". Zero ends it.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParameter.html">
   *     GetParameter</a>
   */
  public void lagReads(Duration lag) {
    cloud.lock().run(() -> cloud.parameters().lag(lag));
  }

  /** The bodies of a queue's messages, hidden ones included; nothing is received by this. */
  public List<String> messages(String queueName) {
    return inTurn(() -> cloud.queues().bodies(queueName));
  }

  /** What AWS tried to deliver and could not, nor put in a dead-letter queue: it is lost. */
  public List<String> lost() {
    return inTurn(() -> List.copyOf(cloud.account().lost()));
  }

  /** The requests so far. */
  public Journal journal() {
    return frontDoor.journal();
  }

  /** Orders faults for coming requests. */
  public Faults faults() {
    return frontDoor.faults();
  }

  private <T> T inTurn(Supplier<T> work) {
    return cloud.lock().hold(work);
  }

  @Override
  public void close() {
    stopListening.run();
    server.close();
  }
}
