package io.lwarotation.infra;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ReminderTextTest {
  /** The basic table of GSM 03.38, one septet each, as far as the text may use it. */
  private static final String GSM =
      "@$_ !\"#%&'()*+,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

  @Test
  void namesApplicationParameterAgeAndWhatToDo() {
    assertEquals(
        "aws.ssm: /my-erp/lwa/clientsecret is 150 of 180 days old. Rotate it in Developer Console,"
            + " then ./lwa put --app my-erp",
        new ReminderText("my-erp", 150, Rotation.REMIND).of("aws.ssm", "/my-erp/lwa/clientsecret"));
  }

  @Test
  void doesNotTellAnyoneToRotateWhatRotatesByItself() {
    assertEquals(
        "aws.ssm: /my-erp/lwa/clientsecret has not rotated by itself yet. See Rotation is late in"
            + " docs/operations.md",
        new ReminderText("my-erp", 160, Rotation.AUTOMATIC)
            .of("aws.ssm", "/my-erp/lwa/clientsecret"));
  }

  @ParameterizedTest
  @EnumSource
  void aDrillSaysFirstOfAllThatItIsOneAndFitsIntoOneSms(Rotation rotation) {
    String app = "w".repeat(SettingValues.LONGEST_APP);
    String text =
        new ReminderText(app, 179, rotation).ofDrill(ParameterPaths.of(app).clientSecret());
    String sms = SubscribedTopic.DISPLAY_NAME + "> \"" + text + "\"";

    assertTrue(text.startsWith("DRILL, nothing to do: "), text);
    assertTrue(sms.length() <= 160, sms.length() + " characters: " + sms);
    assertTrue(sms.chars().allMatch(c -> GSM.indexOf(c) >= 0), sms);
  }

  @ParameterizedTest
  @EnumSource
  void fitsIntoOneSmsWithTheLongestNames(Rotation rotation) {
    String app = "w".repeat(SettingValues.LONGEST_APP);
    String text =
        new ReminderText(app, 179, rotation).of("aws.ssm", ParameterPaths.of(app).clientSecret());

    // EventBridge puts quotation marks around the text, SNS the sender's name in front.
    String sms = SubscribedTopic.DISPLAY_NAME + "> \"" + text + "\"";

    assertTrue(sms.length() <= 160, sms.length() + " characters: " + sms);
    assertTrue(sms.chars().allMatch(c -> GSM.indexOf(c) >= 0), sms);
  }
}
