package io.lwarotation.local.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lwarotation.local.aws.cloudformation.Deployment;
import io.lwarotation.local.aws.cloudformation.DeploymentException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What happens between a trigger and a function's first line, as AWS's documentation says. */
final class FunctionStartTest extends OnLocalAws {
  private static final String TEMPLATE =
      """
      {"Resources":{
        "Role":{"Type":"AWS::IAM::Role","Properties":{}},
        "Policy":{"Type":"AWS::IAM::Policy","Properties":{"PolicyName":"p","Roles":[{"Ref":"Role"}],
          "PolicyDocument":{"Version":"2012-10-17","Statement":[
            {"Effect":"Deny","Action":"kms:Decrypt","Resource":"*"CONDITION}]}}},
        "Call":{"Type":"AWS::Lambda::Function","DependsOn":["Policy"],"Properties":{"FunctionName":"call",
          "Handler":"io.example.Call","Runtime":"java25","Role":{"Fn::GetAtt":["Role","Arn"]},
          "Environment":{"Variables":VARIABLES}}},
        "Dead":{"Type":"AWS::SQS::Queue","Properties":{"QueueName":"dead"}},
        "Scheduler":{"Type":"AWS::IAM::Role","Properties":{}},
        "Start":{"Type":"AWS::IAM::Policy","Properties":{"PolicyName":"start","Roles":[{"Ref":"Scheduler"}],
          "PolicyDocument":{"Version":"2012-10-17","Statement":[
            {"Effect":"Allow","Action":"lambda:InvokeFunction","Resource":{"Fn::GetAtt":["Call","Arn"]}}]}}},
        "Daily":{"Type":"AWS::Scheduler::Schedule",DEPENDS"Properties":{"ScheduleExpression":"rate(1 day)",
          "FlexibleTimeWindow":{"Mode":"OFF"},"Target":{"Arn":{"Fn::GetAtt":["Call","Arn"]},
          "RoleArn":{"Fn::GetAtt":["Scheduler","Arn"]},"Input":"{}",
          "DeadLetterConfig":{"Arn":{"Fn::GetAtt":["Dead","Arn"]}}}}}}}""";
  private static final String FOR_PARAMETERS =
      """
      ,"Condition":{"StringLike":{"kms:EncryptionContext:PARAMETER_ARN":"arn:*"}}""";
  private static final String AFTER_ITS_POLICY = "\"DependsOn\":[\"Start\"],";

  private final List<String> invoked = new ArrayList<>();

  private Deployment deploy(String condition, String variables, String depends) throws IOException {
    return deploy(
        TEMPLATE
            .replace("CONDITION", condition.strip())
            .replace("VARIABLES", variables)
            .replace("DEPENDS", depends));
  }

  private Deployment deploy(String template) throws IOException {
    return deploy(template, (function, _) -> invoked.add(function.logicalId()));
  }

  @Test
  void aRoleThatDeniesEveryDecryptionNeverStarts() throws Exception {
    Deployment stack = deploy("", "{\"A\":\"b\"}", AFTER_ITS_POLICY);

    assertEquals(
        "KMSAccessDeniedException",
        local.problemOfStart(stack.function("io.example.Call")).orElseThrow());
    assertEquals(List.of(), invoked);
    assertEquals(List.of("call was not started: KMSAccessDeniedException"), local.lost());
    assertTrue(local.metrics().isEmpty(), () -> local.metrics().toString());
  }

  @Test
  void aRoleThatDeniesTheDecryptionOfParametersStarts() throws Exception {
    deploy(FOR_PARAMETERS, "{\"A\":\"b\"}", AFTER_ITS_POLICY);

    assertEquals(List.of("Call"), invoked);
  }

  @Test
  void aFunctionWithoutVariablesNeedsNoDecryption() throws Exception {
    deploy("", "{}", AFTER_ITS_POLICY);

    assertEquals(List.of("Call"), invoked);
  }

  @Test
  void aRateFiresAtOnceAndThenEachPeriod() throws Exception {
    deploy(FOR_PARAMETERS, "{}", AFTER_ITS_POLICY);
    assertEquals(List.of("Call"), invoked);

    clock.advance(Duration.ofHours(23));
    assertEquals(1, invoked.size());
    clock.advance(Duration.ofHours(1));
    assertEquals(2, invoked.size());
  }

  @Test
  void aRateThatDoesNotWaitForItsRolesPolicyLosesItsFirstRun() throws Exception {
    deploy(FOR_PARAMETERS, "{}", "");

    assertEquals(List.of(), invoked);
    assertEquals(1, local.lost().size(), "its role may not write to the dead letters either");
  }

  @Test
  void anExpressionThatFiresAtATimeWaitsForIt() throws Exception {
    String template = TEMPLATE.replace("CONDITION", "").replace("VARIABLES", "{}");
    deploy(
        template.replace("DEPENDS", AFTER_ITS_POLICY).replace("rate(1 day)", "cron(15 6 * * ? *)"));

    assertEquals(List.of(), invoked);
  }

  @Test
  void aTargetElsewhereIsRefused() throws Exception {
    for (String elsewhere :
        List.of("arn:aws:sns:eu-west-1:123456789012:t", "arn:aws:sns:us-east-1:210987654321:t")) {
      String template =
          """
          {"Resources":{"Rule":{"Type":"AWS::Events::Rule","Properties":{
            "EventPattern":{"source":["a"]},"Targets":[{"Id":"T","Arn":"%s"}]}}}}"""
              .formatted(elsewhere);

      DeploymentException refused = assertThrows(DeploymentException.class, () -> deploy(template));

      assertTrue(refused.toString().contains("ValidationException"), refused::toString);
    }
  }
}
