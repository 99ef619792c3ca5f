package io.lwarotation.infra;

import static io.lwarotation.infra.SettingsRefusalsTest.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.lwarotation.core.SpApiRegion;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsReaderTest {
  private static final String WEBHOOK = "https://events.example.com/integration/KEY/enqueue?a=b";
  private static final String EXISTING = "arn:aws:sns:us-east-1:123456789012:operations";

  @Test
  void takesTheDefaultsWhereOnlyAnAddressIsGiven() {
    assertEquals(
        new Settings(
            "my-erp",
            SpApiRegion.NA,
            false,
            new Subscribers(List.of("you@example.com"), List.of(), List.of()),
            Rotation.REMIND,
            150,
            "rate(1 day)",
            "/sellers/v1/marketplaceParticipations",
            true,
            false,
            false,
            new TopicSetting.Own()),
        read(Map.of("email", "you@example.com")));
  }

  @Test
  void takesEverySettingAsTextOrAsJson() {
    Settings expected =
        new Settings(
            "my-shop",
            SpApiRegion.EU,
            true,
            new Subscribers(
                List.of("a@example.com", "b@example.com"),
                List.of("+15550100000", "+4915550100000"),
                List.of(WEBHOOK)),
            Rotation.REMIND,
            120,
            "cron(15 6 ? * MON-FRI *)",
            "/orders/v0/orders",
            false,
            true,
            true,
            new TopicSetting.Own());

    assertEquals(
        expected,
        read(
            json(
                """
                {"app":"my-shop","region":"eu","email":" a@example.com, b@example.com,a@example.com,",
                 "sms":"+15550100000,+4915550100000","webhook":"%s","remindAfterDays":"120",
                 "schedule":"cron(15 6 ? * MON-FRI *)","probe":"/orders/v0/orders",
                 "dashboard":"false","sandbox":"true","public":"true"}"""
                    .formatted(WEBHOOK))));
    assertEquals(
        expected,
        read(
            json(
                """
                {"app":"my-shop","region":"eu","email":["a@example.com","b@example.com"],
                 "sms":["+15550100000","+4915550100000"],"webhook":["%s"],"remindAfterDays":120.0,
                 "schedule":"cron(15 6 ? * MON-FRI *)","probe":"/orders/v0/orders",
                 "sandbox":true,"dashboard":false,"public":true}"""
                    .formatted(WEBHOOK))));
    assertEquals(5, expected.subscribers().count());
    assertEquals(
        "https://sandbox.sellingpartnerapi-eu.amazon.com", expected.spApiEndpoint().toString());
  }

  private static Settings read(Map<String, Object> context) {
    List<Settings> all = SettingsReader.read(context);
    assertEquals(1, all.size());
    return all.getFirst();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "rate(1 hour)",
        "rate(5 minutes)",
        "rate(90 minutes)",
        "rate(12 hours)",
        "cron(15 6 * * ? *)",
        "cron(0 6,18 ? * MON-FRI *)",
        "cron(0/15 8-17 ? * 2-6 *)",
        "cron(*/5 * * * ? *)",
        "cron(0 10 L * ? *)",
        "cron(0 10 15W JAN-JUN ? 2026-2030)",
        "cron(0 10 ? * 6L *)",
        "cron(0 10 ? * TUE#2 *)",
        "cron(0 */6 * * ? *)"
      })
  void takesWhatSchedulerTakes(String schedule) {
    assertEquals(
        schedule, read(Map.of("email", "you@example.com", "schedule", schedule)).schedule());
  }

  @Test
  void remindsLaterWhereTheSecretRotatesByItself() {
    Map<String, Object> automatic =
        new HashMap<>(Map.of("email", "you@example.com", "rotation", "automatic"));

    assertEquals(160, read(automatic).remindAfterDays());
    automatic.put("remindAfterDays", "140");
    assertEquals(140, read(automatic).remindAfterDays());
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
      assertEquals(List.of("a@example.com"), read.getFirst().subscribers().emails());
      assertEquals(List.of("b@example.com"), read.getLast().subscribers().emails());
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
    assertEquals(List.of("a@example.com"), read.getFirst().subscribers().emails());
    assertEquals(new TopicSetting.Existing(EXISTING), read.getLast().topic());
    assertEquals(List.of(), read.getLast().subscribers().emails());
  }

  @Test
  void whoSharesATopicSharesItsSubscribers() {
    List<Settings> both =
        SettingsReader.read(
            json(
                """
                {"email":"a@example.com","topic":"ops",
                 "applications":[{"app":"my-erp"},{"app":"my-shop"}]}"""));

    assertEquals(
        List.of(new TopicSetting.Shared("ops"), new TopicSetting.Shared("ops")),
        both.stream().map(Settings::topic).toList());
    assertEquals(both.getFirst().subscribers(), both.getLast().subscribers());
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

  @Test
  void takesAHundredApplicationsAndNotOneMore() {
    assertEquals(100, SettingsReader.read(many(100)).size());
    assertThrows(SettingException.class, () -> SettingsReader.read(many(101)));
  }

  private static Map<String, Object> many(int applications) {
    List<Map<String, String>> list =
        IntStream.rangeClosed(1, applications).mapToObj(n -> Map.of("app", "erp-" + n)).toList();
    return Map.of("email", "you@example.com", "applications", list);
  }
}
