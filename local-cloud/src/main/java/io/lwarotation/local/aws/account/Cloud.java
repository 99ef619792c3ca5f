package io.lwarotation.local.aws.account;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lwarotation.local.aws.cloudwatch.AlarmBook;
import io.lwarotation.local.aws.cloudwatch.CloudWatchService;
import io.lwarotation.local.aws.cloudwatch.Metrics;
import io.lwarotation.local.aws.events.EventBus;
import io.lwarotation.local.aws.events.EventsService;
import io.lwarotation.local.aws.iam.Roles;
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
import io.lwarotation.local.aws.wire.Caller;
import io.lwarotation.local.aws.wire.Endpoint;
import io.lwarotation.local.aws.wire.Input;
import io.lwarotation.local.aws.wire.Json;
import io.lwarotation.local.aws.wire.StateLock;
import io.lwarotation.local.aws.wire.Wire;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * All that lies in the account, and the services before it. To be used with the {@link StateLock}
 * held.
 */
public record Cloud(
    Account account,
    StateLock lock,
    Roles roles,
    StartRights startRights,
    FunctionRegistry functions,
    Keys keys,
    ParameterStore parameters,
    Queues queues,
    Metrics metrics,
    Topics topics,
    EventBus bus,
    Schedules schedules,
    AlarmBook alarms,
    SecretsManagerService secrets) {
  /** An empty account. */
  public static Cloud of(Account account) {
    StateLock lock = new StateLock();
    Roles roles = new Roles();
    Metrics metrics = new Metrics();
    StartRights startRights = new StartRights(account, roles);
    FunctionRegistry functions = new FunctionRegistry(lock, startRights);
    Keys keys = new Keys(account);
    Queues queues = new Queues(account, keys);
    Topics topics = new Topics(account, queues, metrics);
    return new Cloud(
        account,
        lock,
        roles,
        startRights,
        functions,
        keys,
        new ParameterStore(account, keys),
        queues,
        metrics,
        topics,
        new EventBus(account, topics, queues, functions, metrics),
        new Schedules(account, functions, queues, roles),
        new AlarmBook(account, metrics, topics),
        new SecretsManagerService(account));
  }

  /** The services, each with the ways in which it is asked. */
  public List<Endpoint> endpoints() {
    String sns = "http://sns.amazonaws.com/doc/2010-03-31/";
    String monitoring = "GraniteServiceVersion20100801";
    CloudWatchService watch = new CloudWatchService(metrics, alarms);
    SqsService sqs = new SqsService(account, queues, lock);
    return List.of(
        new Endpoint("ssm", "AmazonSSM", Wire.JSON_1_1, new SsmService(account, parameters)),
        new Endpoint("kms", "TrentService", Wire.JSON_1_1, new KmsService(keys)),
        new Endpoint("events", "AWSEvents", Wire.JSON_1_1, new EventsService(bus)),
        new Endpoint("sqs", "AmazonSQS", Wire.JSON_1_0, sqs),
        new Endpoint("secretsmanager", "secretsmanager", Wire.JSON_1_1, secrets),
        new Endpoint("sns", sns, Wire.QUERY, new SnsService(account, topics)),
        new Endpoint("monitoring", monitoring, Wire.JSON_1_0, watch),
        new Endpoint("monitoring", monitoring, Wire.CBOR, watch),
        new Endpoint(
            "monitoring", "http://monitoring.amazonaws.com/doc/2010-08-01/", Wire.QUERY, watch),
        new Endpoint("iam", "https://iam.amazonaws.com/doc/2010-05-08/", Wire.QUERY, roles),
        new Endpoint(
            "sts", "https://sts.amazonaws.com/doc/2011-06-15/", Wire.QUERY, this::whoCalls));
  }

  /** STS, as far as a caller asks who it is. */
  private ObjectNode whoCalls(Caller.OfAccount caller, String operation, Input input) {
    if (!operation.equals("GetCallerIdentity")) {
      throw Endpoint.unknownOperation(operation);
    }
    return Json.object()
        .put("Arn", account.iamArn("user/" + caller.accessKeyId()))
        .put("UserId", "AIDAEXAMPLE")
        .put("Account", caller.accountId());
  }

  /** Does what has become due. */
  public void clockMoved() {
    for (Parameter parameter : parameters.all()) {
      for (ParameterPolicy policy : parameter.takeDue(account.now())) {
        bus.publish(PolicyAction.event(account, parameter, policy));
      }
    }
    schedules.fireDue();
  }

  /** Looks at the queues, then at the alarms. */
  public void evaluateAlarms() {
    Instant now = account.now();
    for (Queue queue : queues.all()) {
      List<QueueMessage> visible = queue.visible(now);
      double oldest =
          visible.stream()
              .mapToDouble(message -> Duration.between(message.sent(), now).toSeconds())
              .max()
              .orElse(0);
      Map<String, String> of = Map.of("QueueName", queue.name());
      measure("SQS", "ApproximateNumberOfMessagesVisible", of, visible.size());
      measure("SQS", "ApproximateAgeOfOldestMessage", of, oldest);
    }
    alarms.evaluate(now);
  }

  private void measure(String service, String name, Map<String, String> of, double value) {
    metrics.measured(new Metrics.Series("AWS/" + service, name, of), value, account.now());
  }

  /** A function has run. */
  public void ran(DeployedFunction function, boolean failed) {
    Map<String, String> dimensions = Map.of("FunctionName", function.name());
    measure("Lambda", "Invocations", dimensions, 1);
    measure("Lambda", "Errors", dimensions, failed ? 1 : 0);
  }

  /** What AWS tried to deliver and could not: nobody hears of it. */
  public List<String> lost() {
    return Stream.of(bus.lost(), alarms.lost(), functions.lost(), schedules.lost())
        .flatMap(List::stream)
        .toList();
  }
}
