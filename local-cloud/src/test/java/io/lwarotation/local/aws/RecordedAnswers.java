package io.lwarotation.local.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.function.Executable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;
import software.amazon.awssdk.services.eventbridge.model.Target;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.ssm.model.ParameterType;

/**
 * Answers of AWS that are easily guessed wrong. Each was recorded from AWS itself: the refusals in
 * the snapshots that LocalStack's tests are validated with, or in AWS's own reference.
 *
 * @see <a
 *     href="https://github.com/localstack/localstack/tree/v4.14.0/tests/aws/services">LocalStack's
 *     snapshots of AWS, a file {@code test_SERVICE.snapshot.json} each</a>
 */
abstract class RecordedAnswers {
  Clients aws = Clients.of(URI.create("http://127.0.0.1:1"), "AKIDEXAMPLE");
  String prefix = "";

  abstract URI engine();

  /**
   * What the engine is known to do otherwise: the test's name, and whose fault it is with its
   * source.
   */
  abstract Map<String, String> knownDifferences();

  @RegisterExtension
  final KnownDifferences differences = new KnownDifferences(this::knownDifferences);

  @BeforeEach
  void connect() {
    aws.close();
    aws = Clients.of(engine(), "AKIDEXAMPLE");
    prefix = "/contract-" + UUID.randomUUID();
  }

  @AfterEach
  void disconnect() {
    aws.close();
  }

  private static AwsServiceException refused(String code, Executable call) {
    AwsServiceException refused = assertThrows(AwsServiceException.class, call);
    assertEquals(code, refused.awsErrorDetails().errorCode(), refused.getMessage());
    return refused;
  }

  private static String text(AwsServiceException refused) {
    return refused.awsErrorDetails().errorMessage();
  }

  private String madeQueue(String name, String visibilityTimeout) {
    return aws.sqs()
        .createQueue(
            c ->
                c.queueName(name)
                    .attributes(Map.of(QueueAttributeName.VISIBILITY_TIMEOUT, visibilityTimeout)))
        .queueUrl();
  }

  private static String unique() {
    return "r-" + UUID.randomUUID();
  }

  /** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_CreateQueue.html */
  @Test
  void makesNoQueueAgainWithOtherAttributes() {
    String name = unique();
    String url = madeQueue(name, "60");

    assertEquals(url, madeQueue(name, "60"));
    refused("QueueAlreadyExists", () -> madeQueue(name, "61"));
    assertEquals(
        "60",
        aws.sqs()
            .getQueueAttributes(
                g -> g.queueUrl(url).attributeNames(QueueAttributeName.VISIBILITY_TIMEOUT))
            .attributes()
            .get(QueueAttributeName.VISIBILITY_TIMEOUT));
  }

  /**
   * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_StartMessageMoveTask.html
   */
  @Test
  void movesNothingFromAQueueThatIsNotThere() {
    String url = madeQueue(unique(), "30");
    String arn =
        aws.sqs()
            .getQueueAttributes(g -> g.queueUrl(url).attributeNames(QueueAttributeName.QUEUE_ARN))
            .attributes()
            .getOrDefault(QueueAttributeName.QUEUE_ARN, "");

    refused(
        "ResourceNotFoundException",
        () -> aws.sqs().startMessageMoveTask(s -> s.sourceArn(arn + "-not")));
  }

  private String madeRule() {
    String name = unique();
    aws.events().putRule(p -> p.name(name).eventPattern("{\"source\":[\"lwa.none\"]}"));
    return name;
  }

  private void target(String rule, String id) {
    String queue = "arn:aws:sqs:us-east-1:123456789012:nobody";
    aws.events().putTargets(p -> p.rule(rule).targets(Target.builder().id(id).arn(queue).build()));
  }

  /** https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_DeleteRule.html */
  @Test
  void deletesNoRuleThatHasTargets() {
    String rule = madeRule();
    target(rule, "a");

    AwsServiceException refused =
        refused("ValidationException", () -> aws.events().deleteRule(d -> d.name(rule)));
    assertEquals("Rule can't be deleted since it has targets.", text(refused));

    aws.events().removeTargets(r -> r.rule(rule).ids("a"));
    aws.events().deleteRule(d -> d.name(rule));
    aws.events().deleteRule(d -> d.name(rule)); // not there: nothing is said
  }

  /** https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_Target.html */
  @Test
  void takesTargetsOfPlainIdsOnly() {
    String rule = madeRule();

    refused("ValidationException", () -> target(rule, "with a space"));
    target(rule, "a.b-c_1");
  }

  /** https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutEvents.html */
  @Test
  void takesEventsForABusThatIsNotThere() {
    var answer =
        aws.events()
            .putEvents(
                p ->
                    p.entries(
                        PutEventsRequestEntry.builder()
                            .source("lwa.contract")
                            .detailType("x")
                            .detail("{}")
                            .eventBusName("nobody")
                            .build()));

    assertEquals(0, answer.failedEntryCount());
    assertFalse(answer.entries().getFirst().eventId().isEmpty());
  }

  private String madeTopic() {
    return aws.sns().createTopic(c -> c.name(unique())).topicArn();
  }

  /** https://docs.aws.amazon.com/sns/latest/api/API_Publish.html: "must be UTF-8 text" */
  @Test
  void takesASubjectInAnyLanguage() {
    String topic = madeTopic();

    assertFalse(
        aws.sns()
            .publish(p -> p.topicArn(topic).subject("Schlüssel läuft ab – 鍵").message("x"))
            .messageId()
            .isEmpty());
  }

  /** https://docs.aws.amazon.com/sns/latest/api/API_GetTopicAttributes.html */
  @Test
  void tellsATopicsPolicyNameAndRetriesThoughNobodySetThem() {
    String topic = madeTopic();

    Map<String, String> attributes =
        aws.sns().getTopicAttributes(g -> g.topicArn(topic)).attributes();

    assertEquals("", attributes.get("DisplayName"));
    assertTrue(attributes.getOrDefault("Policy", "").contains("__default_policy_ID"));
    assertTrue(
        attributes.getOrDefault("EffectiveDeliveryPolicy", "").contains("numRetries"),
        attributes::toString);
  }

  /** https://docs.aws.amazon.com/sns/latest/api/API_Unsubscribe.html */
  @Test
  void unsubscribesByArnOnly() {
    AwsServiceException refused =
        refused(
            "InvalidParameter",
            () -> aws.sns().unsubscribe(u -> u.subscriptionArn("randomstring")));

    assertEquals(
        "Invalid parameter: SubscriptionArn Reason: An ARN must have at least 6 elements, not 1",
        text(refused));
  }

  /** https://docs.aws.amazon.com/sns/latest/api/API_SetTopicAttributes.html */
  @Test
  void takesNoPolicyThatIsNotJson() {
    String topic = madeTopic();

    refused(
        "InvalidParameter",
        () ->
            aws.sns()
                .setTopicAttributes(
                    s -> s.topicArn(topic).attributeName("Policy").attributeValue("none")));
  }

  /** https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateAlias.html */
  @Test
  void givesAKeyNoAliasWithoutThePrefix() {
    String key = aws.kms().createKey().keyMetadata().keyId();

    AwsServiceException refused =
        refused(
            "ValidationException",
            () -> aws.kms().createAlias(c -> c.aliasName("mine").targetKeyId(key)));

    assertTrue(text(refused).startsWith("Alias must start with the prefix \"alias/\"."));
  }

  /** https://docs.aws.amazon.com/kms/latest/APIReference/API_EnableKeyRotation.html */
  @Test
  void rotatesNoDisabledKey() {
    String key = aws.kms().createKey().keyMetadata().keyId();
    aws.kms().disableKey(d -> d.keyId(key));

    refused("DisabledException", () -> aws.kms().enableKeyRotation(e -> e.keyId(key)));
  }

  /** https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParameter.html */
  @Test
  void saysWhichVersionItDoesNotFind() {
    saysThatThereIsNo("7");
  }

  @Test
  void saysWhichLabelItDoesNotFind() {
    saysThatThereIsNo("nolabel");
  }

  private void saysThatThereIsNo(String selector) {
    String name = prefix + "/versions";
    aws.ssm().putParameter(p -> p.name(name).value("x").type(ParameterType.STRING));

    AwsServiceException refused =
        refused(
            "ParameterVersionNotFound",
            () -> aws.ssm().getParameter(g -> g.name(name + ":" + selector)));

    assertEquals(
        "Systems Manager could not find version %s of %s. Verify the version and try again."
            .formatted(selector, name),
        text(refused));
    assertEquals(
        List.of(name + ":" + selector),
        aws.ssm().getParameters(g -> g.names(name + ":" + selector)).invalidParameters());
  }
}
