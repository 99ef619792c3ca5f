package io.lwarotation.infra;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a bad setting gets: one sentence, with the remedy and without the value of a credential. */
class SettingsRefusalsTest {
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

  static String refusal(Map<String, ?> context) {
    SettingException refused =
        assertThrows(SettingException.class, () -> SettingsReader.read(context));
    String message = String.valueOf(refused.getMessage());
    assertEquals(1, message.lines().count(), message);
    return message;
  }
}
