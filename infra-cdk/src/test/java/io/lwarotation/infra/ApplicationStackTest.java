package io.lwarotation.infra;

import static io.lwarotation.infra.Synthesized.text;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.lwarotation.core.SpApiRegion;
import io.lwarotation.handler.ParametersHandler;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ApplicationStackTest {
  private static final String ERP = "lwa-my-erp";
  private static final String ON_FIRST = " 300 s %s GreaterThanOrEqualToThreshold 1 notBreaching";
  private static final String SHOP = "lwa-my-shop";

  @SuppressWarnings("NullAway.Init")
  private static Synthesized synthesized;

  @BeforeAll
  static void synthesize() {
    synthesized = Synthesized.shared();
  }

  @Test
  void theStatefulResourcesKeepTheirLogicalIds() {
    // A changed id makes CloudFormation replace the resource: a new key cannot read what the old
    // one encrypted, a new topic has no confirmed subscription.
    assertEquals(
        Set.of("CredentialsKey849F44B7"), synthesized.resources(ERP, "AWS::KMS::Key").keySet());
    assertEquals(
        Set.of("CredentialParametersC95407EC"),
        synthesized.resources(ERP, "Custom::LwaParameters").keySet());
    assertEquals(
        Set.of("NoticesTopic898AF2CD"), synthesized.resources(ERP, "AWS::SNS::Topic").keySet());
    assertEquals(
        Set.of("NoticesTopic15550100000262A764D", "NoticesTopicyouexamplecom5A9751F1"),
        synthesized.resources(ERP, "AWS::SNS::Subscription").keySet());
    assertEquals(
        Set.of(
            "ReminderDeadLettersQueue999EC171",
            "SpApiDeadLettersQueue5EBE24C7",
            "WatchDeadLettersQueue9FD7CC6D"),
        synthesized.resources(ERP, "AWS::SQS::Queue").keySet());
  }

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
  void theKeyRotates() {
    assertTrue(
        synthesized
            .properties(ERP, "AWS::KMS::Key", "CredentialsKey")
            .get("EnableKeyRotation")
            .asBoolean());
  }

  @Test
  void theCreatorGetsWhatItsHandlerReads() {
    assertEquals(
        "{App=my-erp, ClientIdParameter=/my-erp/lwa/clientidentifier,"
            + " ClientSecretParameter=/my-erp/lwa/clientsecret,"
            + " KeyId=${CredentialsKey849F44B7.Arn}, RefreshTokenParameter=/my-erp/refreshToken,"
            + " RemindAfterDays=150, RotationRecordParameter=/my-erp/lwa/rotation,"
            + " ServiceTimeout=300,"
            + " ServiceToken=${CredentialParametersCreatorFunctionE9942D7C.Arn},"
            + " WatchParameter=/my-erp/lwa/watch}",
        text(synthesized.properties(ERP, "Custom::LwaParameters", "")));
    assertEquals(
        ParametersHandler.class.getName(),
        synthesized
            .properties(ERP, "AWS::Lambda::Function", "CredentialParametersCreator")
            .get("Handler")
            .asText());
  }

  @Test
  void theFunctionKnowsItsApplicationAndNothingElse() {
    JsonNode function = synthesized.properties(ERP, "AWS::Lambda::Function", "SpApiCall");

    assertEquals(
        "{LWA_APP=my-erp, LWA_CLIENT_ID_PARAMETER=/my-erp/lwa/clientidentifier,"
            + " LWA_CLIENT_SECRET_PARAMETER=/my-erp/lwa/clientsecret,"
            + " LWA_REFRESH_TOKEN_PARAMETER=/my-erp/refreshToken,"
            + " LWA_ROTATION_RECORD_PARAMETER=/my-erp/lwa/rotation,"
            + " LWA_TOKEN_ENDPOINT=https://api.amazon.com/auth/o2/token,"
            + " SP_API_ENDPOINT=https://sellingpartnerapi-na.amazon.com}",
        text(function.get("Environment").get("Variables")));
    assertEquals("io.lwarotation.handler.CallSpApiHandler", function.get("Handler").asText());
    assertEquals(30, function.get("Timeout").asInt());
  }

  @Test
  void theRegionDecidesTheEndpoint() {
    assertEquals(
        "https://sellingpartnerapi-eu.amazon.com",
        synthesized
            .properties(SHOP, "AWS::Lambda::Function", "SpApiCall")
            .at("/Environment/Variables/SP_API_ENDPOINT")
            .asText());
    assertEquals(
        "https://sellingpartnerapi-eu.amazon.com",
        synthesized.template(SHOP).at("/Outputs/SpApiEndpoint/Value").asText());
    assertEquals("https://sellingpartnerapi-fe.amazon.com", SpApiRegion.FE.endpoint().toString());
  }

  @Test
  void everyFunctionIsJava25OnArmWithoutSnapStartAndLogsJsonIntoItsOwnGroup() {
    Map<String, JsonNode> functions = synthesized.resources(ERP, "AWS::Lambda::Function");
    assertEquals(3, functions.size());
    Set<String> groups = new TreeSet<>();
    Set<String> roles = new TreeSet<>();
    for (JsonNode function : functions.values()) {
      JsonNode properties = function.get("Properties");
      assertEquals("java25", properties.get("Runtime").asText());
      assertEquals("[arm64]", text(properties.get("Architectures")));
      assertFalse(properties.has("SnapStart"));
      assertFalse(properties.has("ReservedConcurrentExecutions"));
      assertFalse(properties.has("FunctionName"), "names are generated");
      assertEquals("JSON", properties.at("/LoggingConfig/LogFormat").asText());
      groups.add(text(properties.at("/LoggingConfig/LogGroup")));
      roles.add(text(properties.get("Role")));
    }
    assertEquals(3, groups.size());
    assertEquals(3, roles.size());
    synthesized
        .resources(ERP, "AWS::Logs::LogGroup")
        .values()
        .forEach(group -> assertEquals(90, group.at("/Properties/RetentionInDays").asInt()));
    synthesized
        .resources(ERP, "AWS::Lambda::EventInvokeConfig")
        .values()
        .forEach(
            config -> {
              assertEquals(2, config.at("/Properties/MaximumRetryAttempts").asInt());
              assertEquals(3600, config.at("/Properties/MaximumEventAgeInSeconds").asInt());
            });
  }

  @Test
  void theScheduleCallsTheProbeAndGivesUpIntoAQueue() {
    JsonNode schedule = synthesized.properties(ERP, "AWS::Scheduler::Schedule", "SpApi");

    assertEquals("rate(1 day)", schedule.get("ScheduleExpression").asText());
    assertEquals("ENABLED", schedule.get("State").asText());
    assertEquals(
        "{Arn=${SpApiCallFunction60C7183A.Arn},"
            + " DeadLetterConfig={Arn=${SpApiDeadLettersQueue5EBE24C7.Arn}},"
            + " Input={\"source\":\"aws.scheduler\"},"
            + " RetryPolicy={MaximumEventAgeInSeconds=3600, MaximumRetryAttempts=10},"
            + " RoleArn=${SpApiSchedulerRoleF7D23250.Arn}}",
        text(schedule.get("Target")));
  }

  @Test
  void aScheduleAndAProbeOfOnesOwnAreTaken() {
    JsonNode schedule = synthesized.properties(SHOP, "AWS::Scheduler::Schedule", "SpApi");

    assertEquals("cron(15 6 * * ? *)", schedule.get("ScheduleExpression").asText());
    assertEquals(
        "{\"source\":\"aws.scheduler\",\"path\":\"/orders/v0/orders\"}",
        schedule.at("/Target/Input").asText());
  }

  @Test
  void theRuleMatchesExactlyTheSecretOfThisApplication() {
    JsonNode rule = synthesized.properties(ERP, "AWS::Events::Rule", "ReminderRule");

    assertEquals(
        "{detail={parameter-name=[/my-erp/lwa/clientsecret], policy-type=[NoChangeNotification]},"
            + " detail-type=[Parameter Store Policy Action], source=[aws.ssm]}",
        text(rule.get("EventPattern")));
    assertEquals("ENABLED", rule.get("State").asText());
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
  void aReminderThatCannotBeDeliveredIsKept() {
    JsonNode target =
        synthesized.properties(ERP, "AWS::Events::Rule", "ReminderRule").get("Targets").get(0);

    assertEquals("${NoticesTopic898AF2CD}", text(target.get("Arn")));
    assertEquals(
        "${ReminderDeadLettersQueue999EC171.Arn}", text(target.at("/DeadLetterConfig/Arn")));
    assertEquals(
        "{MaximumEventAgeInSeconds=86400, MaximumRetryAttempts=185}",
        text(target.get("RetryPolicy")));
  }

  @Test
  void everyoneWhoShallHearIsSubscribed() {
    assertEquals(Set.of("email you@example.com", "sms +15550100000"), subscriptions(ERP));
    assertEquals(Set.of("email a@example.com", "email b@example.com"), subscriptions(SHOP));
  }

  @Test
  void theQueuesKeepWhatFailedFor14Days() {
    synthesized
        .resources(ERP, "AWS::SQS::Queue")
        .values()
        .forEach(
            queue -> {
              assertEquals(1209600, queue.at("/Properties/MessageRetentionPeriod").asInt());
              assertTrue(queue.at("/Properties/SqsManagedSseEnabled").asBoolean());
            });
  }

  @Test
  void everythingThatKeepsPeopleFromHearingInTimeAlarms() {
    assertEquals(
        Set.of(
            "LwaRotation ConfirmedSubscriptions Minimum 2 of 46 x 3600 s my-erp LessThanThreshold 1"
                + " ignore",
            "LwaRotation DaysUntilSecretExpires Minimum 28 of 28 x 3600 s my-erp LessThanThreshold 14"
                + " breaching",
            "LwaRotation EarlierSecretInUse Maximum" + ON_FIRST.formatted("my-erp"),
            "AWS/Events FailedInvocations Sum" + ON_FIRST.formatted("${ReminderRule2A728815}"),
            "AWS/Lambda Errors Sum"
                + ON_FIRST.formatted("${CredentialParametersCreatorFunctionE9942D7C}"),
            "AWS/Lambda Errors Sum" + ON_FIRST.formatted("${SpApiCallFunction60C7183A}"),
            "AWS/Lambda Errors Sum" + ON_FIRST.formatted("${WatchHandlerFunction258267C3}"),
            "AWS/SQS ApproximateNumberOfMessagesVisible Maximum"
                + ON_FIRST.formatted("${ReminderDeadLettersQueue999EC171.QueueName}"),
            "AWS/SQS ApproximateNumberOfMessagesVisible Maximum"
                + ON_FIRST.formatted("${SpApiDeadLettersQueue5EBE24C7.QueueName}"),
            "AWS/SQS ApproximateNumberOfMessagesVisible Maximum"
                + ON_FIRST.formatted("${WatchDeadLettersQueue9FD7CC6D.QueueName}")),
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

  @Test
  void theOutputsNameWhatAnOperatorNeeds() {
    Set<String> names = new TreeSet<>();
    synthesized.template(ERP).get("Outputs").fieldNames().forEachRemaining(names::add);

    assertEquals(
        Set.of(
            "App",
            "CallSpApiFunctionName",
            "KeyArn",
            "NextStep",
            "ParametersFunctionName",
            "Probe",
            "RemindAfterDays",
            "ReminderDeadLettersUrl",
            "ReminderRuleName",
            "ScheduleName",
            "ScheduledCallDeadLettersArn",
            "SpApiEndpoint",
            "TopicArn",
            "Version",
            "WatchDeadLettersArn",
            "WatchFunctionName"),
        names);
    assertTrue(
        synthesized
            .template(ERP)
            .at("/Outputs/Version/Value")
            .asText()
            .matches("\\d+\\.\\d+\\.\\d+.*"),
        "the project's version");
  }

  private static Set<String> subscriptions(String stack) {
    Set<String> found = new TreeSet<>();
    for (JsonNode subscription : synthesized.resources(stack, "AWS::SNS::Subscription").values()) {
      JsonNode properties = subscription.get("Properties");
      assertEquals("${NoticesTopic898AF2CD}", text(properties.get("TopicArn")));
      found.add(properties.get("Protocol").asText() + " " + properties.get("Endpoint").asText());
    }
    return found;
  }

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
          properties.get("Namespace").asText()
              + " "
              + properties.get("MetricName").asText()
              + " "
              + properties.get("Statistic").asText()
              + " "
              + (periods == 1
                  ? ""
                  : properties.path("DatapointsToAlarm").asInt(periods) + " of " + periods + " x ")
              + properties.get("Period").asText()
              + " s "
              + text(properties.at("/Dimensions/0/Value"))
              + " "
              + properties.get("ComparisonOperator").asText()
              + " "
              + properties.get("Threshold").asText()
              + " "
              + properties.get("TreatMissingData").asText());
    }
    return found;
  }
}
