package io.lwarotation.infra;

import static io.lwarotation.infra.Synthesized.statements;
import static io.lwarotation.infra.Synthesized.text;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Setting {@code topic}: one that applications share, and one that was there before. */
class TopicTest {
  private static final String EXISTING = "arn:aws:sns:us-east-1:123456789012:operations";
  private static final String SHARED =
      "arn:${AWS::Partition}:sns:${AWS::Region}:${AWS::AccountId}:LwaNotices-ops";
  private static final String ERP = "lwa-my-erp";
  private static final String SHOP = "lwa-my-shop";

  @TempDir
  @SuppressWarnings("NullAway.Init")
  private static Path folder;

  @SuppressWarnings("NullAway.Init")
  private static Synthesized synthesized;

  @BeforeAll
  static void synthesize() throws IOException {
    synthesized =
        Synthesized.of(
            folder,
            Map.of(
                "email",
                "you@example.com",
                "sms",
                "+15550100000",
                "webhook",
                "https://events.example.com/integration/KEYEXAMPLE/enqueue",
                "applications",
                List.of(
                    Map.of("app", "my-erp", "topic", "ops"),
                    Map.of("app", "my-erp-dev", "topic", "ops", "rotation", "automatic"),
                    Map.of("app", "my-shop", "topic", EXISTING))));
  }

  @Test
  void aSharedTopicHasItsSubscribersOnceAndLetsAlarmsAndRulesPublish() {
    JsonNode topic = synthesized.properties("LwaNotices-ops", "AWS::SNS::Topic", "");
    assertEquals("LwaNotices-ops", topic.get("TopicName").asText());
    assertEquals("LWA", topic.get("DisplayName").asText());
    Map<String, JsonNode> subscriptions =
        synthesized.resources("LwaNotices-ops", "AWS::SNS::Subscription");
    assertEquals(3, subscriptions.size());
    JsonNode webhook =
        subscriptions.values().stream()
            .map(one -> one.get("Properties"))
            .filter(one -> one.get("Protocol").asText().equals("https"))
            .findFirst()
            .orElseThrow();
    assertEquals(
        "https://events.example.com/integration/KEYEXAMPLE/enqueue",
        webhook.get("Endpoint").asText());
    assertTrue(
        subscriptions.keySet().stream().noneMatch(id -> id.contains("KEYEXAMPLE")),
        "its URL is a key, and an id is shown in many places");
    List<String> statements =
        statements(
            synthesized
                .properties("LwaNotices-ops", "AWS::SNS::TopicPolicy", "")
                .get("PolicyDocument"));
    assertEquals(3, statements.size());
    assertTrue(statements.get(0).contains("Bool={aws:SecureTransport=false}}, Effect=Deny"));
    assertTrue(
        statements
            .get(1)
            .contains(
                "StringEquals={aws:SourceAccount=${AWS::AccountId}}}, Effect=Allow,"
                    + " Principal={Service=cloudwatch.amazonaws.com}"));
    assertTrue(
        statements
            .get(2)
            .startsWith(
                "{Action=sns:Publish, Effect=Allow, Principal={Service=events.amazonaws.com}"));
  }

  @Test
  void everythingOfAnApplicationGoesToTheTopicThatItNames() {
    assertGoesTo(SHARED, ERP, 3);
    assertGoesTo(SHARED, "lwa-my-erp-dev", 3);
    assertGoesTo(EXISTING, SHOP, 0);
  }

  private static void assertGoesTo(String topic, String stack, int subscriptions) {
    for (String type :
        List.of("AWS::SNS::Topic", "AWS::SNS::Subscription", "AWS::SNS::TopicPolicy")) {
      assertEquals(Map.of(), synthesized.resources(stack, type), "none of its own");
    }
    Map<String, JsonNode> alarms = synthesized.resources(stack, "AWS::CloudWatch::Alarm");
    assertTrue(alarms.size() >= 10);
    alarms
        .values()
        .forEach(
            alarm -> assertEquals("[" + topic + "]", text(alarm.at("/Properties/AlarmActions"))));
    synthesized
        .resources(stack, "AWS::Events::Rule")
        .values()
        .forEach(rule -> assertEquals(topic, text(rule.at("/Properties/Targets/0/Arn"))));
    JsonNode watch =
        synthesized
            .properties(stack, "AWS::Lambda::Function", "WatchHandler")
            .at("/Environment/Variables");
    assertEquals(topic, text(watch.get("LWA_TOPIC_ARN")));
    assertEquals(Integer.toString(subscriptions), watch.get("LWA_SUBSCRIPTIONS").asText());
    assertTrue(
        text(synthesized.properties(stack, "AWS::IAM::Policy", "WatchHandlerRole"))
            .contains(
                "{Action=[sns:GetTopicAttributes, sns:Publish],"
                    + " Effect=Allow, Resource="
                    + topic
                    + "}"));
    assertEquals(topic, text(synthesized.template(stack).at("/Outputs/TopicArn/Value")));
  }

  @Test
  void theTopicsStackComesFirst() throws IOException {
    JsonNode manifest =
        new ObjectMapper().readTree(synthesized.folder().resolve("manifest.json").toFile());

    assertTrue(text(manifest.at("/artifacts/lwa-my-erp/dependencies")).contains("LwaNotices-ops"));
    assertTrue(
        !text(manifest.at("/artifacts/lwa-my-shop/dependencies")).contains("LwaNotices-ops"));
  }

  @Test
  void theAwsSolutionsRulesFindNothing() throws IOException {
    for (String stack : List.of("LwaNotices-ops", ERP, SHOP)) {
      List<String> report =
          Files.readAllLines(
              synthesized.folder().resolve("AwsSolutions-" + stack + "-NagReport.csv"));
      assertTrue(report.size() > 1, "the rules did run");
      assertEquals(
          List.of(), report.stream().filter(line -> line.contains("\"Non-Compliant\"")).toList());
    }
  }
}
