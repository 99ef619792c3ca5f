package io.lwarotation.core.notice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReminderLineTest {
  /** As Setting lets it be: its test looks whether a reminder still fits. */
  private static final String LONGEST_APP = "w".repeat(20);

  private static final String PARAMETER = "/" + LONGEST_APP + "/lwa/clientsecret";

  @Test
  void namesApplicationParameterAgeAndWhatToDo() {
    assertEquals(
        "aws.ssm: /my-erp/lwa/clientsecret is 150 of 180 days old. Rotate it, see docs/operations.md,"
            + " then ./lwa put --app my-erp",
        new ReminderLine("my-erp", 150, false).of("aws.ssm", "/my-erp/lwa/clientsecret"));
  }

  @Test
  void doesNotTellAnyoneToRotateWhatRotatesByItself() {
    assertEquals(
        "aws.ssm: /my-erp/lwa/clientsecret has not rotated by itself yet. See Rotation is late in"
            + " docs/operations.md",
        new ReminderLine("my-erp", 160, true).of("aws.ssm", "/my-erp/lwa/clientsecret"));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aDrillSaysFirstOfAllThatItIsOneAndFitsIntoOneSms(boolean automatic) {
    String line = new ReminderLine(LONGEST_APP, 179, automatic).ofDrill(PARAMETER);

    assertTrue(line.startsWith("DRILL, nothing to do: "), line);
    requireOneSms(line);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void fitsIntoOneSmsWithTheLongestNames(boolean automatic) {
    requireOneSms(new ReminderLine(LONGEST_APP, 179, automatic).of("aws.ssm", PARAMETER));
  }

  /** EventBridge puts quotation marks around it, SNS the sender's name in front. */
  private static void requireOneSms(String line) {
    int units = GsmText.units("\"" + line + "\"");

    assertTrue(units <= GsmText.LONGEST_SMS, units + " units: " + line);
    assertEquals("\"" + line + "\"", ReminderLine.arriving(line).sms());
  }
}
