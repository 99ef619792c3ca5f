package io.lwarotation.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.lwarotation.local.aws.cloudformation.Deployment;
import io.lwarotation.local.aws.sns.Delivery;
import io.lwarotation.local.cloud.LocalCloud;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The examples in docs/examples, compiled and synthesized as a user's Maven would: with the built
 * jar of {@code infra-cdk} and its dependencies, which are read from where the build has them.
 */
final class ExamplesTest {
  private static final Path EXAMPLES = Project.home().resolve("docs/examples").toAbsolutePath();

  /** A JVM that ends after seconds gains nothing from the second compiler. */
  private static final List<String> SHORT_LIVED =
      List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

  @TempDir private Path folder = Path.of("set by JUnit");

  @Test
  void theConstructStandsInAStackOfOnesOwn() throws Exception {
    JsonNode template =
        synthesize(
            "own-stack",
            "com.example.OwnStackApp",
            "shop",
            "functions",
            Project.uploads().functions());

    assertEquals(1, count(template, "Custom::LwaParameters"));
    assertEquals(6, count(template, "AWS::Lambda::Function"), "five of ours and one of theirs");
    assertEquals(1, count(template, "AWS::SNS::Topic"), "theirs");
    String topic = only(template, "AWS::SNS::TopicPolicy").toString();
    assertTrue(topic.contains("cloudwatch.amazonaws.com"), "else its alarms are silent");
    assertEquals("shop", template.at("/Outputs/App/Value").asText());
    assertTrue(template.at("/Outputs").has("NewSecretQueueArn"), "rotation=automatic");
    String program = policyOf(template, "Orders");
    assertTrue(program.contains("parameter/shop/lwa/clientsecret"), program);
    assertTrue(program.contains("kms:EncryptionContext:PARAMETER_ARN"), program);
    anAlarmReachesTheirTopic(folder.resolve("cdk.out/shop.template.json"));
  }

  private static void anAlarmReachesTheirTopic(Path template) {
    try (LocalCloud cloud = LocalCloud.start(Stage.START, Project.uploads())) {
      Deployment stack = cloud.deploy("shop", template);
      assertEquals(1, cloud.aws().confirm("operations@example.com"));

      Answers.failure(
          "NotConfigured",
          cloud.invoke(stack.function("io.lwarotation.handler.CallSpApiHandler"), "{}"));
      cloud.clock().advance(Duration.ofMinutes(5));

      assertEquals(
          List.of("operations@example.com"),
          cloud.aws().deliveries().stream().map(Delivery::to).toList());
      assertEquals(List.of(), cloud.aws().lost());
    }
  }

  @Test
  void aRuleHearsOfANewSecret() throws Exception {
    JsonNode template =
        synthesize(
            "secret-rotated",
            "com.example.SecretRotatedStack",
            "secret-rotated",
            "function",
            EXAMPLES.resolve("secret-rotated/function"));

    JsonNode pattern = only(template, "AWS::Events::Rule").at("/Properties/EventPattern");
    assertEquals(
        Answers.json(
            """
            {"source":["lwa.rotation"],"detail-type":["LWA Client Secret Rotated"],"detail":{"app":["my-erp"]}}"""),
        pattern,
        "what EventBridgeRotationEvents puts; AutomaticRotationTest sees it on the bus");
    JsonNode target = only(template, "AWS::Events::Rule").at("/Properties/Targets/0");
    assertTrue(target.has("DeadLetterConfig"), target::toString);
    assertTrue(policyOf(template, "Restart").contains("ecs:UpdateService"));
  }

  private JsonNode synthesize(String example, String main, String stack, String name, Path value)
      throws Exception {
    Path classes = Files.createDirectory(folder.resolve("classes"));
    List<String> compile = new ArrayList<>(List.of(tool("javac"), "--release", "25", "-Xlint:all"));
    SHORT_LIVED.forEach(option -> compile.add("-J" + option));
    compile.addAll(List.of("-Xlint:-path", "-Xlint:-processing", "-proc:none", "-Werror"));
    compile.addAll(List.of("-cp", Project.constructClassPath(), "-d", classes.toString()));
    compile.addAll(sources(EXAMPLES.resolve(example)));
    Command.runLine(Map.of(), "", compile).ends(0);
    List<String> run = new ArrayList<>(List.of(tool("java")));
    run.addAll(SHORT_LIVED);
    run.addAll(List.of("-cp", classes + ":" + Project.constructClassPath(), main));
    Path out = folder.resolve("cdk.out");
    Command.runLine(
            Map.of(
                "CDK_OUTDIR",
                out.toString(),
                "CDK_CONTEXT_JSON",
                "{\"" + name + "\":\"" + value + "\"}",
                "JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION",
                "20"),
            "",
            run)
        .ends(0);
    return Answers.json(Files.readString(out.resolve(stack + ".template.json")));
  }

  private static List<String> sources(Path example) throws IOException {
    try (Stream<Path> files = Files.walk(example.resolve("src/main/java"))) {
      return files.map(Path::toString).filter(file -> file.endsWith(".java")).toList();
    }
  }

  private static String tool(String name) {
    return Path.of(System.getProperty("java.home"), "bin", name).toString();
  }

  private static Stream<Map.Entry<String, JsonNode>> resources(JsonNode template, String type) {
    return template.get("Resources").properties().stream()
        .filter(resource -> resource.getValue().path("Type").asText().equals(type));
  }

  private static long count(JsonNode template, String type) {
    return resources(template, type).count();
  }

  private static JsonNode only(JsonNode template, String type) {
    assertEquals(1, count(template, type), type);
    return resources(template, type).findFirst().orElseThrow().getValue();
  }

  /** As text, of the role whose name begins so. */
  private static String policyOf(JsonNode template, String role) {
    return resources(template, "AWS::IAM::Policy")
        .filter(policy -> policy.getKey().startsWith(role))
        .map(policy -> policy.getValue().toString())
        .findFirst()
        .orElseThrow();
  }
}
