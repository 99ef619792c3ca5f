package io.lwarotation.local.aws.account;

import io.lwarotation.local.aws.cloudwatch.AlarmBook;
import io.lwarotation.local.aws.cloudwatch.CloudWatchService;
import io.lwarotation.local.aws.cloudwatch.Metrics;
import io.lwarotation.local.aws.events.EventBus;
import io.lwarotation.local.aws.events.EventsService;
import io.lwarotation.local.aws.iam.IamService;
import io.lwarotation.local.aws.iam.Roles;
import io.lwarotation.local.aws.iam.StsService;
import io.lwarotation.local.aws.kms.Keys;
import io.lwarotation.local.aws.kms.KmsService;
import io.lwarotation.local.aws.lambda.DeployedFunction;
import io.lwarotation.local.aws.lambda.FunctionRegistry;
import io.lwarotation.local.aws.lambda.StartRights;
import io.lwarotation.local.aws.scheduler.Schedules;
import io.lwarotation.local.aws.secretsmanager.SecretsManagerService;
import io.lwarotation.local.aws.sns.SnsService;
import io.lwarotation.local.aws.sns.Topics;
import io.lwarotation.local.aws.sqs.Queue;
import io.lwarotation.local.aws.sqs.QueueMessage;
import io.lwarotation.local.aws.sqs.Queues;
import io.lwarotation.local.aws.sqs.SqsService;
import io.lwarotation.local.aws.ssm.Parameter;
import io.lwarotation.local.aws.ssm.ParameterPolicy;
import io.lwarotation.local.aws.ssm.ParameterStore;
import io.lwarotation.local.aws.ssm.PolicyAction;
import io.lwarotation.local.aws.ssm.SsmService;
import io.lwarotation.local.aws.wire.Account;
import io.lwarotation.local.aws.wire.Endpoint;
import io.lwarotation.local.aws.wire.Ids;
import io.lwarotation.local.aws.wire.Service;
import io.lwarotation.local.aws.wire.StateLock;
import io.lwarotation.local.aws.wire.Wire;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * All that lies in the account, and the services before it. To be used with the {@link StateLock}
 * held.
 */
public record Cloud(
    Account account,
    InstantSource clock,
    Supplier<URI> address,
    StateLock lock,
    Ids ids,
    StartRights startRights,
    FunctionRegistry functions,
    Keys keys,
    ParameterStore parameters,
    Queues queues,
    Topics topics,
    EventBus bus,
    Schedules schedules,
    Metrics metrics,
    AlarmBook alarms,
    Roles roles,
    SqsService sqs,
    SecretsManagerService secrets) {
  /** An empty account. */
  public static Cloud of(Account account, InstantSource clock, Supplier<URI> address) {
    StateLock lock = new StateLock();
    Ids ids = new Ids();
    Roles roles = new Roles();
    Metrics metrics = new Metrics();
    StartRights startRights = new StartRights(account, roles);
    FunctionRegistry functions = new FunctionRegistry(lock, startRights);
    Keys keys = new Keys(account, clock, ids);
    Queues queues = new Queues(account, clock, ids, keys);
    Topics topics = new Topics(account, clock, ids, queues, metrics, address);
    return new Cloud(
        account,
        clock,
        address,
        lock,
        ids,
        startRights,
        functions,
        keys,
        new ParameterStore(account, clock, keys),
        queues,
        topics,
        new EventBus(account, clock, ids, topics, queues, functions, metrics),
        new Schedules(account, clock, ids, functions, queues, roles),
        metrics,
        new AlarmBook(account, metrics, topics),
        roles,
        new SqsService(account, clock, queues, lock, address, ids),
        new SecretsManagerService(account, clock, ids));
  }

  public List<Endpoint> endpoints() {
    CloudWatchService watch = new CloudWatchService(metrics, alarms);
    return List.of(
        new Endpoint("ssm", "AmazonSSM", Wire.JSON_1_1, new SsmService(account, parameters)),
        new Endpoint("kms", "TrentService", Wire.JSON_1_1, new KmsService(account, keys, clock)),
        new Endpoint("events", "AWSEvents", Wire.JSON_1_1, new EventsService(bus)),
        new Endpoint("sqs", "AmazonSQS", Wire.JSON_1_0, sqs),
        new Endpoint("secretsmanager", "secretsmanager", Wire.JSON_1_1, secrets),
        new Endpoint(
            "sns",
            "http://sns.amazonaws.com/doc/2010-03-31/",
            Wire.QUERY,
            new SnsService(account, topics)),
        new Endpoint(
            "monitoring",
            "GraniteServiceVersion20100801",
            Wire.JSON_1_0,
            (Service.OfJson) watch::json),
        new Endpoint(
            "monitoring", "GraniteServiceVersion20100801", Wire.CBOR, (Service.OfJson) watch::json),
        new Endpoint(
            "monitoring",
            "http://monitoring.amazonaws.com/doc/2010-08-01/",
            Wire.QUERY,
            (Service.OfQuery) watch::query),
        new Endpoint(
            "iam", "https://iam.amazonaws.com/doc/2010-05-08/", Wire.QUERY, new IamService(roles)),
        new Endpoint(
            "sts",
            "https://sts.amazonaws.com/doc/2011-06-15/",
            Wire.QUERY,
            new StsService(account)));
  }

  /** Does what has become due. */
  public boolean clockMoved() {
    for (Parameter parameter : parameters.all()) {
      for (ParameterPolicy policy : parameter.takeDue(clock.instant())) {
        bus.publish(PolicyAction.event(account, clock.instant(), ids.next(), parameter, policy));
      }
    }
    schedules.fireDue();
    return true;
  }

  /** Looks at the queues, then at the alarms. */
  public boolean evaluateAlarms() {
    Instant now = clock.instant();
    for (Queue queue : queues.all()) {
      List<QueueMessage> visible =
          queue.messages(now).stream().filter(message -> message.isVisible(now)).toList();
      measure(queue, "ApproximateNumberOfMessagesVisible", visible.size(), now);
      measure(
          queue,
          "ApproximateAgeOfOldestMessage",
          visible.stream()
              .mapToDouble(message -> Duration.between(message.sent(), now).toSeconds())
              .max()
              .orElse(0),
          now);
    }
    alarms.evaluate(now);
    return true;
  }

  private void measure(Queue queue, String name, double value, Instant now) {
    metrics.measured(
        new Metrics.Series("AWS/SQS", name, Map.of("QueueName", queue.name())), value, now);
  }

  /** A function has run. */
  public boolean ran(DeployedFunction function, boolean failed) {
    Map<String, String> dimensions = Map.of("FunctionName", function.name());
    Instant now = clock.instant();
    metrics.measured(new Metrics.Series("AWS/Lambda", "Invocations", dimensions), 1, now);
    metrics.measured(new Metrics.Series("AWS/Lambda", "Errors", dimensions), failed ? 1 : 0, now);
    return true;
  }

  /** What AWS tried to deliver and could not: nobody hears of it. */
  public List<String> lost() {
    return Stream.of(bus.lost(), alarms.lost(), functions.lost(), schedules.lost())
        .flatMap(List::stream)
        .toList();
  }

  public List<String> bodies(String queueName) {
    return queues
        .byName(queueName)
        .map(queue -> queue.messages(clock.instant()).stream().map(QueueMessage::body).toList())
        .orElse(List.of());
  }

  public URI endpoint() {
    return address.get();
  }

  public String queueUrl(Queue queue) {
    return sqs.url(queue);
  }
}
