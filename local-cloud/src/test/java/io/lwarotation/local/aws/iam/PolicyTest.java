package io.lwarotation.local.aws.iam;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.lwarotation.local.aws.wire.Account;
import io.lwarotation.local.aws.wire.AwsException;
import io.lwarotation.local.aws.wire.Caller;
import io.lwarotation.local.aws.wire.Json;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a role may, as IAM's simulator tells it. */
final class PolicyTest {
  private static final String POLICY =
      """
      {"Version":"2012-10-17","Statement":[
        {"Effect":"Allow","Action":["ssm:Get*"],"Resource":"arn:aws:ssm:us-east-1:1:parameter/my-erp/*"},
        {"Effect":"Allow","Action":"kms:Decrypt","Resource":"*",
          "Condition":{"StringEquals":{"kms:EncryptionContext:PARAMETER_ARN":["arn:a","arn:b"]}}},
        {"Effect":"Deny","Action":"kms:*","Resource":"arn:aws:kms:us-east-1:1:key/other"}]}""";

  @ParameterizedTest
  @CsvSource({
    "ssm:GetParameters, arn:aws:ssm:us-east-1:1:parameter/my-erp/x, arn:a, ALLOWED",
    "ssm:getparameters, arn:aws:ssm:us-east-1:1:parameter/my-erp/x, arn:a, ALLOWED",
    "ssm:PutParameter, arn:aws:ssm:us-east-1:1:parameter/my-erp/x, arn:a, IMPLICIT_DENY",
    "ssm:GetParameters, arn:aws:ssm:us-east-1:1:parameter/other/x, arn:a, IMPLICIT_DENY",
    "kms:Decrypt, arn:aws:kms:us-east-1:1:key/k, arn:b, ALLOWED",
    "kms:Decrypt, arn:aws:kms:us-east-1:1:key/k, arn:c, IMPLICIT_DENY",
    "kms:Decrypt, arn:aws:kms:us-east-1:1:key/k, '', IMPLICIT_DENY",
    "kms:Decrypt, arn:aws:kms:us-east-1:1:key/other, arn:a, EXPLICIT_DENY",
  })
  void isEvaluatedAsIamDoes(
      String action, String resource, String context, Policy.Decision expected) throws Exception {
    List<Policy> policies = List.of(Policy.ofRole(Json.read(POLICY)));
    Map<String, List<String>> request =
        context.isEmpty()
            ? Map.of()
            : Map.of("kms:encryptioncontext:parameter_arn", List.of(context));

    assertEquals(expected, Policy.decide(policies, action, resource, request));
  }

  /** The policy that a topic shows before anybody sets one, and two principals in its place. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      value = {
        "{\"AWS\":\"*\"} 123456789012 true",
        "{\"AWS\":\"*\"} 999999999999 false",
        "\"*\" 123456789012 true",
        "\"123456789012\" 123456789012 false"
      })
  void admitsWhomATopicsOwnPolicyAdmits(String principal, String account, boolean admitted) {
    Policy policy =
        Policy.ofResource(
            """
            {"Version":"2008-10-17","Id":"__default_policy_ID","Statement":[{"Effect":"Allow","Principal":%s,
              "Action":["SNS:Publish"],"Resource":"arn:aws:sns:us-east-1:123456789012:t",
              "Condition":{"StringEquals":{"AWS:SourceOwner":"123456789012"}}}]}"""
                .formatted(principal));
    Caller alarm =
        new Caller.OfService(
            "cloudwatch.amazonaws.com",
            "arn:aws:cloudwatch:us-east-1:%s:alarm:a".formatted(account));
    Account owner =
        new Account("123456789012", "us-east-1", Instant::now, () -> URI.create("http://none"));

    assertEquals(
        admitted,
        policy.allows(alarm, "SNS:Publish", "arn:aws:sns:us-east-1:123456789012:t", owner));
  }

  @ParameterizedTest
  @CsvSource({"StringEquals, NumericLessThan", "Effect, NotAction", "2012-10-17, 2008-10-17"})
  void isRefusedWhenItIsMadeIfItSaysWhatIsNotModelled(String known, String unknown) {
    String policy = POLICY.replace(known, unknown);

    AwsException refused = assertThrows(AwsException.class, () -> Policy.ofRole(Json.read(policy)));

    assertEquals("NotModelled", refused.code());
  }
}
