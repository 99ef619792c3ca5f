package io.lwarotation.infra;

import static io.lwarotation.infra.Synthesized.text;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Each stack as it is written down, resource by resource: a logical id, a time-out, a variable or
 * an alarm that changes is seen here. Policies are in PermissionsTest, the page in DashboardTest.
 */
class StackTextTest {
  private static final String AUTO = "lwa-my-auto";
  private static final Path WRITTEN_DOWN = Path.of("src/test/resources/stacks");

  /** Hashes of uploads, what other tests look at, and words for people. */
  private static final List<String> LEFT_OUT =
      List.of(
          "AlarmDescription",
          "AlarmName",
          "AssumeRolePolicyDocument",
          "Code",
          "DashboardBody",
          "Description",
          "KeyPolicy",
          "PolicyDocument",
          "Tags");

  private final Synthesized synthesized = Synthesized.shared();

  @ParameterizedTest
  @ValueSource(strings = {"LwaNotices-ops", "lwa-my-erp", "lwa-my-shop", "lwa-my-auto"})
  void isWhatIsWrittenDown(String stack) throws IOException {
    StringBuilder text = new StringBuilder();
    for (Map.Entry<String, JsonNode> entry :
        synthesized.template(stack).get("Resources").properties()) {
      ObjectNode resource = entry.getValue().deepCopy();
      JsonNode properties = resource.remove("Properties");
      resource.remove("Metadata");
      text.append(entry.getKey()).append(' ').append(text(resource)).append('\n');
      for (Map.Entry<String, JsonNode> one : sorted(properties)) {
        if (!LEFT_OUT.contains(one.getKey())) {
          text.append("  ").append(one.getKey()).append(' ').append(text(one.getValue()));
          text.append('\n');
        }
      }
    }
    for (Map.Entry<String, JsonNode> output : sorted(synthesized.template(stack).get("Outputs"))) {
      boolean changes = output.getKey().equals("Version");
      String value = changes ? "" : text(output.getValue().get("Value"));
      text.append("Output ").append(output.getKey()).append(' ').append(value);
      text.append(": ").append(output.getValue().get("Description").asText()).append('\n');
    }
    Path found = Files.writeString(Path.of("target", stack + ".stack.txt"), text);

    assertEquals(
        Files.readString(WRITTEN_DOWN.resolve(stack + ".txt")),
        text.toString(),
        "if that is wanted: cp infra-cdk/%s infra-cdk/%s/%s.txt"
            .formatted(found, WRITTEN_DOWN, stack));
  }

  @Test
  void changingTheModeKeepsEverythingElseAsItIs() {
    Set<String> remind = ids("lwa-my-erp");
    remind.removeIf(id -> id.startsWith("NoticesTopic15550100000")); // The SMS of that one.
    Set<String> automatic = ids(AUTO);

    assertTrue(automatic.containsAll(remind));
    automatic.removeAll(remind);
    automatic.removeIf(id -> id.startsWith("Sweep")); // That one is a public application.
    assertTrue(automatic.stream().allMatch(id -> id.startsWith("Rotation")), automatic.toString());
  }

  private Set<String> ids(String stack) {
    Set<String> ids = new HashSet<>();
    synthesized.template(stack).get("Resources").fieldNames().forEachRemaining(ids::add);
    return ids;
  }

  @ParameterizedTest
  @ValueSource(strings = {"NewSecrets", "Expiries"})
  void aMessageIsTriedForHours(String name) {
    JsonNode queue = synthesized.properties(AUTO, "AWS::SQS::Queue", "Rotation" + name + "Queue");
    String mapping = "AWS::Lambda::EventSourceMapping";
    String function =
        synthesized
            .properties(AUTO, mapping, "Rotation" + name + "Mapping")
            .at("/FunctionName/Ref")
            .asText();
    int timeout =
        synthesized.properties(AUTO, "AWS::Lambda::Function", function).get("Timeout").asInt();
    int visibility = queue.get("VisibilityTimeout").asInt();

    assertTrue(visibility >= 6 * timeout, visibility + " s, " + timeout + " s");
    assertEquals(
        Duration.ofHours(6),
        Duration.ofSeconds(visibility)
            .multipliedBy(queue.at("/RedrivePolicy/maxReceiveCount").asInt()),
        "far more than the hour that a new secret may need");
  }

  private static List<Map.Entry<String, JsonNode>> sorted(JsonNode object) {
    return object.properties().stream().sorted(Map.Entry.comparingByKey()).toList();
  }

  @Test
  void everyHandlerIsAClassThatIsThere() throws ClassNotFoundException {
    for (JsonNode function : synthesized.resources(AUTO, "AWS::Lambda::Function").values()) {
      String name = function.at("/Properties/Handler").asText();
      // Not initialized: what a handler stands on is not on this class path.
      Class<?> handler = Class.forName(name, false, getClass().getClassLoader());
      assertTrue(RequestStreamHandler.class.isAssignableFrom(handler), handler::getName);
    }
  }
}
