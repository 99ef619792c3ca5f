package io.lwarotation.cli.doctor;

import io.lwarotation.cli.stack.Arn;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.ContextEntry;
import software.amazon.awssdk.services.iam.model.ContextKeyTypeEnum;
import software.amazon.awssdk.services.iam.model.EvaluationResult;
import software.amazon.awssdk.services.iam.model.PolicyEvaluationDecisionType;
import software.amazon.awssdk.services.lambda.LambdaClient;

/** Whether the role of the function that calls SP-API may read and decrypt, by AWS's simulator. */
record RightsLook(Patient patient) {
  static final String RIGHTS = "lambda:GetFunctionConfiguration and iam:SimulatePrincipalPolicy";

  List<Finding> look() {
    String function = patient.require("CallSpApiFunctionName");
    String key = patient.require("KeyArn");
    String role;
    try (LambdaClient lambda = patient.aws().configured(LambdaClient.builder()).build()) {
      role = lambda.getFunctionConfiguration(request -> request.functionName(function)).role();
    }
    List<Finding> findings = new ArrayList<>();
    try (IamClient iam =
        patient.aws().configured(IamClient.builder()).region(Region.AWS_GLOBAL).build()) {
      for (String name : patient.secureStrings()) {
        String parameter = Arn.of(key).ofParameter(name);
        List<String> refused = new ArrayList<>();
        refused.addAll(refused(iam, role, "ssm:GetParameters", parameter, parameter));
        refused.addAll(refused(iam, role, "kms:Decrypt", key, parameter));
        findings.add(
            refused.isEmpty()
                ? Finding.ok("role of the call", "may read and decrypt " + name)
                : Finding.bad(
                    "role of the call",
                    role + " may not " + String.join(" nor ", refused) + " for " + name,
                    "deploy the stack again: npx cdk deploy; if it stays, look for a permissions boundary"
                        + " or a policy of the organization"));
      }
    }
    return findings;
  }

  private static List<String> refused(
      IamClient iam, String role, String action, String resource, String parameter) {
    String region = parameter.split(":", -1)[3];
    return iam
        .simulatePrincipalPolicy(
            request ->
                request
                    .policySourceArn(role)
                    .actionNames(action)
                    .resourceArns(resource)
                    .contextEntries(
                        entry("kms:EncryptionContext:PARAMETER_ARN", parameter),
                        entry("kms:ViaService", "ssm." + region + ".amazonaws.com")))
        .evaluationResults()
        .stream()
        .filter(result -> result.evalDecision() != PolicyEvaluationDecisionType.ALLOWED)
        .map(EvaluationResult::evalActionName)
        .toList();
  }

  private static ContextEntry entry(String key, String value) {
    return ContextEntry.builder()
        .contextKeyName(key)
        .contextKeyType(ContextKeyTypeEnum.STRING)
        .contextKeyValues(value)
        .build();
  }
}
