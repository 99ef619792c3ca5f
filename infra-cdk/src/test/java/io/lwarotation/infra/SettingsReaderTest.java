package io.lwarotation.infra;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lwarotation.core.SpApiRegion;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

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
        refusal(Map.of("email", "you@example.com", "rotation", "automatic", "sandbox", "true")));
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
        refusal(json(both.replace("\"my-shop\"", "\"my-shop\",\"sms\":\"+15550100000\""))));
  }

  @Test
  void aTopicThatIsThereAlreadyTakesNoSubscribersFromHere() {
    assertEquals(
        "Setting email=\"a@example.com\" is refused: the topic is there already, subscribe people to it"
            + " where it was made.",
        refusal(Map.of("email", "a@example.com", "topic", EXISTING)));
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
  @ParameterizedTest
  @CsvFileSource(resources = "/refused-settings.csv", delimiter = '|', quoteCharacter = '\'')
  void refusesABadValueWithOneSentenceThatNamesItAndTheRemedy(
      String name, String value, String sentence) {
    Map<String, Object> context = new HashMap<>(Map.of("email", "you@example.com"));
    context.put(name, value);

    String message = refusal(context);

    assertTrue(message.startsWith(sentence), message);
    assertTrue(message.endsWith("."), message);
  }

  @Test
  void refusesADeployOfWhichNobodyWouldHear() {
    assertTrue(
        refusal(Map.of()).startsWith("Setting email is missing: without one, nobody is told"));
  }

  @Test
  void refusesAPhoneNumberThatJsonMadeANumber() {
    assertTrue(
        refusal(Map.of("email", "you@example.com", "sms", 15550100000L))
            .startsWith("Setting sms=\"15550100000\" is refused: give a number in E.164"));
  }

  @Test
  void refusesAnythingButTextAndNumbers() {
    assertEquals(
        "Setting email=\"{at=x}\" is refused: give text, in quotation marks.",
        refusal(Map.of("email", Map.of("at", "x"))));
    assertEquals(
        "Setting region=\"true\" is refused: give text, in quotation marks.",
        refusal(Map.of("email", "you@example.com", "region", true)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "no JSON|Setting applications is not a list: write it as JSON, such as",
        "{\"app\":\"my-erp\"}|Setting applications is not a list",
        "[]|Setting applications holds 0 entries: give 1 to 100",
        "[7]|Entry 1 of setting applications is not an object",
        "[{\"region\":\"eu\"}]|Entry 1 of setting applications has no app: give it a name such as my-erp.",
        "[{\"app\":\"a\"},{\"app\":\"a\"}]|Setting app=\"a\" stands twice in applications: give each application a name of its own.",
        "[{\"app\":\"a\"},{\"app\":\"b\",\"region\":\"us\"}]|Setting region=\"us\" in entry 2 of applications is refused",
        "[{\"app\":\"a\",\"typo\":1}]|Setting \"typo\" in entry 1 of applications is unknown",
        "[{\"app\":\"a\",\"applications\":[]}]|Setting \"applications\" in entry 1 of applications is unknown",
      })
  void refusesABadListOfApplications(String applications, String sentence) {
    String message = refusal(Map.of("email", "you@example.com", "applications", applications));

    assertTrue(message.startsWith(sentence), message);
  }

  @Test
  void takesAHundredApplicationsAndNotOneMore() {
    assertEquals(100, SettingsReader.read(many(100)).size());
    assertTrue(refusal(many(101)).startsWith("Setting applications holds 101 entries"));
  }

  private static Map<String, Object> many(int applications) {
    List<Map<String, String>> list =
        IntStream.rangeClosed(1, applications).mapToObj(n -> Map.of("app", "erp-" + n)).toList();
    return Map.of("email", "you@example.com", "applications", list);
  }

  @Test
  void refusesANameBesideAListOfApplications() {
    assertTrue(
        refusal(Map.of("app", "my-erp", "applications", "[{\"app\":\"a\"}]"))
            .startsWith("Settings app and applications are both given"));
  }

  @ParameterizedTest
  @MethodSource("settings")
  void neverRepeatsWhatLooksLikeACredential(String name) {
    for (String credential :
        List.of(
            "amzn1.oa2-cs.v1.marker-EXAMPLE",
            "amzn1.oa2-cs.v1.marker-EXAMPLE@example.com",
            "/amzn1.application-oa2-client.marker-EXAMPLE",
            "Atzr|marker-EXAMPLE")) {
      Map<String, Object> context = new HashMap<>(Map.of("email", "you@example.com"));
      context.put(name, credential);

      assertFalse(refusal(context).contains("marker-EXAMPLE"));
    }
  }

  static Stream<String> settings() {
    String all =
        "app region email sms rotation remindAfterDays schedule probe topic clientSecret applications";
    return Stream.of(all.split(" ", -1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"amzn1.oa2-cs.v1.marker-EXAMPLE", "Atzr|marker-EXAMPLE"})
  void neverRepeatsACredentialThatWasPastedAsAName(String name) {
    assertFalse(refusal(Map.of("email", "you@example.com", name, "x")).contains("marker-EXAMPLE"));
  }

  private static String refusal(Map<String, ?> context) {
    SettingException refused =
        assertThrows(SettingException.class, () -> SettingsReader.read(context));
    String message = String.valueOf(refused.getMessage());
    assertEquals(1, message.lines().count(), message);
    return message;
  }
}
