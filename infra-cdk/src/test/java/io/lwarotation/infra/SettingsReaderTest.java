package io.lwarotation.infra;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lwarotation.core.SpApiRegion;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
            Map.of(
                "app",
                "my-shop",
                "region",
                "eu",
                "email",
                List.of("a@example.com", "b@example.com"),
                "sms",
                List.of("+15550100000", "+4915550100000"),
                "remindAfterDays",
                120.0,
                "schedule",
                "cron(15 6 ? * MON-FRI *)",
                "probe",
                "/orders/v0/orders",
                "sandbox",
                true,
                "dashboard",
                false,
                "public",
                true)));
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
    String json =
        "[{\"app\":\"my-erp\"},{\"app\":\"my-shop\",\"region\":\"fe\",\"email\":\"b@example.com\"}]";
    List<Map<String, String>> list =
        List.of(
            Map.of("app", "my-erp"),
            Map.of("app", "my-shop", "region", "fe", "email", "b@example.com"));
    for (Object applications : List.of(json, list)) {
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
            Map.of(
                "email",
                "a@example.com",
                "applications",
                List.of(Map.of("app", "my-erp"), Map.of("app", "my-shop", "topic", EXISTING))));

    assertEquals(new TopicSetting.Own(), read.getFirst().topic());
    assertEquals(List.of("a@example.com"), read.getFirst().emails());
    assertEquals(new TopicSetting.Existing(EXISTING), read.getLast().topic());
    assertEquals(List.of(), read.getLast().emails());
  }

  @Test
  void whoSharesATopicSharesItsSubscribers() {
    Map<String, Object> both =
        Map.of(
            "email",
            "a@example.com",
            "topic",
            "ops",
            "applications",
            List.of(Map.of("app", "my-erp"), Map.of("app", "my-shop")));
    assertEquals(
        List.of(new TopicSetting.Shared("ops"), new TopicSetting.Shared("ops")),
        SettingsReader.read(both).stream().map(Settings::topic).toList());

    Map<String, Object> different =
        Map.of(
            "email",
            "a@example.com",
            "topic",
            "ops",
            "applications",
            List.of(Map.of("app", "my-erp"), Map.of("app", "my-shop", "sms", "+15550100000")));
    SettingException refused =
        assertThrows(SettingException.class, () -> SettingsReader.read(different));
    assertEquals(
        "Applications my-erp and my-shop share topic=ops and differ in email, sms or webhook: give them once,"
            + " beside applications.",
        refused.getMessage());
  }

  @Test
  void aTopicThatIsThereAlreadyTakesNoSubscribersFromHere() {
    SettingException refused =
        assertThrows(
            SettingException.class,
            () -> SettingsReader.read(Map.of("email", "a@example.com", "topic", EXISTING)));

    assertEquals(
        "Setting email=\"a@example.com\" is refused: the topic is there already, subscribe people to it"
            + " where it was made.",
        refused.getMessage());
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

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "app|my/erp|Setting app=\"my/erp\" is refused: give 1 to 20 lower-case letters, digits and single hyphens, beginning with a letter, such as my-erp.",
        "app|my_erp|Setting app=\"my_erp\" is refused: give 1 to 20",
        "app|My-Erp|Setting app=\"My-Erp\" is refused: give 1 to 20",
        "app|1erp|Setting app=\"1erp\" is refused: give 1 to 20",
        "app|my--erp|Setting app=\"my--erp\" is refused: give 1 to 20",
        "app|my-erp-|Setting app=\"my-erp-\" is refused: give 1 to 20",
        "app|a-name-of-21-letters-|Setting app=\"a-name-of-21-letters-\" is refused: give 1 to 20",
        "app|aaaaaaaaaaaaaaaaaaaaa|Setting app=\"aaaaaaaaaaaaaaaaaaaaa\" is refused: give 1 to 20",
        "app|''|Setting app=\"\" is refused: give 1 to 20",
        "app|aws-erp|Setting app=\"aws-erp\" is refused: Parameter Store reserves names that begin with aws or ssm, take another.",
        "app|ssm|Setting app=\"ssm\" is refused: Parameter Store reserves",
        "region|us|Setting region=\"us\" is refused: give na (North America), eu (Europe, India, Middle East) or fe (Far East).",
        "region|us-east-1|Setting region=\"us-east-1\" is refused: give na",
        "region|NA|Setting region=\"NA\" is refused: give na",
        "email|you.example.com|Setting email=\"you.example.com\" is refused: it has no @, give an address such as you@example.com.",
        "email|a@example.com,you.example.com|Setting email=\"you.example.com\" is refused: it has no @",
        "email|@example.com|Setting email=\"@example.com\" is refused: it is not an e-mail address, give one such as you@example.com.",
        "email|you@|Setting email=\"you@\" is refused: it is not an e-mail address",
        "email|you@localhost|Setting email=\"you@localhost\" is refused: it is not an e-mail address",
        "email|yo u@example.com|Setting email=\"yo u@example.com\" is refused: it is not an e-mail address",
        "email|' , '|Setting email is missing: without one, nobody is told before the secret expires; give it with -c email=you@example.com or in cdk.json.",
        "sms|5550100000|Setting sms=\"5550100000\" is refused: give a number in E.164, + and country code and digits only, such as \"+15550100000\".",
        "sms|+0155501000|Setting sms=\"+0155501000\" is refused: give a number in E.164",
        "sms|+1 555 010 0000|Setting sms=\"+1 555 010 0000\" is refused: give a number in E.164",
        "sms|+1234567890123456|Setting sms=\"+1234567890123456\" is refused: give a number in E.164",
        "webhook|http://events.example.com/KEY|Setting webhook=\"http://events.example.com...\" is refused: give the https URL that the service shows for Amazon SNS, without user or password.",
        "webhook|https://localhost/KEY|Setting webhook=\"https://localhost...\" is refused: give the https",
        "webhook|https://me:word@example.com/KEY|Setting webhook=\"https://me...\" is refused: give the https",
        "webhook|https://example.com/a b|Setting webhook=\"https://example.com...\" is refused: give the https",
        "webhook|https://example.com/#KEY|Setting webhook=\"https://example.com...\" is refused: give the https",
        "webhook|events.example.com|Setting webhook=\"events.example.com\" is refused: give the https",
        "rotation|never|Setting rotation=\"never\" is refused: give remind (a person rotates) or automatic (the stack does).",
        "remindAfterDays|0|Setting remindAfterDays=\"0\" is refused: give a whole number of days from 1 to 179, since SP-API refuses a secret older than 180 days.",
        "remindAfterDays|180|Setting remindAfterDays=\"180\" is refused: give a whole number",
        "remindAfterDays|-5|Setting remindAfterDays=\"-5\" is refused: give a whole number",
        "remindAfterDays|150.5|Setting remindAfterDays=\"150.5\" is refused: give a whole number",
        "remindAfterDays|soon|Setting remindAfterDays=\"soon\" is refused: give a whole number",
        "schedule|daily|Setting schedule=\"daily\" is refused: give rate(1 day) or a cron with six fields and one ? such as cron(15 6 * * ? *), not more often than every 5 minutes.",
        "schedule|rate(1 minute)|Setting schedule=\"rate(1 minute)\" is refused: SP-API allows the probe about once a minute in all, give rate(5 minutes) or more.",
        "topic|Ops|Setting topic=\"Ops\" is refused: give own, a name such as ops for a topic that applications share, or the ARN of a topic of SNS that is there already (no FIFO topic).",
        "topic|arn:aws:sns:us-east-1:123456789012:ops.fifo|Setting topic=\"arn:aws:sns:us-east-1:123456789012:ops.fifo\" is refused: give own",
        "topic|arn:aws:sqs:us-east-1:123456789012:ops|Setting topic=\"arn:aws:sqs:us-east-1:123456789012:ops\" is refused: give own",
        "topic|arn:aws:sns:us-east-1:123456789012:ops|Setting email=\"you@example.com\" is refused: the topic is there already",
        "probe|sellers/v1|Setting probe=\"sellers/v1\" is refused: give an absolute path of SP-API without host, query or dot segments, such as /sellers/v1/marketplaceParticipations.",
        "probe|//evil.example.com/x|Setting probe=\"//evil.example.com/x\" is refused: give an absolute path",
        "probe|https://evil.example.com/|Setting probe=\"https://evil.example.com/\" is refused: give an absolute path",
        "probe|/a/../b|Setting probe=\"/a/../b\" is refused: give an absolute path",
        "probe|/a/%2e%2E/b|Setting probe=\"/a/%2e%2E/b\" is refused: give an absolute path",
        "probe|/a?b=c|Setting probe=\"/a?b=c\" is refused: give an absolute path",
        "probe|/a\\b|Setting probe=\"/a\\b\" is refused: give an absolute path",
        "probe|/a\"b|Setting probe=\"/a\"b\" is refused: give an absolute path",
        "probe|/|Setting probe=\"/\" is refused: give an absolute path",
        "sandbox|yes|Setting sandbox=\"yes\" is refused: give true or false.",
        "e-mail|you@example.com|Setting \"e-mail\" is unknown: the settings are app, dashboard, email, probe, public, region, remindAfterDays, rotation, sandbox, schedule, sms, sweep, topic, webhook, and applications for several.",
        "remindafterdays|150|Setting \"remindafterdays\" is unknown: the settings are",
      })
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
  @ValueSource(
      strings = {
        "app",
        "region",
        "email",
        "sms",
        "rotation",
        "remindAfterDays",
        "schedule",
        "probe",
        "topic",
        "clientSecret",
        "applications"
      })
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
