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
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who may do what where the secret rotates by itself, statement by statement. */
class AutomaticPermissionsTest {
  private static final String AUTO = "lwa-my-auto";
  private static final String PARAMETER =
      "arn:${AWS::Partition}:ssm:${AWS::Region}:${AWS::AccountId}:parameter/my-auto/";
  private static final String SECRET = PARAMETER + "lwa/clientsecret";
  private static final String RECORD = PARAMETER + "lwa/rotation";
  private static final String CLAIMS =
      "arn:${AWS::Partition}:ssm:${AWS::Region}:${AWS::AccountId}:parameter/lwa-rotation/clients/*";
  private static final String READING =
      ("{Action=ssm:GetParameters, Effect=Allow, Resource=[%1$sauthorizations/*,"
              + " %1$slwa/clientidentifier, %1$slwa/clientsecret, %1$slwa/rotation, %1$slwa/sweep, %1$srefreshToken]}")
          .formatted(PARAMETER);
  private static final String HISTORY =
      "{Action=ssm:GetParameterHistory, Effect=Allow, Resource=" + SECRET + "}";
  private static final String DECRYPTING =
      ("{Action=kms:Decrypt, Condition={StringLike={kms:EncryptionContext:PARAMETER_ARN="
              + "[%1$slwa/clientidentifier, %1$slwa/clientsecret, %1$srefreshToken,"
              + " %1$sauthorizations/*]}}, Effect=Allow,"
              + " Resource=${CredentialsKey849F44B7.Arn}}")
          .formatted(PARAMETER);
  private static final String NOTICES =
      "{Action=sns:Publish, Effect=Allow, Resource=${NoticesTopic898AF2CD}}";
  private static final String QUEUE_KEY = "${RotationNewSecretKey46D35280.Arn}";

  @SuppressWarnings("NullAway.Init")
  private static Synthesized synthesized;

  @BeforeAll
  static void synthesize() {
    synthesized = Synthesized.shared();
  }

  @Test
  void theSweepMayReadTheAuthorizationsAndWriteOnlyItsState() {
    assertEquals(
        List.of(
            "{Action=[logs:CreateLogStream, logs:PutLogEvents], Effect=Allow,"
                + " Resource=${SweepHandlerLogs77608DFE.Arn}}",
            READING,
            ("{Action=ssm:GetParametersByPath, Effect=Allow, Resource=[%1$sauthorizations,"
                    + " %1$sauthorizations/*]}")
                .formatted(PARAMETER),
            "{Action=ssm:PutParameter, Effect=Allow, Resource=" + PARAMETER + "lwa/sweep}",
            ("{Action=kms:Decrypt, Condition={StringLike={kms:EncryptionContext:PARAMETER_ARN="
                    + "[%1$slwa/clientidentifier, %1$slwa/clientsecret, %1$sauthorizations/*]}},"
                    + " Effect=Allow, Resource=${CredentialsKey849F44B7.Arn}}")
                .formatted(PARAMETER),
            NOTICES),
        policyOf("SweepHandlerRole"));
    assertEquals(
        List.of(
            "{Action=lambda:InvokeFunction, Effect=Allow,"
                + " Resource=${SweepHandlerFunction872E5D76.Arn}}"),
        statements(
            synthesized.properties(AUTO, "AWS::IAM::Policy", "SweepGoOn").get("PolicyDocument")));
  }

  @Test
  void rotateMayReadEverythingAndWriteOnlyTheRecordAndClaimItsClient() {
    assertEquals(
        List.of(
            "{Action=[logs:CreateLogStream, logs:PutLogEvents], Effect=Allow,"
                + " Resource=${RotationRotateHandlerLogsC4874D47.Arn}}",
            READING,
            HISTORY,
            DECRYPTING,
            "{Action=ssm:PutParameter, Effect=Allow, Resource=" + RECORD + "}",
            "{Action=[ssm:GetParameters, ssm:PutParameter], Effect=Allow, Resource=" + CLAIMS + "}",
            "{Action=ssm:PutParameter, Condition={StringEquals={ssm:Overwrite=true}}, Effect=Deny,"
                + " Resource="
                + CLAIMS
                + "}",
            NOTICES,
            "{Action=sqs:GetQueueAttributes, Effect=Allow,"
                + " Resource=${RotationNewSecretsQueue1D19287B.Arn}}",
            "{Action=[kms:DescribeKey, kms:GetKeyPolicy], Effect=Allow, Resource="
                + QUEUE_KEY
                + "}",
            "{Action=[sqs:DeleteMessage, sqs:GetQueueAttributes, sqs:ReceiveMessage],"
                + " Effect=Allow, Resource=${RotationExpiriesQueue0277DF1A.Arn}}"),
        policyOf("RotationRotateHandlerRole"));
  }

  @Test
  void newSecretMayWriteSecretAndRecordAndTellOfIt() {
    assertEquals(
        List.of(
            "{Action=[logs:CreateLogStream, logs:PutLogEvents], Effect=Allow,"
                + " Resource=${RotationNewSecretHandlerLogs1838D219.Arn}}",
            READING,
            HISTORY,
            DECRYPTING,
            "{Action=ssm:PutParameter, Effect=Allow, Resource=[" + SECRET + ", " + RECORD + "]}",
            "{Action=kms:GenerateDataKey,"
                + " Condition={StringEquals={kms:EncryptionContext:PARAMETER_ARN=["
                + SECRET
                + "]}}, Effect=Allow, Resource=${CredentialsKey849F44B7.Arn}}",
            NOTICES,
            "{Action=events:PutEvents, Condition={StringEquals={events:source=lwa.rotation}},"
                + " Effect=Allow, Resource=arn:${AWS::Partition}:events:${AWS::Region}:"
                + "${AWS::AccountId}:event-bus/default}",
            "{Action=kms:Decrypt,"
                + " Condition={StringEquals={kms:ViaService=sqs.${AWS::Region}.amazonaws.com}},"
                + " Effect=Allow, Resource="
                + QUEUE_KEY
                + "}",
            "{Action=[sqs:DeleteMessage, sqs:GetQueueAttributes, sqs:ReceiveMessage],"
                + " Effect=Allow, Resource=${RotationNewSecretsQueue1D19287B.Arn}}"),
        policyOf("RotationNewSecretHandlerRole"));
  }

  @Test
  void onlyNewSecretMayOverwriteTheSecret() {
    Set<String> writers = new TreeSet<>();
    synthesized
        .resources(AUTO, "AWS::IAM::Policy")
        .forEach(
            (id, policy) -> {
              List<String> all = statements(policy.at("/Properties/PolicyDocument"));
              boolean writes =
                  all.stream()
                      .anyMatch(
                          one ->
                              one.contains("ssm:PutParameter")
                                  && one.contains("Effect=Allow")
                                  && one.contains(SECRET));
              boolean denied =
                  all.stream()
                      .anyMatch(
                          one ->
                              one.contains("ssm:Overwrite=true")
                                  && one.contains("Effect=Deny")
                                  && one.contains(SECRET));
              if (writes && !denied) {
                writers.add(id);
              }
              assertFalse(
                  all.stream()
                      .filter(one -> !one.contains("Effect=Deny"))
                      // CloudWatch knows no resource for it.
                      .filter(one -> !one.contains("{Action=cloudwatch:GetMetricStatistics,"))
                      // The name comes from the client id, which no template knows.
                      .filter(one -> !one.contains("Resource=" + CLAIMS))
                      .map(one -> one.replace(PARAMETER + "authorizations/*", "any authorization"))
                      .anyMatch(one -> one.contains("*")),
                  "no wildcard in " + id + all);
            });

    assertEquals(Set.of("RotationNewSecretHandlerRoleDefaultPolicy51202968"), writers);
  }

  @Test
  void nobodyElseMayDoAnything() {
    assertEquals(11, synthesized.resources(AUTO, "AWS::IAM::Policy").size());
    Map<String, JsonNode> roles = synthesized.resources(AUTO, "AWS::IAM::Role");
    assertEquals(10, roles.size());
    for (JsonNode role : roles.values()) {
      assertFalse(role.get("Properties").has("ManagedPolicyArns"));
      assertFalse(role.get("Properties").has("Policies"));
    }
    assertEquals(Map.of(), synthesized.resources(AUTO, "AWS::Lambda::Permission"));
  }

  @ParameterizedTest
  @CsvSource({
    "RotationNewSecretsQueuePolicy, RotationNewSecretsQueue1D19287B",
    "RotationExpiriesQueuePolicy, RotationExpiriesQueue0277DF1A",
  })
  void onlyAmazonsAccountIsLetIntoTheQueueAndOnlyOverTls(String policy, String queue) {
    assertEquals(
        List.of(
            "{Action=sqs:*, Condition={Bool={aws:SecureTransport=false}}, Effect=Deny,"
                + " Principal={AWS=*}, Resource=${"
                + queue
                + ".Arn}}",
            "{Action=[sqs:GetQueueAttributes, sqs:SendMessage], Effect=Allow,"
                + " Principal={AWS=arn:${AWS::Partition}:iam::437568002678:root}, Resource=${"
                + queue
                + ".Arn}, Sid=AmazonSends}"),
        statements(
            synthesized.properties(AUTO, "AWS::SQS::QueuePolicy", policy).get("PolicyDocument")));
  }

  @Test
  void theQueuesKeyGivesAmazonExactlyTwoRightsAndTheAccountUseThroughSqsOnly() {
    List<String> statements =
        statements(
            synthesized.properties(AUTO, "AWS::KMS::Key", "RotationNewSecretKey").get("KeyPolicy"));

    assertEquals(3, statements.size());
    assertEquals(
        "{Action=[kms:Decrypt, kms:GenerateDataKey], Condition={StringEquals="
            + "{kms:ViaService=sqs.${AWS::Region}.amazonaws.com}}, Effect=Allow,"
            + " Principal={AWS=arn:${AWS::Partition}:iam::${AWS::AccountId}:root}, Resource=*,"
            + " Sid=ReceiveAndRedriveThroughSqsOnly}",
        statements.get(1));
    assertEquals(
        "{Action=[kms:Decrypt, kms:GenerateDataKey], Effect=Allow,"
            + " Principal={AWS=arn:aws:iam::437568002678:root}, Resource=*,"
            + " Sid=AmazonSendsNewSecrets}",
        statements.get(2));
    for (String use :
        Set.of("kms:*", "Decrypt", "Encrypt", "GenerateDataKey", "CreateGrant", "ReEncrypt")) {
      assertFalse(statements.getFirst().contains(use), use);
    }
  }

  @Test
  void theKeyOfTheCredentialsStaysClosedToAmazon() {
    JsonNode credentials = synthesized.properties(AUTO, "AWS::KMS::Key", "CredentialsKey");

    assertFalse(credentials.toString().contains(MessageQueue.AMAZON_ACCOUNT));
    assertEquals(2, statements(credentials.get("KeyPolicy")).size());
  }

  @Test
  void amazonsAccountIsNamedNowhereWhereAPersonRotates() {
    assertTrue(synthesized.template(AUTO).toString().contains(MessageQueue.AMAZON_ACCOUNT));
    assertFalse(
        synthesized.template("lwa-my-erp").toString().contains(MessageQueue.AMAZON_ACCOUNT));
  }

  private static List<String> policyOf(String role) {
    JsonNode policy = synthesized.properties(AUTO, "AWS::IAM::Policy", role);
    String roleId =
        synthesized.resources(AUTO, "AWS::IAM::Role").keySet().stream()
            .filter(id -> id.startsWith(role))
            .findFirst()
            .orElseThrow();
    assertEquals("[${" + roleId + "}]", text(policy.get("Roles")));
    return statements(policy.get("PolicyDocument"));
  }
}
