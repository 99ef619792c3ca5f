package io.lwarotation.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lwarotation.local.MovableClock;
import io.lwarotation.local.amazon.Application;
import io.lwarotation.local.amazon.FakeAmazon;
import io.lwarotation.local.aws.Engine;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.opentest4j.TestAbortedException;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.GetParameterRequest;
import software.amazon.awssdk.services.ssm.model.ParameterMetadata;
import software.amazon.awssdk.services.ssm.model.ParameterStringFilter;
import software.amazon.awssdk.services.ssm.model.ParameterTier;
import software.amazon.awssdk.services.ssm.model.ParameterType;

/**
 * The commands that read and write parameters, against moto: another's idea of AWS than ours.
 * FakeAmazon stands for Amazon.
 */
final class MotoCommandsTest {
  private static @Nullable Engine moto;

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    moto = Engine.startOr(Engine.Name.MOTO, TestAbortedException::new);
  }

  private static URI endpoint() {
    return Objects.requireNonNull(moto).endpoint();
  }

  @AfterAll
  static void stop() throws IOException {
    Engine started = moto;
    if (started != null) {
      started.close();
    }
  }

  @Test
  void putCheckStatusHistoryAndRollbackWorkOnParametersOfMoto() throws Exception {
    AwsRequests aws = new AwsRequests(endpoint());
    ObjectNode nothing = AwsRequests.JSON.createObjectNode();
    String key = aws.json("kms", "TrentService.CreateKey", nothing).at("/KeyMetadata/Arn").asText();
    try (FakeAmazon amazon = FakeAmazon.start(MovableClock.at(Instant.now()));
        SsmClient ssm = Clients.ssm(endpoint())) {
      Application application = amazon.register();
      createStack(aws, amazon.spApiEndpoint(), key);
      createParameters(ssm, key);
      Map<String, String> environment =
          Map.of(
              "AWS_ENDPOINT_URL", endpoint().toString(),
              "LWA_TOKEN_ENDPOINT", amazon.tokenEndpoint().toString());
      String all = Stage.typed(application);

      Command put = Command.run(environment, all, List.of("put", "--from", "-"));
      assertEquals(0, put.exitCode(), put.output());
      assertEquals(application.clientSecret(), value(ssm, Stage.SECRET));
      assertEquals(application.refreshToken(), value(ssm, Stage.REFRESH_TOKEN));
      assertEquals(2, Answers.json(value(ssm, Stage.RECORD)).path("secretVersion").asLong());
      ParameterMetadata secret = describe(ssm, Stage.SECRET);
      assertEquals(ParameterTier.ADVANCED, secret.tier());
      assertEquals(key, secret.keyId());

      assertEquals(0, Command.run(environment, "", List.of("check")).exitCode());
      JsonNode status =
          Answers.json(run(environment, "status", "--app", "my-erp", "--json").output());
      assertEquals(2, status.path("version").asLong(), status::toString);
      assertTrue(status.path("daysLeft").asLong() >= 179, status::toString);
      assertEquals(
          2, Answers.json(run(environment, "history", "--json").output()).path("versions").size());

      application.rotateInConsole();
      Command fresh =
          Command.run(
              environment,
              application.clientSecret(),
              List.of("put", "--client-secret", "--from", "-"));
      assertEquals(0, fresh.exitCode(), fresh.output());
      Command back = run(environment, "rollback");
      assertEquals(0, back.exitCode(), back.output());
      assertEquals(application.previousClientSecret().orElseThrow(), value(ssm, Stage.SECRET));
    }
  }

  private static Command run(Map<String, String> environment, String... line) throws Exception {
    Command command = Command.run(environment, "", List.of(line));
    assertFalse(command.output().contains("amzn1.oa2-cs"), command.output());
    return command;
  }

  private static void createStack(AwsRequests aws, URI spApi, String key) {
    ObjectNode template = AwsRequests.JSON.createObjectNode();
    template.withObject("/Resources/Topic").put("Type", "AWS::SNS::Topic");
    template.withObject("/Outputs/TopicArn/Value").put("Ref", "Topic");
    template.withObject("/Outputs/SpApiEndpoint").put("Value", spApi.toString());
    template.withObject("/Outputs/KeyArn").put("Value", key);
    template.withObject("/Outputs/RemindAfterDays").put("Value", "150");
    aws.form(
        "cloudformation",
        "CreateStack",
        Map.of("StackName", Project.STACK, "TemplateBody", template.toString()));
  }

  private static void createParameters(SsmClient ssm, String key) {
    for (String name : List.of(Stage.CLIENT_ID, Stage.REFRESH_TOKEN, Stage.SECRET)) {
      ssm.putParameter(
          request -> {
            request.name(name).value("NOT-SET").type(ParameterType.SECURE_STRING).keyId(key);
            if (name.equals(Stage.SECRET)) {
              // Without a policy: moto 5.2.1 shows its text as an object, AWS as a string.
              request.tier(ParameterTier.ADVANCED);
            }
          });
    }
    ssm.putParameter(r -> r.name(Stage.RECORD).value("NOT-SET").type(ParameterType.STRING));
  }

  private static String value(SsmClient ssm, String name) {
    return ssm.getParameter(GetParameterRequest.builder().name(name).withDecryption(true).build())
        .parameter()
        .value();
  }

  private static ParameterMetadata describe(SsmClient ssm, String name) {
    return ssm.describeParameters(
            request ->
                request.parameterFilters(
                    ParameterStringFilter.builder().key("Name").values(name).build()))
        .parameters()
        .getFirst();
  }
}
