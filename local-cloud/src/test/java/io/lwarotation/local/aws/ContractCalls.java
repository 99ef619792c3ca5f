package io.lwarotation.local.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.function.Executable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;
import software.amazon.awssdk.services.eventbridge.model.PutEventsResultEntry;
import software.amazon.awssdk.services.eventbridge.model.Target;
import software.amazon.awssdk.services.sns.model.PublishRequest;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.ssm.model.Parameter;
import software.amazon.awssdk.services.ssm.model.ParameterType;
import software.amazon.awssdk.services.ssm.model.PutParameterRequest;

/** What the contract's tests ask of an engine, which they share, with the SDK's own clients. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ContractCalls {
  Clients aws;
  String prefix;

  /** Starts the engine, if need be, and tells where it listens. */
  abstract URI engine() throws Exception;

  /**
   * What the engine is known to do otherwise: the test's name, and whose fault it is with its
   * source.
   */
  abstract Map<String, String> knownDifferences();

  @RegisterExtension
  final KnownDifferences differences = new KnownDifferences(this::knownDifferences);

  @BeforeAll
  void connect() throws Exception {
    aws = Clients.of(engine(), "AKIDEXAMPLE");
  }

  /** Where the engine is not there, there are none. */
  @AfterAll
  void disconnect() {
    Optional.ofNullable(aws).ifPresent(Clients::close);
  }

  @BeforeEach
  void takeNamesOfItsOwn() {
    prefix = "/contract-" + UUID.randomUUID();
  }

  /** The refusal's text. */
  static String refused(String code, Executable call) {
    AwsServiceException refused = assertThrows(AwsServiceException.class, call);
    assertEquals(code, refused.awsErrorDetails().errorCode(), refused.getMessage());
    return refused.awsErrorDetails().errorMessage();
  }

  static String unique() {
    return "c-" + UUID.randomUUID();
  }

  String key() {
    return aws.kms().createKey().keyMetadata().arn();
  }

  void putSecret(String name, String value, String key) {
    putString(name, value, p -> p.type(ParameterType.SECURE_STRING).keyId(key));
  }

  void putString(String name, String value) {
    putString(name, value, p -> {});
  }

  void putString(String name, String value, Consumer<PutParameterRequest.Builder> more) {
    aws.ssm().putParameter(p -> more.accept(p.name(name).value(value).type(ParameterType.STRING)));
  }

  Parameter get(String name) {
    return aws.ssm().getParameter(g -> g.name(name).withDecryption(true)).parameter();
  }

  String queue(Map<QueueAttributeName, String> attributes) {
    return queue(unique(), attributes);
  }

  String queue(String name, Map<QueueAttributeName, String> attributes) {
    return aws.sqs().createQueue(c -> c.queueName(name).attributes(attributes)).queueUrl();
  }

  String attribute(String queueUrl, QueueAttributeName name) {
    return aws.sqs()
        .getQueueAttributes(g -> g.queueUrl(queueUrl).attributeNames(name))
        .attributes()
        .getOrDefault(name, "");
  }

  String arnOf(String queueUrl) {
    return attribute(queueUrl, QueueAttributeName.QUEUE_ARN);
  }

  List<Message> receive(String queueUrl) {
    return aws.sqs().receiveMessage(r -> r.queueUrl(queueUrl).maxNumberOfMessages(10)).messages();
  }

  /** The first that comes, within a bounded time: engines deliver as AWS does, a little later. */
  String await(String queueUrl) {
    return aws
        .sqs()
        .receiveMessage(r -> r.queueUrl(queueUrl).waitTimeSeconds(5))
        .messages()
        .stream()
        .findFirst()
        .orElseThrow(() -> new AssertionError("Nothing came to " + queueUrl))
        .body();
  }

  /** A queue to which a service of AWS may send. */
  String queueFor(String service) {
    String queue = queue(Map.of());
    String policy = allow(service, "sqs:SendMessage", arnOf(queue));
    aws.sqs()
        .setQueueAttributes(
            s -> s.queueUrl(queue).attributes(Map.of(QueueAttributeName.POLICY, policy)));
    return queue;
  }

  static String allow(String service, String action, String resource) {
    return """
    {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"%s.amazonaws.com"},
     "Action":"%s","Resource":"%s"}]}\
    """
        .formatted(service, action, resource);
  }

  String topic() {
    return aws.sns().createTopic(c -> c.name(unique())).topicArn();
  }

  void setPolicy(String topic, String policy) {
    aws.sns()
        .setTopicAttributes(s -> s.topicArn(topic).attributeName("Policy").attributeValue(policy));
  }

  String publish(String topic, String subject, Consumer<PublishRequest.Builder> more) {
    return aws.sns()
        .publish(p -> more.accept(p.topicArn(topic).subject(subject).message("x")))
        .messageId();
  }

  Map<String, String> attributes(String topic) {
    return aws.sns().getTopicAttributes(g -> g.topicArn(topic)).attributes();
  }

  /** A rule's name. */
  String rule(String pattern) {
    String name = unique();
    aws.events().putRule(p -> p.name(name).eventPattern(pattern));
    return name;
  }

  void target(String rule, String id, String arn) {
    aws.events().putTargets(p -> p.rule(rule).targets(Target.builder().id(id).arn(arn).build()));
  }

  PutEventsResultEntry event(String source, String detail, String bus) {
    PutEventsRequestEntry entry =
        PutEventsRequestEntry.builder()
            .source(source)
            .detailType("Parameter Store Policy Action")
            .detail(detail)
            .eventBusName(bus)
            .build();
    return aws.events().putEvents(p -> p.entries(entry)).entries().getFirst();
  }
}
