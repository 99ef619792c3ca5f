package io.lwarotation.local.aws;

import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;

/** All that lies in the account, and the services before it. To be used within a {@link Turn}. */
final class Cloud {
  private final Account account;
  private final InstantSource clock;
  private final Supplier<URI> endpoint;
  private final Turn turn = new Turn();
  private final Ids ids = new Ids();
  private final FunctionRegistry functions = new FunctionRegistry(turn);
  private final Keys keys;
  private final ParameterStore parameters;
  private final Queues queues;
  private final Topics topics;
  private final EventBus bus;
  private final Schedules schedules;
  private final Metrics metrics = new Metrics();
  private final Stacks stacks = new Stacks();
  private final CustomResourceAnswers customResourceAnswers = new CustomResourceAnswers();
  private final SqsService sqs;
  private final SecretsManagerService secrets;

  Cloud(Account account, InstantSource clock, Supplier<URI> endpoint) {
    this.account = account;
    this.clock = clock;
    this.endpoint = endpoint;
    this.keys = new Keys(account, clock, ids);
    this.parameters = new ParameterStore(account, clock, keys);
    this.queues = new Queues(account, clock, ids, keys);
    this.topics = new Topics(account, clock, ids, queues);
    this.bus = new EventBus(account, clock, ids, topics, queues, functions);
    this.schedules = new Schedules(account, clock, ids, functions, queues);
    this.secrets = new SecretsManagerService(account, clock, ids);
    this.sqs = new SqsService(account, clock, queues, turn, endpoint, ids);
  }

  List<Endpoint> endpoints() {
    CloudWatchService watch = new CloudWatchService(metrics);
    return List.of(
        new Endpoint("ssm", "AmazonSSM", "1.1", new SsmService(account, parameters)),
        new Endpoint("kms", "TrentService", "1.1", new KmsService(account, keys, clock)),
        new Endpoint("events", "AWSEvents", "1.1", new EventsService(bus)),
        new Endpoint("sqs", "AmazonSQS", "1.0", sqs),
        new Endpoint("secretsmanager", "secretsmanager", "1.1", secrets),
        new Endpoint(
            "sns", "http://sns.amazonaws.com/doc/2010-03-31/", "", new SnsService(account, topics)),
        new Endpoint(
            "monitoring", "GraniteServiceVersion20100801", "1.0", (Service.OfJson) watch::json),
        new Endpoint(
            "monitoring",
            "http://monitoring.amazonaws.com/doc/2010-08-01/",
            "",
            (Service.OfQuery) watch::query),
        new Endpoint(
            "cloudformation",
            "http://cloudformation.amazonaws.com/doc/2010-05-15/",
            "",
            new CloudFormationService(stacks)));
  }

  /** Does what has become due. */
  boolean clockMoved() {
    for (Parameter parameter : parameters.all()) {
      for (ParameterPolicy policy : parameter.takeDue(clock.instant())) {
        bus.publish(PolicyAction.event(account, clock.instant(), ids.next(), parameter, policy));
      }
    }
    schedules.fireDue();
    return true;
  }

  List<String> bodies(String queueName) {
    return queues
        .byName(queueName)
        .map(queue -> queue.messages(clock.instant()).stream().map(QueueMessage::body).toList())
        .orElse(List.of());
  }

  Account account() {
    return account;
  }

  InstantSource clock() {
    return clock;
  }

  URI endpoint() {
    return endpoint.get();
  }

  String queueUrl(Queue queue) {
    return sqs.url(queue);
  }

  SecretsManagerService secrets() {
    return secrets;
  }

  Turn turn() {
    return turn;
  }

  Ids ids() {
    return ids;
  }

  FunctionRegistry functions() {
    return functions;
  }

  Keys keys() {
    return keys;
  }

  ParameterStore parameters() {
    return parameters;
  }

  Queues queues() {
    return queues;
  }

  Topics topics() {
    return topics;
  }

  EventBus bus() {
    return bus;
  }

  Schedules schedules() {
    return schedules;
  }

  Metrics metrics() {
    return metrics;
  }

  Stacks stacks() {
    return stacks;
  }

  CustomResourceAnswers customResourceAnswers() {
    return customResourceAnswers;
  }
}
