package io.lwarotation.infra;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lwarotation.core.SpApiRegion;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SettingsReaderTest {
  private static final String EXISTING = "arn:aws:sns:us-east-1:123456789012:operations";

  @Test
  void takesTheDefaultsWhereOnlyAnAddressIsGiven() {
    assertEquals(
        List.of(
            new Settings(
                "my-erp",
                SpApiRegion.NA,
                false,
                List.of("you@example.com"),
                List.of(),
                List.of(),
                Rotation.REMIND,
                150,
                "rate(1 day)",
                "/sellers/v1/marketplaceParticipations",
                true,
                false,
                false,
                new TopicSetting.Own())),
        SettingsReader.read(Map.of("email", "you@example.com")));
  }

  @Test
  void takesEverySettingAsTextOrAsJson() {
    Settings expected =
        new Settings(
            "my-shop",
            SpApiRegion.EU,
            true,
            List.of("a@example.com", "b@example.com"),
            List.of("+15550100000", "+4915550100000"),
            List.of(),
            Rotation.REMIND,
            120,
            "cron(15 6 ? * MON-FRI *)",
            "/orders/v0/orders",
            false,
            true,
            true,
            new TopicSetting.Own());

    assertEquals(
        List.of(expected),
        SettingsReader.read(
            Map.of(
                "app", "my-shop",
                "region", "eu",
                "email", " a@example.com, b@example.com,a@example.com,",
                "sms", "+15550100000,+4915550100000",
                "remindAfterDays", "120",
                "schedule", "cron(15 6 ? * MON-FRI *)",
                "probe", "/orders/v0/orders",
                "dashboard", "false",
                "sandbox", "true",
                "public", "true")));
    assertEquals(
        List.of(expected),
        SettingsReader.read(
            json(
                """
                {"app":"my-shop","region":"eu","email":["a@example.com","b@example.com"],
                 "sms":["+15550100000","+4915550100000"],"remindAfterDays":120.0,
                 "schedule":"cron(15 6 ? * MON-FRI *)","probe":"/orders/v0/orders",
                 "sandbox":true,"dashboard":false,"public":true}""")));
  }

  private static Map<String, Object> json(String text) {
    try {
      return new ObjectMapper().readValue(text, new TypeReference<>() {});
    } catch (JsonProcessingException cause) {
      throw new AssertionError(cause);
    }
  }

  @Test
  void takesOneWebhookOrSeveral() {
    String url = "https://events.example.com/integration/KEY/enqueue?a=b";
    for (Object given : List.of(url, List.of(url))) {
      Settings read =
          SettingsReader.read(Map.of("email", "a@example.com", "webhook", given)).getFirst();
      assertEquals(List.of(url), read.webhooks());
      assertEquals(2, read.subscribers().count());
    }
  }

  @Test
  void theSandboxIsAnotherHostAndNothingRotatesThere() {
    Settings sandbox =
        SettingsReader.read(Map.of("email", "you@example.com", "region", "eu", "sandbox", true))
            .getFirst();

    assertEquals(
        "https://sandbox.sellingpartnerapi-eu.amazon.com", sandbox.spApiEndpoint().toString());
    assertEquals(
        "Setting sandbox=\"true\" is refused: Amazon rotates no secret there, leave rotation=remind.",
        SettingsRefusalsTest.refusal(
            Map.of("email", "you@example.com", "rotation", "automatic", "sandbox", "true")));
  }

  @Test
  void remindsLaterWhereTheSecretRotatesByItself() {
    Settings automatic =
        SettingsReader.read(Map.of("email", "you@example.com", "rotation", "automatic")).getFirst();

    assertEquals(Rotation.AUTOMATIC, automatic.rotation());
    assertEquals(160, automatic.remindAfterDays());
    assertEquals(
        140,
        SettingsReader.read(
                Map.of(
                    "email", "you@example.com", "rotation", "automatic", "remindAfterDays", "140"))
            .getFirst()
            .remindAfterDays());
  }

  @Test
  void takesSeveralApplicationsAsTextOrAsListAndSharesWhatStandsBeside() {
    String text =
        "[{\"app\":\"my-erp\"},{\"app\":\"my-shop\",\"region\":\"fe\",\"email\":\"b@example.com\"}]";
    Object list = json("{\"list\":" + text + "}").get("list");
    for (Object applications : new Object[] {text, list}) {
      List<Settings> read =
          SettingsReader.read(Map.of("email", "a@example.com", "applications", applications));

      assertEquals(List.of("my-erp", "my-shop"), read.stream().map(Settings::app).toList());
      assertEquals(List.of("a@example.com"), read.getFirst().emails());
      assertEquals(List.of("b@example.com"), read.getLast().emails());
      assertEquals(SpApiRegion.NA, read.getFirst().region());
      assertEquals(SpApiRegion.FE, read.getLast().region());
    }
  }

  @Test
  void peopleWhoStandBesideAreNoSubscribersOfATopicThatIsThereAlready() {
    List<Settings> read =
        SettingsReader.read(
            json(
                """
                {"email":"a@example.com","applications":[{"app":"my-erp"},
                 {"app":"my-shop","topic":"arn:aws:sns:us-east-1:123456789012:operations"}]}"""));

    assertEquals(new TopicSetting.Own(), read.getFirst().topic());
    assertEquals(List.of("a@example.com"), read.getFirst().emails());
    assertEquals(new TopicSetting.Existing(EXISTING), read.getLast().topic());
    assertEquals(List.of(), read.getLast().emails());
  }

  @Test
  void whoSharesATopicSharesItsSubscribers() {
    String both =
        """
        {"email":"a@example.com","topic":"ops","applications":[{"app":"my-erp"},{"app":"my-shop"}]}""";

    assertEquals(
        List.of(new TopicSetting.Shared("ops"), new TopicSetting.Shared("ops")),
        SettingsReader.read(json(both)).stream().map(Settings::topic).toList());
    assertEquals(
        "Applications my-erp and my-shop share topic=ops and differ in email, sms or webhook: give them once,"
            + " beside applications.",
        SettingsRefusalsTest.refusal(
            json(both.replace("\"my-shop\"", "\"my-shop\",\"sms\":\"+15550100000\""))));
  }

  @Test
  void aTopicThatIsThereAlreadyTakesNoSubscribersFromHere() {
    assertEquals(
        "Setting email=\"a@example.com\" is refused: the topic is there already, subscribe people to it"
            + " where it was made.",
        SettingsRefusalsTest.refusal(Map.of("email", "a@example.com", "topic", EXISTING)));
  }

  @Test
  void passesOverWhatTheCdkKeepsInTheContext() {
    Map<String, Object> context = new HashMap<>();
    context.put("email", "you@example.com");
    context.put("aws:cdk:enable-path-metadata", true);
    context.put("@aws-cdk/core:newStyleStackSynthesis", "true");
    context.put("availability-zones:account=123456789012:region=us-east-1", List.of("us-east-1a"));

    assertEquals(1, SettingsReader.read(context).size());
  }

  /** The setting, its value, and how the sentence begins. */
  @Test
  void takesAHundredApplicationsAndNotOneMore() {
    assertEquals(100, SettingsReader.read(many(100)).size());
    assertTrue(
        SettingsRefusalsTest.refusal(many(101))
            .startsWith("Setting applications holds 101 entries"));
  }

  private static Map<String, Object> many(int applications) {
    List<Map<String, String>> list =
        IntStream.rangeClosed(1, applications).mapToObj(n -> Map.of("app", "erp-" + n)).toList();
    return Map.of("email", "you@example.com", "applications", list);
  }
}
