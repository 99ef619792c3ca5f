package io.lwarotation.local.aws.account;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lwarotation.local.aws.cloudwatch.AlarmBook;
import io.lwarotation.local.aws.cloudwatch.CloudWatchService;
import io.lwarotation.local.aws.cloudwatch.Metrics;
import io.lwarotation.local.aws.events.EventBus;
import io.lwarotation.local.aws.events.EventsService;
import io.lwarotation.local.aws.iam.Roles;
import io.lwarotation.local.aws.kms.Keys;
import io.lwarotation.local.aws.lambda.DeployedFunction;
import io.lwarotation.local.aws.lambda.FunctionRegistry;
import io.lwarotation.local.aws.scheduler.Schedules;
import io.lwarotation.local.aws.secretsmanager.SecretsManagerService;
import io.lwarotation.local.aws.sns.SnsService;
import io.lwarotation.local.aws.sns.Topics;
import io.lwarotation.local.aws.sqs.Queues;
import io.lwarotation.local.aws.sqs.SqsService;
import io.lwarotation.local.aws.ssm.ParameterStore;
import io.lwarotation.local.aws.ssm.SsmService;
import io.lwarotation.local.aws.wire.Account;
import io.lwarotation.local.aws.wire.Caller;
import io.lwarotation.local.aws.wire.Endpoint;
import io.lwarotation.local.aws.wire.Input;
import io.lwarotation.local.aws.wire.Json;
import io.lwarotation.local.aws.wire.StateLock;
import io.lwarotation.local.aws.wire.Wire;
import java.util.List;
import java.util.Map;

/**
 * All that lies in the account, and the services before it. To be used with the {@link StateLock}
 * held.
 */
public record Cloud(
    Account account,
    StateLock lock,
    Roles roles,
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
    Metrics metrics = new Metrics(account.clock());
    FunctionRegistry functions = new FunctionRegistry(account, lock, roles);
    Keys keys = new Keys(account);
    Queues queues = new Queues(account, keys);
    Topics topics = new Topics(account, queues, metrics);
    return new Cloud(
        account,
        lock,
        roles,
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
    CloudWatchService watch = new CloudWatchService(metrics, alarms);
    String monitoring = "GraniteServiceVersion20100801";
    return List.of(
        new Endpoint("ssm", "AmazonSSM", Wire.JSON, new SsmService(account, parameters)),
        new Endpoint("kms", "TrentService", Wire.JSON, keys),
        new Endpoint("events", "AWSEvents", Wire.JSON, new EventsService(bus)),
        new Endpoint("sqs", "AmazonSQS", Wire.JSON, new SqsService(queues)),
        new Endpoint("secretsmanager", "secretsmanager", Wire.JSON, secrets),
        new Endpoint("monitoring", monitoring, Wire.JSON, watch),
        new Endpoint("monitoring", monitoring, Wire.CBOR, watch),
        new Endpoint(
            "monitoring", "http://monitoring.amazonaws.com/doc/2010-08-01/", Wire.QUERY, watch),
        new Endpoint(
            "sns",
            "http://sns.amazonaws.com/doc/2010-03-31/",
            Wire.QUERY,
            new SnsService(account, topics)),
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
    parameters.tellDue(bus);
    schedules.fireDue();
  }

  /** Looks at the queues, then at the alarms. */
  public void evaluateAlarms() {
    queues.measure(metrics);
    alarms.evaluate();
  }

  /** A function has run. */
  public void ran(DeployedFunction function, boolean failed) {
    Map<String, String> of = Map.of("FunctionName", function.name());
    metrics.measured("Lambda", "Errors", of, failed ? 1 : 0);
  }
}
