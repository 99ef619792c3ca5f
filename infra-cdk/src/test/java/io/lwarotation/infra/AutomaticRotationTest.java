package io.lwarotation.infra;

import static io.lwarotation.infra.Synthesized.text;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
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

  private static final Synthesized synthesized = Synthesized.shared();

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

    Map<String, String> rows =
        Map.of(
            "NewSecretQueueArn", "Application Client New Secret",
            "ExpiryQueueArn", "Application Client Secret Expiry");
    rows.forEach(
        (output, row) ->
            assertEquals(
                "Enter it in the Developer Console under Notification Preferences, row " + row,
                outputs.at("/" + output + "/Description").asText()));
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
