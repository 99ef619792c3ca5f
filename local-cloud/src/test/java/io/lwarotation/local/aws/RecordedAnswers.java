package io.lwarotation.local.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/**
 * Answers of AWS that are easily guessed wrong. Each was recorded from AWS itself: the refusals in
 * the snapshots that LocalStack's tests are validated with, or in AWS's own reference.
 *
 * @see <a
 *     href="https://github.com/localstack/localstack/tree/v4.14.0/tests/aws/services">LocalStack's
 *     snapshots of AWS, a file {@code test_SERVICE.snapshot.json} each</a>
 */
abstract class RecordedAnswers extends ContractCalls {
  /** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_CreateQueue.html */
  @Test
  void makesNoQueueAgainWithOtherAttributes() {
    QueueAttributeName timeout = QueueAttributeName.VISIBILITY_TIMEOUT;
    String name = unique();
    String url = queue(name, Map.of(timeout, "60"));

    assertEquals(url, queue(name, Map.of(timeout, "60")));
    refused("QueueAlreadyExists", () -> queue(name, Map.of(timeout, "61")));
    assertEquals("60", attribute(url, timeout));
  }

  /**
   * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_StartMessageMoveTask.html
   */
  @Test
  void movesNothingFromAQueueThatIsNotThere() {
    String gone = arnOf(queue(Map.of())) + "-not";

    refused(
        "ResourceNotFoundException", () -> aws.sqs().startMessageMoveTask(s -> s.sourceArn(gone)));
  }

  /** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_PurgeQueue.html */
  @Test
  void purgesAQueueOnceInAMinute() {
    String queue = queue(Map.of());
    aws.sqs().sendMessage(s -> s.queueUrl(queue).messageBody("x"));

    aws.sqs().purgeQueue(p -> p.queueUrl(queue));

    assertEquals(List.of(), receive(queue));
    refused(
        "AWS.SimpleQueueService.PurgeQueueInProgress",
        () -> aws.sqs().purgeQueue(p -> p.queueUrl(queue)));
  }

  private String ruleWithTarget(String id) {
    String rule = rule("{\"source\":[\"lwa.none\"]}");
    target(rule, id, "arn:aws:sqs:us-east-1:123456789012:nobody");
    return rule;
  }

  /** https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_DeleteRule.html */
  @Test
  void deletesNoRuleThatHasTargets() {
    String rule = ruleWithTarget("a");

    assertEquals(
        "Rule can't be deleted since it has targets.",
        refused("ValidationException", () -> aws.events().deleteRule(d -> d.name(rule))));

    aws.events().removeTargets(r -> r.rule(rule).ids("a"));
    aws.events().deleteRule(d -> d.name(rule));
    aws.events().deleteRule(d -> d.name(rule)); // not there: nothing is said
  }

  /** https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_Target.html */
  @Test
  void takesTargetsOfPlainIdsOnly() {
    refused("ValidationException", () -> ruleWithTarget("with a space"));
    ruleWithTarget("a.b-c_1");
  }

  /** https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutEvents.html */
  @Test
  void takesEventsForABusThatIsNotThere() {
    assertFalse(event("lwa.contract", "{}", "nobody").eventId().isEmpty());
  }

  /** https://docs.aws.amazon.com/sns/latest/api/API_Publish.html: "must be UTF-8 text" */
  @Test
  void takesASubjectInAnyLanguage() {
    assertFalse(publish(topic(), "Schlüssel läuft ab – 鍵", _ -> {}).isEmpty());
  }

  /** https://docs.aws.amazon.com/sns/latest/api/API_GetTopicAttributes.html */
  @Test
  void tellsATopicsPolicyNameAndRetriesThoughNobodySetThem() {
    Map<String, String> attributes = attributes(topic());

    assertEquals("", attributes.get("DisplayName"));
    assertTrue(attributes.getOrDefault("Policy", "").contains("__default_policy_ID"));
    assertTrue(
        attributes.getOrDefault("EffectiveDeliveryPolicy", "").contains("numRetries"),
        attributes::toString);
  }

  /** https://docs.aws.amazon.com/sns/latest/api/API_Unsubscribe.html */
  @Test
  void unsubscribesByArnOnly() {
    assertEquals(
        "Invalid parameter: SubscriptionArn Reason: An ARN must have at least 6 elements, not 1",
        refused(
            "InvalidParameter",
            () -> aws.sns().unsubscribe(u -> u.subscriptionArn("randomstring"))));
  }

  /** https://docs.aws.amazon.com/sns/latest/api/API_SetTopicAttributes.html */
  @Test
  void takesNoPolicyThatIsNotJson() {
    String topic = topic();

    refused("InvalidParameter", () -> setPolicy(topic, "none"));
  }

  /** https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateAlias.html */
  @Test
  void givesAKeyNoAliasWithoutThePrefix() {
    String key = aws.kms().createKey().keyMetadata().keyId();

    String text =
        refused(
            "ValidationException",
            () -> aws.kms().createAlias(c -> c.aliasName("mine").targetKeyId(key)));

    assertTrue(text.startsWith("Alias must start with the prefix \"alias/\"."), text);
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
    putString(name, "x");

    assertEquals(
        "Systems Manager could not find version %s of %s. Verify the version and try again."
            .formatted(selector, name),
        refused("ParameterVersionNotFound", () -> get(name + ":" + selector)));
    assertEquals(
        List.of(name + ":" + selector),
        aws.ssm().getParameters(g -> g.names(name + ":" + selector)).invalidParameters());
  }
}
