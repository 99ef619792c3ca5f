package io.lwarotation.infra;

import static io.lwarotation.infra.Synthesized.text;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each stack, and what its parts owe each other. */
class StackTextTest {
  private static final String AUTO = "lwa-my-auto";

  private final Synthesized synthesized = Synthesized.shared();

  @ParameterizedTest
  @ValueSource(
      strings = {"LwaNotices-ops", "lwa-my-erp", "lwa-my-shop", "lwa-my-auto", "lwa-my-other"})
  void isWhatIsWrittenDown(String stack) {
    WrittenDown.compare(synthesized, stack);
  }

  @Test
  void theStackOfASharedTopicComesFirst() throws IOException {
    JsonNode artifacts =
        new ObjectMapper()
            .readTree(synthesized.folder().resolve("manifest.json").toFile())
            .get("artifacts");

    assertTrue(text(artifacts.at("/lwa-my-shop/dependencies")).contains("LwaNotices-ops"));
    assertFalse(text(artifacts.at("/lwa-my-other/dependencies")).contains("LwaNotices-ops"));
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
    return Synthesized.names(synthesized.template(stack).get("Resources"));
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
