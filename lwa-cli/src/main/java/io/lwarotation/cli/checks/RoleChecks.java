package io.lwarotation.cli.checks;

import io.lwarotation.adapter.aws.SsmClientClaims;
import io.lwarotation.cli.stack.Arn;
import io.lwarotation.cli.stack.AwsTrouble;
import io.lwarotation.core.AuthorizationPath;
import io.lwarotation.core.ParameterNames;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.ContextEntry;
import software.amazon.awssdk.services.iam.model.ContextKeyTypeEnum;
import software.amazon.awssdk.services.iam.model.EvaluationResult;
import software.amazon.awssdk.services.iam.model.PolicyEvaluationDecisionType;
import software.amazon.awssdk.services.lambda.LambdaClient;

/** Whether the functions' roles may read, decrypt and write what they must, by AWS's simulator. */
record RoleChecks(Application app) {
  static final String RIGHTS = "lambda:GetFunctionConfiguration and iam:SimulatePrincipalPolicy";

  /** Something that a function does, with one parameter. */
  private record Need(String action, String parameter) {
    boolean isOfKey() {
      return action.startsWith("kms:");
    }
  }

  Finding call() {
    List<Need> needs = new ArrayList<>(reading(app.secureStrings()));
    needs.add(new Need("ssm:GetParameters", app.names().rotationRecord()));
    needs.addAll(reading(List.of(AuthorizationPath.ofApp(app.names().app()).path() + "/*")));
    return look("role of the call", "CallSpApiFunctionName", "may read and decrypt", needs);
  }

  Finding rotation() {
    ParameterNames names = app.names();
    List<Need> needs = new ArrayList<>(reading(List.of(names.clientId(), names.clientSecret())));
    needs.add(new Need("ssm:GetParameters", names.rotationRecord()));
    needs.add(new Need("ssm:PutParameter", names.rotationRecord()));
    needs.add(new Need("ssm:GetParameters", SsmClientClaims.PATH + "*"));
    needs.add(new Need("ssm:PutParameter", SsmClientClaims.PATH + "*"));
    return look("role of the rotation", "RotateFunctionName", "may read, decrypt and write", needs);
  }

  Finding newSecrets() {
    ParameterNames names = app.names();
    List<Need> needs = new ArrayList<>(reading(app.secureStrings()));
    needs.add(new Need("ssm:GetParameters", names.rotationRecord()));
    needs.add(new Need("ssm:PutParameter", names.clientSecret()));
    needs.add(new Need("kms:GenerateDataKey", names.clientSecret()));
    needs.add(new Need("ssm:PutParameter", names.rotationRecord()));
    return look(
        "role of new secrets", "NewSecretFunctionName", "may read, decrypt and write", needs);
  }

  private static List<Need> reading(List<String> names) {
    return names.stream()
        .flatMap(
            name -> Stream.of(new Need("ssm:GetParameters", name), new Need("kms:Decrypt", name)))
        .toList();
  }

  private Finding look(String subject, String output, String may, List<Need> needs) {
    String function = app.require(output);
    Arn key = Arn.of(app.require("KeyArn"));
    String role;
    try (LambdaClient lambda = app.client(LambdaClient.builder())) {
      role = lambda.getFunctionConfiguration(request -> request.functionName(function)).role();
    }
    try (IamClient iam = app.client(IamClient.builder())) {
      List<String> refused =
          needs.stream()
              .filter(need -> !isAllowed(iam, role, need, key))
              .map(need -> need.action() + " for " + need.parameter())
              .toList();
      return refused.isEmpty()
          ? Finding.ok(subject, may + " the parameters, by AWS's simulator")
          : Finding.bad(
              subject,
              role + " may not " + String.join(", nor ", refused),
              Application.DEPLOY
                  + "; if it stays, look for a permissions boundary or a policy of the organization");
    }
  }

  private boolean isAllowed(IamClient iam, String role, Need need, Arn key) {
    String parameter = key.ofParameter(need.parameter());
    List<EvaluationResult> results =
        iam.simulatePrincipalPolicy(
                request ->
                    request
                        .policySourceArn(role)
                        .actionNames(need.action())
                        .resourceArns(need.isOfKey() ? app.require("KeyArn") : parameter)
                        .contextEntries(
                            entry("kms:EncryptionContext:PARAMETER_ARN", parameter),
                            entry("kms:ViaService", "ssm." + key.region() + ".amazonaws.com")))
            .evaluationResults();
    if (results.isEmpty()) {
      throw AwsTrouble.unreadable();
    }
    return results.stream()
        .allMatch(result -> result.evalDecision() == PolicyEvaluationDecisionType.ALLOWED);
  }

  private static ContextEntry entry(String key, String value) {
    return ContextEntry.builder()
        .contextKeyName(key)
        .contextKeyType(ContextKeyTypeEnum.STRING)
        .contextKeyValues(value)
        .build();
  }
}
