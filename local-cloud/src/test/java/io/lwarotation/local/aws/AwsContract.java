package io.lwarotation.local.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;
import software.amazon.awssdk.services.eventbridge.model.RuleState;
import software.amazon.awssdk.services.eventbridge.model.Target;
import software.amazon.awssdk.services.sns.model.InvalidParameterException;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueDoesNotExistException;
import software.amazon.awssdk.services.ssm.model.GetParametersResponse;
import software.amazon.awssdk.services.ssm.model.Parameter;
import software.amazon.awssdk.services.ssm.model.ParameterAlreadyExistsException;
import software.amazon.awssdk.services.ssm.model.ParameterNotFoundException;
import software.amazon.awssdk.services.ssm.model.ParameterTier;
import software.amazon.awssdk.services.ssm.model.ParameterType;
import software.amazon.awssdk.services.ssm.model.PutParameterRequest;
import software.amazon.awssdk.services.ssm.model.SsmException;
import software.amazon.awssdk.services.ssm.model.Tag;

/**
 * What AWS does, asserted with the SDK's own clients, whichever engine answers. What an engine is
 * known to do otherwise it names, with the reason; all the rest it must do.
 */
abstract class AwsContract extends RecordedAnswers {
  private static final String NO_CHANGE =
      "[{\"Type\":\"NoChangeNotification\",\"Version\":\"1.0\","
          + "\"Attributes\":{\"After\":\"150\",\"Unit\":\"Days\"}}]";

  private String key() {
    return aws.kms().createKey().keyMetadata().arn();
  }

  private void putSecret(String name, String value, boolean overwrite, String key) {
    aws.ssm()
        .putParameter(
            p ->
                p.name(name)
                    .value(value)
                    .type(ParameterType.SECURE_STRING)
                    .keyId(key)
                    .overwrite(overwrite));
  }

  private void putString(String name, String value) {
    putString(name, value, p -> {});
  }

  private void putString(String name, String value, Consumer<PutParameterRequest.Builder> more) {
    aws.ssm().putParameter(p -> more.accept(p.name(name).value(value).type(ParameterType.STRING)));
  }

  private void assertRefused(
      String name, String value, Consumer<PutParameterRequest.Builder> more) {
    SsmException refused = assertThrows(SsmException.class, () -> putString(name, value, more));
    assertEquals("ValidationException", codeOf(refused));
  }

  private Parameter get(String name) {
    return aws.ssm().getParameter(g -> g.name(name).withDecryption(true)).parameter();
  }

  private static String codeOf(SsmException e) {
    return e.awsErrorDetails().errorCode();
  }

  @Test
  void keepsASecretAndItsVersions() {
    String name = prefix + "/secret";
    String key = key();
    putSecret(name, "first-EXAMPLE", false, key);
    putSecret(name, "second-EXAMPLE", true, key);

    Parameter latest = get(name);
    assertEquals("second-EXAMPLE", latest.value());
    assertEquals(2L, latest.version());
    assertEquals(ParameterType.SECURE_STRING, latest.type());
    assertTrue(latest.arn().endsWith(":parameter" + name), latest.arn());
    assertEquals("first-EXAMPLE", get(name + ":1").value());
    assertEquals(name, get(name + ":1").name());
    assertEquals(
        List.of(1L, 2L),
        aws.ssm().getParameterHistory(h -> h.name(name)).parameters().stream()
            .map(v -> v.version())
            .toList());
  }

  @Test
  void tellsWhichVersionWasAskedFor() {
    String name = prefix + "/versioned";
    putString(name, "x");

    assertEquals(":1", get(name + ":1").selector());
  }

  @Test
  void showsNoSecretWithoutDecryption() {
    String name = prefix + "/secret";
    putSecret(name, "marker-EXAMPLE", false, key());

    Parameter read = aws.ssm().getParameter(g -> g.name(name)).parameter();

    assertFalse(read.value().contains("marker-EXAMPLE"));
    assertEquals(1L, read.version());
  }

  @Test
  void overwritesOnlyWhenAsked() {
    String name = prefix + "/once";
    putString(name, "first");

    assertThrows(ParameterAlreadyExistsException.class, () -> putString(name, "second"));

    assertEquals("first", get(name).value());
  }

  @Test
  void saysThatAParameterIsNotThere() {
    assertThrows(ParameterNotFoundException.class, () -> get(prefix + "/nothing"));
  }

  @Test
  void listsMissingNamesBesideTheFoundOnes() {
    putString(prefix + "/b", "B");
    putString(prefix + "/a", "A");

    GetParametersResponse answer =
        aws.ssm().getParameters(g -> g.names(prefix + "/b", prefix + "/missing", prefix + "/a"));

    assertEquals(
        Set.of(prefix + "/a", prefix + "/b"),
        Set.copyOf(answer.parameters().stream().map(Parameter::name).toList()));
    assertEquals(List.of(prefix + "/missing"), answer.invalidParameters());
  }

  @Test
  void answersSortedByNameNotInTheOrderAsked() {
    List<String> sorted = IntStream.range(0, 10).mapToObj(i -> prefix + "/" + i).toList();
    sorted.forEach(name -> putString(name, "x"));

    GetParametersResponse answer = aws.ssm().getParameters(g -> g.names(sorted.reversed()));

    assertEquals(sorted, answer.parameters().stream().map(Parameter::name).toList());
  }

  @Test
  void refusesMoreThanTenNames() {
    List<String> eleven = IntStream.range(0, 11).mapToObj(i -> prefix + "/" + i).toList();

    SsmException refused =
        assertThrows(SsmException.class, () -> aws.ssm().getParameters(g -> g.names(eleven)));

    assertEquals("ValidationException", codeOf(refused));
  }

  @Test
  void refusesTagsTogetherWithOverwrite() {
    String name = prefix + "/tagged";
    putString(name, "x");

    assertRefused(
        name, "y", p -> p.overwrite(true).tags(Tag.builder().key("app").value("my-erp").build()));
    assertEquals("x", get(name).value());
  }

  @Test
  void refusesPoliciesOnTheStandardTier() {
    assertThrows(
        SsmException.class, () -> putString(prefix + "/p", "x", p -> p.policies(NO_CHANGE)));
  }

  @Test
  void refusesToGoBackToTheStandardTier() {
    String name = prefix + "/advanced";
    putString(name, "x", p -> p.tier(ParameterTier.ADVANCED));

    assertThrows(
        SsmException.class,
        () -> putString(name, "y", p -> p.overwrite(true).tier(ParameterTier.STANDARD)));
  }

  @Test
  void refusesValuesThatNestAParameter() {
    assertThrows(SsmException.class, () -> putString(prefix + "/n", "{{ssm:other}}"));
  }

  @Test
  void takesFourKilobytesOnTheStandardTierAndNotMore() {
    putString(prefix + "/full", "x".repeat(4096));

    assertRefused(prefix + "/toomuch", "x".repeat(4097), p -> {});
  }

  @Test
  void readsAVersionByItsLabel() {
    String name = prefix + "/labelled";
    putString(name, "one");
    putString(name, "two", p -> p.overwrite(true));
    aws.ssm().labelParameterVersion(l -> l.name(name).parameterVersion(1L).labels("previous"));

    assertEquals("one", get(name + ":previous").value());
  }

  @Test
  void usesNoDisabledKey() {
    String key = key();
    String name = prefix + "/secret";
    putSecret(name, "x-EXAMPLE", false, key);
    aws.kms().disableKey(d -> d.keyId(key));

    assertThrows(SsmException.class, () -> get(name));
  }

  @Test
  void tellsAKeysRotation() {
    String key = key();
    assertFalse(aws.kms().getKeyRotationStatus(g -> g.keyId(key)).keyRotationEnabled());

    aws.kms().enableKeyRotation(e -> e.keyId(key));

    assertTrue(aws.kms().getKeyRotationStatus(g -> g.keyId(key)).keyRotationEnabled());
    assertEquals(
        "Enabled", aws.kms().describeKey(d -> d.keyId(key)).keyMetadata().keyStateAsString());
  }

  private String queue(Map<QueueAttributeName, String> attributes) {
    return aws.sqs()
        .createQueue(c -> c.queueName("q-" + UUID.randomUUID()).attributes(attributes))
        .queueUrl();
  }

  private String arnOf(String queueUrl) {
    return aws.sqs()
        .getQueueAttributes(g -> g.queueUrl(queueUrl).attributeNames(QueueAttributeName.QUEUE_ARN))
        .attributes()
        .getOrDefault(QueueAttributeName.QUEUE_ARN, "");
  }

  private List<Message> receive(String queueUrl) {
    return aws.sqs()
        .receiveMessage(
            r ->
                r.queueUrl(queueUrl)
                    .maxNumberOfMessages(10)
                    .messageSystemAttributeNames(MessageSystemAttributeName.ALL)
                    .messageAttributeNames("All"))
        .messages();
  }

  /** The first that comes, within a bounded time: engines deliver as AWS does, a little later. */
  private Message await(String queueUrl) {
    return aws
        .sqs()
        .receiveMessage(r -> r.queueUrl(queueUrl).waitTimeSeconds(5))
        .messages()
        .stream()
        .findFirst()
        .orElseThrow(() -> new AssertionError("Nothing came to " + queueUrl));
  }

  @Test
  void handsAMessageOutOnceAndDeletesIt() {
    String queue = queue(Map.of());
    aws.sqs()
        .sendMessage(
            s ->
                s.queueUrl(queue)
                    .messageBody("{\"é\":1}")
                    .messageAttributes(
                        Map.of(
                            "kind",
                            MessageAttributeValue.builder()
                                .dataType("String")
                                .stringValue("test")
                                .build())));

    Message first = receive(queue).getFirst();
    assertEquals("{\"é\":1}", first.body());
    assertEquals(
        List.of("test"),
        first.messageAttributes().values().stream().map(v -> v.stringValue()).toList());
    assertEquals(List.of(), receive(queue));

    aws.sqs().deleteMessage(d -> d.queueUrl(queue).receiptHandle(first.receiptHandle()));
    assertEquals(List.of(), receive(queue));
  }

  @Test
  void movesAMessageThatWasReceivedTooOftenToTheDeadLetterQueue() {
    String dead = queue(Map.of());
    String queue =
        queue(
            Map.of(
                QueueAttributeName.VISIBILITY_TIMEOUT,
                "0",
                QueueAttributeName.REDRIVE_POLICY,
                "{\"deadLetterTargetArn\":\"" + arnOf(dead) + "\",\"maxReceiveCount\":2}"));
    aws.sqs().sendMessage(s -> s.queueUrl(queue).messageBody("poison"));

    assertEquals(1, receive(queue).size());
    assertEquals(1, receive(queue).size());
    assertEquals(List.of(), receive(queue));
    assertEquals("poison", await(dead).body());
  }

  @Test
  void saysThatAQueueIsNotThere() {
    String gone = queue(Map.of()) + "-not";

    assertThrows(
        QueueDoesNotExistException.class,
        () -> aws.sqs().sendMessage(s -> s.queueUrl(gone).messageBody("x")));
  }

  private String topic() {
    return aws.sns().createTopic(c -> c.name("t-" + UUID.randomUUID())).topicArn();
  }

  @Test
  void publishesToASubscribedQueue() {
    String topic = topic();
    String queue = queue(Map.of());
    letIn("sns", queue);
    aws.sns()
        .subscribe(
            s ->
                s.topicArn(topic)
                    .protocol("sqs")
                    .endpoint(arnOf(queue))
                    .attributes(Map.of("RawMessageDelivery", "true")));

    aws.sns()
        .publish(
            p ->
                p.topicArn(topic)
                    .subject("Subject & <more>")
                    .messageStructure("json")
                    .message("{\"default\":\"for all\",\"email\":\"for mails\"}"));

    assertEquals("for all", await(queue).body());
  }

  /** Lets a service of AWS send to a queue. */
  private void letIn(String service, String queue) {
    String policy = allow(service + ".amazonaws.com", "sqs:SendMessage", arnOf(queue));
    aws.sqs()
        .setQueueAttributes(
            s -> s.queueUrl(queue).attributes(Map.of(QueueAttributeName.POLICY, policy)));
  }

  private static String allow(String service, String action, String resource) {
    return """
    {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"%s"},
     "Action":"%s","Resource":"%s"}]}\
    """
        .formatted(service, action, resource);
  }

  @Test
  void refusesASubjectOfMoreThanOneLine() {
    assertSubjectRefused("one\ntwo");
  }

  @Test
  void refusesASubjectOfMoreThanAHundredCharacters() {
    assertSubjectRefused("x".repeat(101));
  }

  private void assertSubjectRefused(String subject) {
    String topic = topic();

    assertThrows(
        InvalidParameterException.class,
        () -> aws.sns().publish(p -> p.topicArn(topic).subject(subject).message("x")));
  }

  @Test
  void waitsForAPersonToConfirmAMailSubscription() {
    String topic = topic();
    aws.sns().subscribe(s -> s.topicArn(topic).protocol("email").endpoint("you@example.com"));

    assertEquals(
        "PendingConfirmation",
        aws.sns()
            .listSubscriptionsByTopic(l -> l.topicArn(topic))
            .subscriptions()
            .getFirst()
            .subscriptionArn());
    assertEquals(
        "1",
        aws.sns()
            .getTopicAttributes(g -> g.topicArn(topic))
            .attributes()
            .get("SubscriptionsPending"));
  }

  private void rule(String pattern, String targetArn) {
    String name = "r-" + UUID.randomUUID();
    aws.events().putRule(p -> p.name(name).eventPattern(pattern).state(RuleState.ENABLED));
    aws.events()
        .putTargets(p -> p.rule(name).targets(Target.builder().id("1").arn(targetArn).build()));
  }

  private void put(String source, String detail) {
    int failed =
        aws.events()
            .putEvents(
                p ->
                    p.entries(
                        PutEventsRequestEntry.builder()
                            .source(source)
                            .detailType("Parameter Store Policy Action")
                            .detail(detail)
                            .build()))
            .failedEntryCount();
    assertEquals(0, failed);
  }

  @Test
  void bringsEventsToTheQueuesOfMatchingRulesOnly() {
    String queue = queue(Map.of());
    letIn("events", queue);
    String source = "lwa.contract" + UUID.randomUUID();
    rule(
        "{\"source\":[\"%s\"],\"detail\":{\"parameter-name\":[{\"prefix\":\"/my-erp/\"}]}}"
            .formatted(source),
        arnOf(queue));

    put(source, "{\"parameter-name\":\"/other/secret\"}");
    put(source, "{\"parameter-name\":\"/my-erp/secret\"}");

    Message first = await(queue);
    assertTrue(first.body().contains("/my-erp/secret"), first.body());
    assertEquals(List.of(), receive(queue));
  }

  @Test
  void bringsEventsToTopics() {
    String topic = topic();
    String queue = queue(Map.of());
    aws.sns()
        .setTopicAttributes(
            s ->
                s.topicArn(topic)
                    .attributeName("Policy")
                    .attributeValue(allow("events.amazonaws.com", "sns:Publish", topic)));
    letIn("sns", queue);
    aws.sns().subscribe(s -> s.topicArn(topic).protocol("sqs").endpoint(arnOf(queue)));
    String source = "lwa.contract" + UUID.randomUUID();
    rule("{\"source\":[\"%s\"]}".formatted(source), topic);

    put(source, "{\"a\":1}");

    assertTrue(await(queue).body().contains("\\\"a\\\":1"));
  }

  @Test
  void takesNoEventInTheNameOfAws() {
    var answer =
        aws.events()
            .putEvents(
                p ->
                    p.entries(
                        PutEventsRequestEntry.builder()
                            .source("aws.ssm")
                            .detailType("x")
                            .detail("{}")
                            .build()));

    assertEquals(1, answer.failedEntryCount());
    assertEquals("NotAuthorizedForSourceException", answer.entries().getFirst().errorCode());
  }
}
