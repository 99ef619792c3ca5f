package io.lwarotation.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.lwarotation.local.aws.Fault;
import io.lwarotation.local.aws.cloudwatch.AlarmState;
import io.lwarotation.local.aws.sns.Delivery;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.sns.SnsClient;

/** The packaged {@code WatchHandler} in the deployed stack: who hears when of the secret's end. */
@ExtendWith(OwnStage.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class WatchTest {
  private final Stage stage;

  WatchTest(Stage stage) {
    this.stage = stage;
  }

  private static JsonNode run(Stage stage) {
    return Answers.answer(
        stage.cloud().invoke(stage.stack().function("io.lwarotation.handler.WatchHandler"), "{}"));
  }

  @Test
  void neverAsksForADecryptedValue() {
    JsonNode answer = run(stage);

    assertEquals("ok", answer.path("status").asText());
    assertEquals(180, answer.path("daysLeft").asInt(), 1);
    assertEquals(0, stage.cloud().aws().journal().count("kms", "Decrypt"));
  }

  @Test
  void tellsOthersThatAnAddressWasNeverConfirmedOrHasUnsubscribed() {
    try (Stage fresh = Stage.deploy()) {
      fresh.begin();
      int before = fresh.cloud().aws().deliveries().size();
      run(fresh);
      assertEquals(before, fresh.cloud().aws().deliveries().size(), "there is time to confirm");
      fresh.days(1);
      int pending = fresh.cloud().aws().deliveries().size();
      fresh.days(5);

      assertTrue(pending > before, "the telephone hears that the mail is not confirmed");
      assertTrue(
          fresh.cloud().aws().deliveries().size() > pending, "and later that it is gone for good");
      fresh.assertNothingSecretWasTold();
    }
  }

  /** The first: what another test has written would be taken for this one's. */
  @Test
  @Order(1)
  void everyMetricOfAnAlarmOrOfTheDashboardIsOneThatIsReallyWritten() throws Exception {
    Answers.answer(stage.call("{}"));
    stage.days(1);

    Set<String> wanted = new TreeSet<>(stage.stack().metricsOfAlarms());
    assertTrue(wanted.removeIf(metric -> metric.startsWith("AWS/Events FailedInvocations ")));
    assertEquals(9, wanted.size(), wanted::toString);
    Set<String> shown = metricsOfTheDashboard();
    assertTrue(shown.size() >= 8, shown::toString);
    wanted.addAll(shown);

    wanted.removeAll(stage.cloud().aws().metrics());
    assertEquals(Set.of(), wanted, () -> "written are " + stage.cloud().aws().metrics());
  }

  /** EventBridge counts only what fails: the alarm on it is seen to go off. */
  @Test
  void aReminderThatTheTopicDoesNotTakeIsHeardByTwoAlarmsAndByTheWatch() throws Exception {
    changeTopicPolicy("events.amazonaws.com", "s3.amazonaws.com"); // EventBridge stays outside
    try {
      stage.remindAfter(5);
      stage.days(5);
      assertEquals(List.of(), stage.mails("150 of 180 days old"));
      assertTrue(
          stage
              .cloud()
              .aws()
              .metrics()
              .containsAll(
                  stage.stack().metricsOfAlarms().stream()
                      .filter(metric -> metric.startsWith("AWS/Events "))
                      .toList()));
      assertEquals(
          AlarmState.ALARM,
          alarm("a reminder could not be handed over"),
          stage.cloud().aws()::toString);
      assertEquals(AlarmState.ALARM, alarm("a reminder lies in the dead letters"));
      assertEquals(
          1,
          stage
              .mails(
                  "ALARM: \"my-erp: a reminder could not be handed over\" in US East (N. Virginia)")
              .size());

      stage.days(1);

      Delivery.Mail told = stage.mails("my-erp: messages are in dead-letter queues").getLast();
      assertTrue(told.body().contains("1 in Reminder"), told::body);
      assertEquals(List.of(), stage.cloud().aws().lost());
    } finally {
      changeTopicPolicy("s3.amazonaws.com", "events.amazonaws.com");
    }
  }

  @Test
  void aDayWithoutTheWatchIsHeard() {
    stage.days(2);
    assertEquals(AlarmState.OK, alarm("secret under 14 days, or no watch ran"));
    stage.cloud().aws().faults().next(20, "ssm", "GetParameters", new Fault.AccessDenied());

    stage.days(1);
    stage.cloud().clock().advance(Duration.ofHours(8));

    assertEquals(AlarmState.ALARM, alarm("secret under 14 days, or no watch ran"));
  }

  private AlarmState alarm(String title) {
    Map<String, AlarmState> states = stage.cloud().aws().alarms();
    AlarmState state = states.get("my-erp: " + title);
    if (state == null) {
      throw new AssertionError(states.toString());
    }
    return state;
  }

  private void changeTopicPolicy(String from, String to) {
    String topic = stage.stack().outputs().get("TopicArn");
    try (SnsClient sns = Clients.sns(stage.cloud().aws().endpoint())) {
      String policy =
          sns.getTopicAttributes(request -> request.topicArn(topic))
              .attributes()
              .getOrDefault("Policy", "");
      assertTrue(policy.contains(from), policy);
      sns.setTopicAttributes(
          request ->
              request
                  .topicArn(topic)
                  .attributeName("Policy")
                  .attributeValue(policy.replace(from, to)));
    }
  }

  /** Those that the functions write, named as LocalAws names them. */
  private static Set<String> metricsOfTheDashboard() throws Exception {
    String name = "\\\\\"([\\w-]+)\\\\\"";
    return Pattern.compile("\\\\\"LwaRotation\\\\\"," + name + "," + name + "," + name)
        .matcher(Files.readString(Project.template()))
        .results()
        .map(one -> "LwaRotation %s {%s=%s}".formatted(one.group(1), one.group(2), one.group(3)))
        .collect(Collectors.toSet());
  }
}
