package io.lwarotation.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ssm.model.ParameterTier;
import software.amazon.awssdk.services.ssm.model.ParameterType;

/** What people do to a stack and its parameters behind its back. */
final class Damage {
  private Damage() {}

  /** The build's template with a resource at its end that cannot be made. */
  static Path withWhatCannotBeMade(Path folder) throws IOException {
    ObjectNode template = (ObjectNode) Answers.json(Files.readString(Project.template()));
    template
        .withObject("/Resources/Broken")
        .put("Type", "AWS::Broken::Resource")
        .put("DependsOn", "CredentialParametersC95407EC");
    return Files.writeString(folder.resolve("broken.template.json"), template.toString());
  }

  static ObjectNode properties(ObjectNode template, String output) {
    JsonNode value = template.at("/Outputs/" + output + "/Value");
    String id = value.has("Ref") ? value.path("Ref").asText() : value.at("/Fn::GetAtt/0").asText();
    return (ObjectNode) template.at("/Resources/" + id + "/Properties");
  }

  static void takeAwayDecrypt(ObjectNode template) {
    for (Map.Entry<String, JsonNode> resource : template.path("Resources").properties()) {
      if (resource.getKey().startsWith("SpApiCallRoleDefaultPolicy")) {
        Iterator<JsonNode> statements =
            resource.getValue().at("/Properties/PolicyDocument/Statement").elements();
        while (statements.hasNext()) {
          if (statements.next().path("Action").asText().equals("kms:Decrypt")) {
            statements.remove();
          }
        }
      }
    }
  }

  static void setSpendLimit(AwsRequests aws, String dollars) {
    aws.form(
        "sns",
        "SetSMSAttributes",
        Map.of("attributes.entry.1.key", "MonthlySpendLimit", "attributes.entry.1.value", dollars));
  }

  static void spoilParameters(Stage stage) {
    stage.ssm().deleteParameter(request -> request.name(Stage.CLIENT_ID));
    stage
        .ssm()
        .putParameter(
            request -> request.name(Stage.CLIENT_ID).value("x").type(ParameterType.STRING));
    stage
        .ssm()
        .putParameter(
            request ->
                request
                    .name(Stage.REFRESH_TOKEN)
                    .value("x")
                    .overwrite(true)
                    .type(ParameterType.SECURE_STRING)
                    .keyId("alias/aws/ssm"));
    recreate(stage, Stage.RECORD, ParameterTier.STANDARD, null);
    recreate(stage, Stage.SECRET, ParameterTier.STANDARD, null);
  }

  static void recreate(Stage stage, String name, ParameterTier tier, @Nullable String policies) {
    String key = stage.stack().outputs().getOrDefault("KeyArn", "");
    stage.ssm().deleteParameter(request -> request.name(name));
    stage
        .ssm()
        .putParameter(
            request ->
                request
                    .name(name)
                    .value("x")
                    .type(ParameterType.SECURE_STRING)
                    .tier(tier)
                    .policies(policies)
                    .keyId(key));
  }
}
