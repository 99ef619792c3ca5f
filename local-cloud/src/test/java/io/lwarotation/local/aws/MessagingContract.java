package io.lwarotation.local.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueDoesNotExistException;

/** The part of {@link AwsContract} that is about queues, topics and events. */
abstract class MessagingContract extends RecordedAnswers {
  @Test
  void handsAMessageOutOnceAndDeletesIt() {
    String queue = queue(Map.of());
    aws.sqs().sendMessage(s -> s.queueUrl(queue).messageBody("{\"é\":1}"));

    Message first = receive(queue).getFirst();
    assertEquals("{\"é\":1}", first.body());
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
    assertEquals("poison", await(dead));
  }

  @Test
  void saysThatAQueueIsNotThere() {
    String gone = queue(Map.of()) + "-not";

    assertThrows(
        QueueDoesNotExistException.class,
        () -> aws.sqs().sendMessage(s -> s.queueUrl(gone).messageBody("x")));
  }

  @Test
  void publishesToASubscribedQueue() {
    String topic = topic();
    String queue = queueFor("sns");
    aws.sns()
        .subscribe(
            s ->
                s.topicArn(topic)
                    .protocol("sqs")
                    .endpoint(arnOf(queue))
                    .attributes(Map.of("RawMessageDelivery", "true")));

    publish(
        topic,
        "Subject & <more>",
        p ->
            p.messageStructure("json")
                .message("{\"default\":\"for all\",\"email\":\"for mails\"}"));

    assertEquals("for all", await(queue));
  }

  @Test
  void refusesASubjectOfMoreThanOneLine() {
    refused("InvalidParameter", () -> publish(topic(), "one\ntwo", _ -> {}));
  }

  @Test
  void refusesASubjectOfMoreThanAHundredCharacters() {
    refused("InvalidParameter", () -> publish(topic(), "x".repeat(101), _ -> {}));
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
    assertEquals("1", attributes(topic).get("SubscriptionsPending"));
  }

  private void put(String source, String detail) {
    assertFalse(event(source, detail, "default").eventId().isEmpty());
  }

  @Test
  void bringsEventsToTheQueuesOfMatchingRulesOnly() {
    String queue = queueFor("events");
    String source = "lwa.contract" + UUID.randomUUID();
    String named = "{\"parameter-name\":[{\"prefix\":\"/my-erp/\"}]}";
    String pattern = "{\"source\":[\"%s\"],\"detail\":%s}".formatted(source, named);
    target(rule(pattern), "1", arnOf(queue));

    put(source, "{\"parameter-name\":\"/other/secret\"}");
    put(source, "{\"parameter-name\":\"/my-erp/secret\"}");

    String first = await(queue);
    assertTrue(first.contains("/my-erp/secret"), first);
    assertEquals(List.of(), receive(queue));
  }

  @Test
  void bringsEventsToTopics() {
    String topic = topic();
    String queue = queueFor("sns");
    setPolicy(topic, allow("events", "sns:Publish", topic));
    aws.sns().subscribe(s -> s.topicArn(topic).protocol("sqs").endpoint(arnOf(queue)));
    String source = "lwa.contract" + UUID.randomUUID();
    target(rule("{\"source\":[\"%s\"]}".formatted(source)), "1", topic);

    put(source, "{\"a\":1}");

    assertTrue(await(queue).contains("\\\"a\\\":1"));
  }

  @Test
  void takesNoEventInTheNameOfAws() {
    assertEquals("NotAuthorizedForSourceException", event("aws.ssm", "{}", "default").errorCode());
  }
}
