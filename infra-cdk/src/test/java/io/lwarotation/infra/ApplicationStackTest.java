package io.lwarotation.infra;

import static io.lwarotation.infra.Synthesized.text;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What must hold of a stack, however its template (StackTextTest) changes. */
class ApplicationStackTest {
  private static final String ERP = "lwa-my-erp";
  private static final String SHOP = "lwa-my-shop";

  private static final Synthesized synthesized = Synthesized.shared();

  @Test
  void theKeyAndTheParametersOutliveTheStack() {
    Map<String, String> policies =
        Map.of("AWS::KMS::Key", "RetainExceptOnCreate", "Custom::LwaParameters", "Retain");
    policies.forEach(
        (type, policy) -> {
          for (JsonNode resource : synthesized.resources(ERP, type).values()) {
            assertEquals(policy, resource.get("DeletionPolicy").asText(), type);
            assertEquals("Retain", resource.get("UpdateReplacePolicy").asText(), type);
          }
        });
  }

  @Test
  void theDrillsRuleDiffersFromTheRealOneInItsSourceAndItsTextOnly() {
    JsonNode rule = synthesized.properties(ERP, "AWS::Events::Rule", "ReminderRule");
    JsonNode drill = synthesized.properties(ERP, "AWS::Events::Rule", "ReminderDrill");

    assertEquals(
        text(rule.get("EventPattern")).replace("aws.ssm", "lwa.drill"),
        text(drill.get("EventPattern")));
    assertEquals("ENABLED", drill.get("State").asText());
    JsonNode target = drill.get("Targets").get(0);
    for (String same : List.of("Arn", "DeadLetterConfig", "RetryPolicy")) {
      assertEquals(text(rule.get("Targets").get(0).get(same)), text(target.get(same)));
    }
    assertEquals(
        "\"DRILL, nothing to do: this is how you hear that <detail-parameter-name> is 150 of 180"
            + " days old\"",
        target.at("/InputTransformer/InputTemplate").asText());
  }

  @Test
  void theRuleSaysOneReadableLine() {
    JsonNode target =
        synthesized.properties(SHOP, "AWS::Events::Rule", "ReminderRule").get("Targets").get(0);

    assertEquals(
        "{detail-parameter-name=$.detail.parameter-name, source=$.source}",
        text(target.at("/InputTransformer/InputPathsMap")));
    assertEquals(
        "\"aws.ssm: /my-shop/lwa/clientsecret is 90 of 180 days old. Rotate it, see"
            + " docs/operations.md, then ./lwa put --app my-shop\"",
        target
            .at("/InputTransformer/InputTemplate")
            .asText()
            .replace("<source>", "aws.ssm")
            .replace("<detail-parameter-name>", "/my-shop/lwa/clientsecret"));
  }

  @Test
  void everythingThatKeepsPeopleFromHearingInTimeAlarms() {
    assertEquals(
        Set.of(
            "ConfirmedSubscriptions my-erp 2 of 46 x 3600 ignore",
            "DaysUntilSecretExpires my-erp 28 of 28 x 3600 breaching",
            "EarlierSecretInUse my-erp 1 of 1 x 300 notBreaching",
            "FailedInvocations ${ReminderRule} 1 of 1 x 300 notBreaching",
            "Errors ${CredentialParametersCreatorFunction} 1 of 1 x 300 notBreaching",
            "Errors ${SpApiCallFunction} 1 of 1 x 300 notBreaching",
            "Errors ${WatchHandlerFunction} 1 of 1 x 300 notBreaching",
            "ApproximateNumberOfMessagesVisible ${ReminderDeadLettersQueue.QueueName}"
                + " 1 of 1 x 300 notBreaching",
            "ApproximateNumberOfMessagesVisible ${SpApiDeadLettersQueue.QueueName}"
                + " 1 of 1 x 300 notBreaching",
            "ApproximateNumberOfMessagesVisible ${WatchDeadLettersQueue.QueueName}"
                + " 1 of 1 x 300 notBreaching"),
        alarms());
  }

  /** A rate fires as soon as its schedule is there. */
  @Test
  void aScheduleWaitsForItsRightsAndForTheParameters() {
    for (Map.Entry<String, JsonNode> schedule :
        synthesized.resources(ERP, "AWS::Scheduler::Schedule").entrySet()) {
      String depends = schedule.getValue().path("DependsOn").toString();
      assertTrue(depends.contains("CredentialParametersC95407EC"), schedule::toString);
      assertTrue(depends.contains("SchedulerRoleDefaultPolicy"), schedule::toString);
    }
  }

  /** Of each alarm: its metric, and how many of how many periods of seconds make it go off. */
  private static Set<String> alarms() {
    Set<String> found = new TreeSet<>();
    for (JsonNode alarm : synthesized.resources(ERP, "AWS::CloudWatch::Alarm").values()) {
      JsonNode properties = alarm.get("Properties");
      assertEquals("[${NoticesTopic898AF2CD}]", text(properties.get("AlarmActions")));
      int periods = properties.get("EvaluationPeriods").asInt();
      assertEquals(
          periods > 1,
          properties.has("WarmUpConfiguration"),
          "a new alarm of daily values has none yet, or those of a stack that is gone");
      assertTrue(properties.get("AlarmDescription").asText().contains("application my-erp"));
      assertTrue(properties.get("AlarmName").asText().startsWith("my-erp: "));
      found.add(
          "%s %s %d of %d x %s %s"
              .formatted(
                  properties.get("MetricName").asText(),
                  text(properties.at("/Dimensions/0/Value")).replaceAll("[0-9A-F]{8}\\b", ""),
                  properties.path("DatapointsToAlarm").asInt(periods),
                  periods,
                  properties.get("Period").asText(),
                  properties.get("TreatMissingData").asText()));
    }
    return found;
  }
}
