package io.lwarotation.cli.checks;

import io.lwarotation.adapter.aws.SsmClientClaims;
import io.lwarotation.cli.stack.Arn;
import io.lwarotation.cli.stack.AwsTrouble;
import io.lwarotation.core.AuthorizationPath;
import io.lwarotation.core.ParameterNames;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.ContextEntry;
import software.amazon.awssdk.services.iam.model.ContextKeyTypeEnum;
import software.amazon.awssdk.services.iam.model.EvaluationResult;
import software.amazon.awssdk.services.iam.model.PolicyEvaluationDecisionType;
import software.amazon.awssdk.services.lambda.LambdaClient;

/** Whether the functions' roles may read, decrypt and write what they must, by AWS's simulator. */
record RoleChecks(Application app) {
  static final String RIGHTS = "lambda:GetFunctionConfiguration and iam:SimulatePrincipalPolicy";
  private static final String READ = "ssm:GetParameters";
  private static final String WRITE = "ssm:PutParameter";

  /** Something that a function does, with one parameter. */
  private record Need(String action, String parameter) {}

  Finding call() {
    List<String> names = new ArrayList<>(app.secureStrings());
    names.add(AuthorizationPath.ofApp(app.app()).path() + "/*");
    return look("CallSpApiFunctionName", "may read and decrypt", reading(names));
  }

  Finding rotation() {
    ParameterNames names = app.names();
    List<Need> needs = reading(List.of(names.clientId(), names.clientSecret()));
    needs.add(new Need(WRITE, names.rotationRecord()));
    needs.add(new Need(READ, SsmClientClaims.PATH + "*"));
    needs.add(new Need(WRITE, SsmClientClaims.PATH + "*"));
    return look("RotateFunctionName", "may read, decrypt and write", needs);
  }

  Finding newSecrets() {
    ParameterNames names = app.names();
    List<Need> needs = reading(app.secureStrings());
    needs.add(new Need(WRITE, names.clientSecret()));
    needs.add(new Need("kms:GenerateDataKey", names.clientSecret()));
    needs.add(new Need(WRITE, names.rotationRecord()));
    return look("NewSecretFunctionName", "may read, decrypt and write", needs);
  }

  /** All of them, and the record. */
  private List<Need> reading(List<String> names) {
    List<Need> needs = new ArrayList<>(List.of(new Need(READ, app.names().rotationRecord())));
    for (String name : names) {
      needs.add(new Need(READ, name));
      needs.add(new Need("kms:Decrypt", name));
    }
    return needs;
  }

  private Finding look(String output, String may, List<Need> needs) {
    String function = app.require(output);
    String key = app.require("KeyArn");
    String role =
        app.client(LambdaClient.builder())
            .getFunctionConfiguration(request -> request.functionName(function))
            .role();
    List<String> refused =
        needs.stream()
            .filter(need -> !isAllowed(role, key, need))
            .map(need -> need.action() + " for " + need.parameter())
            .toList();
    return refused.isEmpty()
        ? Finding.ok(may + " the parameters, by AWS's simulator")
        : Finding.bad(
            role + " may not " + String.join(", nor ", refused),
            Application.DEPLOY
                + "; if it stays, look for a permissions boundary or a policy of the organization");
  }

  private boolean isAllowed(String role, String keyArn, Need need) {
    Arn key = Arn.of(keyArn);
    String parameter = key.ofParameter(need.parameter());
    boolean ofKey = need.action().startsWith("kms:");
    List<EvaluationResult> results =
        app.client(IamClient.builder())
            .simulatePrincipalPolicy(
                request ->
                    request
                        .policySourceArn(role)
                        .actionNames(need.action())
                        .resourceArns(ofKey ? keyArn : parameter)
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
