package io.lwarotation.infra;

import static io.lwarotation.infra.Synthesized.text;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lwarotation.handler.NewSecretHandler;
import io.lwarotation.handler.RotateHandler;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code rotation=automatic} adds to a stack. */
class AutomaticRotationTest {
  private static final String AUTO = "lwa-my-auto";
  private static final String QUEUE = "AWS::SQS::Queue";
  private static final String NEW_SECRETS = "RotationNewSecretsQueue1D19287B";
  private static final String NEW_SECRETS_DEAD = "RotationNewSecretsDeadLettersQueueBBE60ED9";
  private static final String EXPIRIES = "RotationExpiriesQueue0277DF1A";
  private static final String EXPIRIES_DEAD = "RotationExpiriesDeadLettersQueue8CD965B9";
  private static final String KEY = "RotationNewSecretKey46D35280";

  @SuppressWarnings("NullAway.Init")
  private static Synthesized synthesized;

  @BeforeAll
  static void synthesize() {
    synthesized = Synthesized.shared();
  }

  @Test
  void theQueuesAndTheirKeyKeepTheirLogicalIds() {
    // A changed id makes a new queue, and the Developer Console goes on naming the old one: new
    // secrets then vanish without a word.
    assertEquals(
        Set.of(
            NEW_SECRETS,
            NEW_SECRETS_DEAD,
            EXPIRIES,
            EXPIRIES_DEAD,
            "ReminderDeadLettersQueue999EC171",
            "RotationRotateDeadLettersQueue43A8E647",
            "SpApiDeadLettersQueue5EBE24C7",
            "SweepDeadLettersQueueD18ECBE4",
            "WatchDeadLettersQueue9FD7CC6D"),
        synthesized.resources(AUTO, QUEUE).keySet());
    assertEquals(
        Set.of("CredentialsKey849F44B7", KEY),
        synthesized.resources(AUTO, "AWS::KMS::Key").keySet());
  }

  @Test
  void changingTheModeKeepsEverythingElseAsItIs() {
    Set<String> remind = resources("lwa-my-erp");
    Set<String> automatic = resources(AUTO);
    remind.removeIf(id -> id.startsWith("NoticesTopic15550100000")); // The SMS of that one.

    assertTrue(automatic.containsAll(remind));
    automatic.removeAll(remind);
    automatic.removeIf(id -> id.startsWith("Sweep")); // That one is a public application.
    assertTrue(automatic.stream().allMatch(id -> id.startsWith("Rotation")), automatic.toString());
    assertTrue(remind.stream().noneMatch(id -> id.startsWith("Rotation")), remind.toString());
  }

  @Test
  void whatMayHoldTheOnlyCopyOfASecretOutlivesTheStackAndItsKey() {
    for (String id : List.of(NEW_SECRETS, NEW_SECRETS_DEAD, EXPIRIES, EXPIRIES_DEAD)) {
      assertKept(resource(QUEUE, id));
    }
    assertKept(resource("AWS::KMS::Key", KEY));
    assertTrue(properties("AWS::KMS::Key", KEY).get("EnableKeyRotation").asBoolean());
  }

  @Test
  void newSecretsAreUnderTheirKeyAlsoWhenTheyWereGivenUp() {
    for (String id : List.of(NEW_SECRETS, NEW_SECRETS_DEAD)) {
      assertEquals("${" + KEY + ".Arn}", text(properties(QUEUE, id).get("KmsMasterKeyId")));
    }
    for (String id : List.of(EXPIRIES, EXPIRIES_DEAD)) {
      assertTrue(properties(QUEUE, id).get("SqsManagedSseEnabled").asBoolean());
    }
  }

  @Test
  void noQueueIsFifoOrHasAFixedName() {
    for (JsonNode queue : synthesized.resources(AUTO, QUEUE).values()) {
      assertFalse(queue.get("Properties").has("FifoQueue"));
      assertFalse(queue.get("Properties").has("QueueName"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"NewSecrets", "Expiries"})
  void aMessageIsTriedForHoursAndThenKeptBesideFor14Days(String name) {
    JsonNode queue = synthesized.properties(AUTO, QUEUE, "Rotation" + name + "Queue");
    JsonNode mapping =
        synthesized.properties(
            AUTO, "AWS::Lambda::EventSourceMapping", "Rotation" + name + "Mapping");
    String function = mapping.at("/FunctionName/Ref").asText();
    int timeout = properties("AWS::Lambda::Function", function).get("Timeout").asInt();
    int visibility = queue.get("VisibilityTimeout").asInt();
    int receives = queue.at("/RedrivePolicy/maxReceiveCount").asInt();
    Duration tried = Duration.ofSeconds((long) visibility * receives);

    assertTrue(visibility >= 6 * timeout, visibility + " s, " + timeout + " s");
    assertEquals(Duration.ofHours(6), tried, "far more than the hour that a new secret may need");
    assertEquals(1209600, queue.get("MessageRetentionPeriod").asInt());
    assertEquals(
        "${" + (name.equals("NewSecrets") ? NEW_SECRETS_DEAD : EXPIRIES_DEAD) + ".Arn}",
        text(queue.at("/RedrivePolicy/deadLetterTargetArn")));
  }

  @Test
  void theNewSecretIsHandledAloneAndExpiryMessagesTogether() {
    assertEquals(
        "{BatchSize=1, EventSourceArn=${"
            + NEW_SECRETS
            + ".Arn}, FunctionName=${RotationNewSecretHandlerFunction2B1BAFC0},"
            + " FunctionResponseTypes=[ReportBatchItemFailures],"
            + " ScalingConfig={MaximumConcurrency=2},"
            + " Tags=[{Key=lwa-rotation:app, Value=my-auto}]}",
        text(
            synthesized.properties(AUTO, "AWS::Lambda::EventSourceMapping", "RotationNewSecrets")));
    assertEquals(
        "{BatchSize=10, EventSourceArn=${"
            + EXPIRIES
            + ".Arn}, FunctionName=${RotationRotateHandlerFunction859641A6},"
            + " FunctionResponseTypes=[ReportBatchItemFailures],"
            + " ScalingConfig={MaximumConcurrency=2},"
            + " Tags=[{Key=lwa-rotation:app, Value=my-auto}]}",
        text(synthesized.properties(AUTO, "AWS::Lambda::EventSourceMapping", "RotationExpiries")));
    for (JsonNode function : synthesized.resources(AUTO, "AWS::Lambda::Function").values()) {
      assertFalse(function.get("Properties").has("ReservedConcurrentExecutions"));
    }
  }

  @Test
  void theFunctionsGetTheirHandlersAndWhatTheseRead() {
    JsonNode rotate = synthesized.properties(AUTO, "AWS::Lambda::Function", "RotationRotate");
    JsonNode accept = synthesized.properties(AUTO, "AWS::Lambda::Function", "RotationNewSecret");

    assertEquals(RotateHandler.class.getName(), rotate.get("Handler").asText());
    assertEquals(NewSecretHandler.class.getName(), accept.get("Handler").asText());
    assertEquals(
        "{LWA_NEW_SECRET_QUEUE_URL=${"
            + NEW_SECRETS
            + "}, LWA_SWEEP_PARAMETER=/my-auto/lwa/sweep, LWA_TOPIC_ARN=${NoticesTopic898AF2CD}}",
        additional(rotate));
    assertEquals(
        "{LWA_KMS_KEY_ID=${CredentialsKey849F44B7.Arn}, LWA_REMIND_AFTER_DAYS=160,"
            + " LWA_SWEEP_PARAMETER=/my-auto/lwa/sweep, LWA_TOPIC_ARN=${NoticesTopic898AF2CD}}",
        additional(accept));
  }

  @Test
  void theRotationIsLookedAtEverySixHours() {
    JsonNode schedule =
        synthesized.properties(AUTO, "AWS::Scheduler::Schedule", "RotationRotateSchedule");

    assertEquals("rate(6 hours)", schedule.get("ScheduleExpression").asText());
    assertEquals("ENABLED", schedule.get("State").asText());
    assertEquals(
        "{Arn=${RotationRotateHandlerFunction859641A6.Arn},"
            + " DeadLetterConfig={Arn=${RotationRotateDeadLettersQueue43A8E647.Arn}}, Input={},"
            + " RetryPolicy={MaximumEventAgeInSeconds=3600, MaximumRetryAttempts=10},"
            + " RoleArn=${RotationRotateSchedulerRole7C91B477.Arn}}",
        text(schedule.get("Target")));
  }

  @Test
  void peopleHearOfWhatDoesNotGoOnByItself() {
    Set<String> alarms = new TreeSet<>();
    synthesized
        .resources(AUTO, "AWS::CloudWatch::Alarm")
        .forEach(
            (id, alarm) -> {
              JsonNode properties = alarm.get("Properties");
              assertEquals("[${NoticesTopic898AF2CD}]", text(properties.get("AlarmActions")));
              if (id.startsWith("Rotation")) {
                alarms.add(
                    properties.get("MetricName").asText()
                        + " "
                        + text(properties.at("/Dimensions/0/Value"))
                        + " "
                        + properties.get("Threshold").asText());
              }
            });

    assertEquals(
        Set.of(
            "ApproximateAgeOfOldestMessage ${" + NEW_SECRETS + ".QueueName} 7200",
            "ApproximateNumberOfMessagesVisible ${" + NEW_SECRETS_DEAD + ".QueueName} 1",
            "ApproximateNumberOfMessagesVisible ${" + EXPIRIES_DEAD + ".QueueName} 1",
            "ApproximateNumberOfMessagesVisible"
                + " ${RotationRotateDeadLettersQueue43A8E647.QueueName} 1",
            "Errors ${RotationRotateHandlerFunction859641A6} 1",
            "Errors ${RotationNewSecretHandlerFunction2B1BAFC0} 1"),
        alarms);
  }

  @Test
  void theReminderComesAfterTheRotationWasDue() {
    assertEquals(
        160,
        synthesized.properties(AUTO, "Custom::LwaParameters", "").get("RemindAfterDays").asInt());
    assertTrue(
        synthesized
            .properties(AUTO, "AWS::Events::Rule", "ReminderRule")
            .at("/Targets/0/InputTransformer/InputTemplate")
            .asText()
            .contains("has not rotated by itself yet"));
  }

  @Test
  void theOutputsSayWhichQueueBelongsInWhichRowOfTheConsole() {
    JsonNode outputs = synthesized.template(AUTO).get("Outputs");

    assertEquals(
        "{Description=Enter it in the Developer Console under Notification Preferences, row"
            + " Application Client New Secret, Value=${"
            + NEW_SECRETS
            + ".Arn}}",
        text(outputs.get("NewSecretQueueArn")));
    assertEquals(
        "{Description=Enter it in the Developer Console under Notification Preferences, row"
            + " Application Client Secret Expiry, Value=${"
            + EXPIRIES
            + ".Arn}}",
        text(outputs.get("ExpiryQueueArn")));
    for (String name :
        List.of(
            "NewSecretDeadLettersArn",
            "ExpiryDeadLettersArn",
            "ScheduledRotationDeadLettersArn",
            "RotateFunctionName",
            "NewSecretFunctionName")) {
      assertTrue(outputs.has(name), name);
      assertFalse(synthesized.template("lwa-my-erp").get("Outputs").has(name), name);
    }
  }

  private static final Set<String> OF_THE_CALL_ALONE = Set.of("LWA_PUBLIC");

  /** The variables that the function has beside those of every function. */
  private static String additional(JsonNode function) {
    ObjectNode variables = function.at("/Environment/Variables").deepCopy();
    JsonNode common =
        synthesized
            .properties(AUTO, "AWS::Lambda::Function", "SpApiCall")
            .at("/Environment/Variables");
    for (Map.Entry<String, JsonNode> variable : common.properties()) {
      if (!OF_THE_CALL_ALONE.contains(variable.getKey())) {
        assertEquals(variable.getValue(), variables.remove(variable.getKey()));
      }
    }
    return text(variables);
  }

  private static void assertKept(JsonNode resource) {
    assertEquals("RetainExceptOnCreate", resource.get("DeletionPolicy").asText());
    assertEquals("Retain", resource.get("UpdateReplacePolicy").asText());
  }

  private static JsonNode resource(String type, String id) {
    JsonNode found = synthesized.resources(AUTO, type).get(id);
    if (found == null) {
      throw new AssertionError("no " + id);
    }
    return found;
  }

  private static JsonNode properties(String type, String id) {
    return resource(type, id).get("Properties");
  }

  private static Set<String> resources(String stack) {
    Set<String> ids = new HashSet<>();
    synthesized.template(stack).get("Resources").fieldNames().forEachRemaining(ids::add);
    return ids;
  }
}
