package io.lwarotation.infra;

import static io.lwarotation.infra.Synthesized.text;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Setting {@code topic}: one that applications share, and one that was there before. What the
 * shared one's own stack holds is written down in StackTextTest and PermissionsTest.
 */
class TopicTest {
  private static final Synthesized synthesized = Synthesized.shared();

  @ParameterizedTest
  @CsvSource({
    "lwa-my-dev, 3, arn:${AWS::Partition}:sns:${AWS::Region}:${AWS::AccountId}:LwaNotices-ops",
    "lwa-my-other, 0, arn:aws:sns:us-east-1:123456789012:operations"
  })
  void everythingOfAnApplicationGoesToTheTopicThatItNames(
      String stack, String subscriptions, String topic) {
    for (String type :
        List.of("AWS::SNS::Topic", "AWS::SNS::Subscription", "AWS::SNS::TopicPolicy")) {
      assertEquals(Map.of(), synthesized.resources(stack, type), "none of its own");
    }
    Map<String, JsonNode> alarms = synthesized.resources(stack, "AWS::CloudWatch::Alarm");
    assertTrue(alarms.size() >= 10);
    for (JsonNode alarm : alarms.values()) {
      assertEquals("[" + topic + "]", text(alarm.at("/Properties/AlarmActions")));
    }
    for (JsonNode rule : synthesized.resources(stack, "AWS::Events::Rule").values()) {
      assertEquals(topic, text(rule.at("/Properties/Targets/0/Arn")));
    }
    JsonNode watch =
        synthesized
            .properties(stack, "AWS::Lambda::Function", "WatchHandler")
            .at("/Environment/Variables");
    assertEquals(topic, text(watch.get("LWA_TOPIC_ARN")));
    assertEquals(subscriptions, watch.get("LWA_SUBSCRIPTIONS").asText());
    assertTrue(
        text(synthesized.properties(stack, "AWS::IAM::Policy", "WatchHandlerRole"))
            .contains(
                "{Action=[sns:GetTopicAttributes, sns:Publish], Effect=Allow, Resource="
                    + topic
                    + "}"));
    assertEquals(topic, text(synthesized.template(stack).at("/Outputs/TopicArn/Value")));
  }

  @Test
  void theTopicsStackComesFirst() throws IOException {
    JsonNode manifest =
        new ObjectMapper().readTree(synthesized.folder().resolve("manifest.json").toFile());

    assertTrue(text(manifest.at("/artifacts/lwa-my-dev/dependencies")).contains("LwaNotices-ops"));
    assertFalse(
        text(manifest.at("/artifacts/lwa-my-other/dependencies")).contains("LwaNotices-ops"));
  }
}
