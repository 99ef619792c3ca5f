package io.lwarotation.infra;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a bad setting gets: one sentence, with the remedy and without the value of a credential. */
class SettingsRefusalsTest {
  @ParameterizedTest
  @CsvFileSource(resources = "/refused-settings.csv", delimiter = '|', quoteCharacter = '\'')
  void refusesABadValueWithOneSentenceThatNamesItAndTheRemedy(
      String name, String value, String sentence) {
    Map<String, Object> context = new HashMap<>(Map.of("email", "you@example.com"));
    context.put(name, value);

    assertBegins(sentence, context);
  }

  @ParameterizedTest
  @CsvFileSource(resources = "/refused-contexts.csv", delimiter = '|', quoteCharacter = '\'')
  void refusesWhatIsBadTogether(String context, String sentence) {
    assertBegins(sentence, json(context));
  }

  private static void assertBegins(String sentence, Map<String, ?> context) {
    String message = refusal(context);

    assertTrue(message.startsWith(sentence), message);
    assertTrue(message.endsWith("."), message);
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
      assertFalse(refusal(Map.of(credential, "x")).contains("marker-EXAMPLE"));
    }
  }

  static Map<String, Object> json(String text) {
    try {
      return new ObjectMapper().readValue(text, new TypeReference<>() {});
    } catch (JsonProcessingException cause) {
      throw new AssertionError(cause);
    }
  }

  private static String refusal(Map<String, ?> context) {
    SettingException refused =
        assertThrows(SettingException.class, () -> SettingsReader.read(context));
    String message = String.valueOf(refused.getMessage());
    assertEquals(1, message.lines().count(), message);
    return message;
  }
}
