package io.lwarotation.infra;

import static io.lwarotation.infra.Synthesized.statements;
import static io.lwarotation.infra.Synthesized.text;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Who may do what, statement by statement: a wider one is seen here. */
class PermissionsTest {
  private static final String STACK = "lwa-my-erp";
  private static final String PARAMETER =
      "arn:${AWS::Partition}:ssm:${AWS::Region}:${AWS::AccountId}:parameter/my-erp/";
  private static final String SECURE_STRINGS =
      "[%1$slwa/clientidentifier, %1$slwa/clientsecret, %1$srefreshToken]".formatted(PARAMETER);
  private static final String ENCRYPTED =
      "[%1$slwa/clientidentifier, %1$slwa/clientsecret, %1$srefreshToken, %1$sauthorizations/*]"
          .formatted(PARAMETER);
  private static final String OF_CALLS =
      "[%1$sauthorizations/*, %1$slwa/clientidentifier, %1$slwa/clientsecret, %1$slwa/rotation, %1$srefreshToken]"
          .formatted(PARAMETER);
  private static final String ALL_PARAMETERS =
      "[%1$slwa/clientidentifier, %1$slwa/clientsecret, %1$slwa/rotation, %1$slwa/watch, %1$srefreshToken]"
          .formatted(PARAMETER);
  private static final String ONLY_THESE =
      "Condition={StringEquals={kms:EncryptionContext:PARAMETER_ARN=" + SECURE_STRINGS + "}}";

  @SuppressWarnings("NullAway.Init")
  private static Synthesized synthesized;

  @BeforeAll
  static void synthesize() {
    synthesized = Synthesized.shared();
  }

  @Test
  void theCreatorMayCreateTheFiveAndIsDeniedToOverwrite() {
    assertEquals(
        List.of(
            "{Action=[logs:CreateLogStream, logs:PutLogEvents], Effect=Allow,"
                + " Resource=${CredentialParametersCreatorLogsC0701302.Arn}}",
            "{Action=[ssm:AddTagsToResource, ssm:PutParameter], Effect=Allow, Resource="
                + ALL_PARAMETERS
                + "}",
            "{Action=ssm:PutParameter, Condition={StringEquals={ssm:Overwrite=true}}, Effect=Deny,"
                + " Resource="
                + ALL_PARAMETERS
                + "}",
            "{Action=[kms:Encrypt, kms:GenerateDataKey], "
                + ONLY_THESE
                + ", Effect=Allow, Resource=${CredentialsKey849F44B7.Arn}}"),
        policyOf("CredentialParametersCreatorRole"));
  }

  @Test
  void theCallMayReadTheFourAndTheAuthorizationsAndWriteNothing() {
    assertEquals(
        List.of(
            "{Action=[logs:CreateLogStream, logs:PutLogEvents], Effect=Allow,"
                + " Resource=${SpApiCallLogs3B8227FE.Arn}}",
            "{Action=ssm:GetParameters, Effect=Allow, Resource=" + OF_CALLS + "}",
            "{Action=kms:Decrypt, Condition={StringLike={kms:EncryptionContext:PARAMETER_ARN="
                + ENCRYPTED
                + "}}, Effect=Allow, Resource=${CredentialsKey849F44B7.Arn}}"),
        policyOf("SpApiCallRole"));
  }

  @Test
  void theWatchMayLookAndTellAndNeverDecrypts() {
    assertEquals(
        List.of(
            "{Action=[logs:CreateLogStream, logs:PutLogEvents], Effect=Allow,"
                + " Resource=${WatchHandlerLogs5B93F256.Arn}}",
            "{Action=ssm:GetParameters, Effect=Allow, Resource=[%1$slwa/clientsecret, %1$slwa/rotation, %1$slwa/watch]}"
                .formatted(PARAMETER),
            "{Action=ssm:PutParameter, Effect=Allow, Resource=" + PARAMETER + "lwa/watch}",
            "{Action=[sns:GetTopicAttributes, sns:Publish],"
                + " Effect=Allow, Resource=${NoticesTopic898AF2CD}}",
            "{Action=sqs:GetQueueAttributes, Effect=Allow, Resource=["
                + "${ReminderDeadLettersQueue999EC171.Arn}, ${SpApiDeadLettersQueue5EBE24C7.Arn},"
                + " ${WatchDeadLettersQueue9FD7CC6D.Arn}]}",
            "{Action=kms:Decrypt, Condition={StringLike={kms:EncryptionContext:PARAMETER_ARN="
                + PARAMETER
                + "*}}, Effect=Deny, Resource=*}",
            "{Action=cloudwatch:GetMetricStatistics,"
                + " Condition={StringEquals={aws:RequestedRegion=${AWS::Region}}}, Effect=Allow,"
                + " Resource=*}"),
        policyOf("WatchHandlerRole"));
  }

  @Test
  void theScheduleMayStartTheFunctionAndKeepWhatFailed() {
    assertEquals(
        List.of(
            "{Action=lambda:InvokeFunction, Effect=Allow,"
                + " Resource=${SpApiCallFunction60C7183A.Arn}}",
            "{Action=sqs:SendMessage, Effect=Allow,"
                + " Resource=${SpApiDeadLettersQueue5EBE24C7.Arn}}"),
        policyOf("SpApiSchedulerRole"));
    assertEquals(
        List.of(
            "{Action=sts:AssumeRole, Condition={StringEquals={aws:SourceAccount=${AWS::AccountId}}},"
                + " Effect=Allow, Principal={Service=scheduler.amazonaws.com}}"),
        statements(
            synthesized
                .properties(STACK, "AWS::IAM::Role", "SpApiSchedulerRole")
                .get("AssumeRolePolicyDocument")));
  }

  @Test
  void nobodyElseMayDoAnything() {
    assertEquals(5, synthesized.resources(STACK, "AWS::IAM::Policy").size());
    Map<String, JsonNode> roles = synthesized.resources(STACK, "AWS::IAM::Role");
    assertEquals(5, roles.size());
    for (JsonNode role : roles.values()) {
      assertFalse(role.get("Properties").has("ManagedPolicyArns"));
      assertFalse(role.get("Properties").has("Policies"));
    }
    assertEquals(Map.of(), synthesized.resources(STACK, "AWS::Lambda::Permission"));
  }

  @Test
  void theKeyEncryptsAndDecryptsOnlyTheseParametersAndOnlyForParameterStore() {
    String root = "arn:${AWS::Partition}:iam::${AWS::AccountId}:root";
    List<String> statements =
        statements(
            synthesized.properties(STACK, "AWS::KMS::Key", "CredentialsKey").get("KeyPolicy"));

    assertEquals(2, statements.size());
    assertEquals(
        "{Action=[kms:Decrypt, kms:Encrypt, kms:GenerateDataKey],"
            + " Condition={StringEquals={kms:ViaService=ssm.${AWS::Region}.amazonaws.com},"
            + " StringLike={kms:EncryptionContext:PARAMETER_ARN="
            + ENCRYPTED
            + "}}, Effect=Allow, Principal={AWS="
            + root
            + "}, Resource=*, Sid=UseForTheseParametersOnly}",
        statements.getLast());
    for (String use :
        Set.of(
            "kms:*", "Decrypt", "Encrypt", "GenerateDataKey", "CreateGrant", "ReEncrypt", "Sign")) {
      assertFalse(statements.getFirst().contains(use), use);
    }
  }

  @Test
  void theTopicTakesEventsAndThisAccountsAlarmsOverTlsOnly() {
    assertEquals(
        List.of(
            "{Action=sns:Publish, Condition={Bool={aws:SecureTransport=false}}, Effect=Deny,"
                + " Principal=*, Resource=${NoticesTopic898AF2CD}, Sid=AllowPublishThroughSSLOnly}",
            "{Action=sns:Publish, Condition={StringEquals={aws:SourceAccount=${AWS::AccountId}}},"
                + " Effect=Allow, Principal={Service=cloudwatch.amazonaws.com},"
                + " Resource=${NoticesTopic898AF2CD}, Sid=AlarmsOfThisAccount}",
            "{Action=sns:Publish, Effect=Allow, Principal={Service=events.amazonaws.com},"
                + " Resource=${NoticesTopic898AF2CD}, Sid=2}"),
        statements(
            synthesized.properties(STACK, "AWS::SNS::TopicPolicy", "").get("PolicyDocument")));
  }

  @Test
  void onlyTheTwoRulesSendToTheirDeadLetters() {
    List<String> statements =
        statements(
            synthesized
                .properties(STACK, "AWS::SQS::QueuePolicy", "Reminder")
                .get("PolicyDocument"));

    assertEquals(3, statements.size());
    assertEquals(
        "{Action=sqs:*, Condition={Bool={aws:SecureTransport=false}}, Effect=Deny,"
            + " Principal={AWS=*}, Resource=${ReminderDeadLettersQueue999EC171.Arn}}",
        statements.getFirst());
    assertEquals(
        "{Action=sqs:SendMessage,"
            + " Condition={ArnEquals={aws:SourceArn=${ReminderRule2A728815.Arn}}}, Effect=Allow,"
            + " Principal={Service=events.amazonaws.com},"
            + " Resource=${ReminderDeadLettersQueue999EC171.Arn},"
            + " Sid=AllowEventRulelwamyerpReminderRuleFF733AC1}",
        statements.get(1));
    assertTrue(
        statements
            .get(2)
            .startsWith(
                "{Action=sqs:SendMessage, Condition={ArnEquals={aws:SourceArn=${ReminderDrill"),
        statements.get(2));
  }

  private static List<String> policyOf(String role) {
    JsonNode policy = synthesized.properties(STACK, "AWS::IAM::Policy", role);
    String roleId =
        synthesized.resources(STACK, "AWS::IAM::Role").keySet().stream()
            .filter(id -> id.startsWith(role))
            .findFirst()
            .orElseThrow();
    assertEquals("[${" + roleId + "}]", text(policy.get("Roles")));
    return statements(policy.get("PolicyDocument"));
  }
}
