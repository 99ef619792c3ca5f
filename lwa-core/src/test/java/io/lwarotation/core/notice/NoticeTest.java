package io.lwarotation.core.notice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NoticeTest {
  @ParameterizedTest
  @CsvSource({
    "arn:aws:sns:eu-west-1:123456789012:topic,123456789012,eu-west-1",
    "arn:aws:sns:eu-west-1:123456789012,123456789012,eu-west-1",
    "arn:aws:sns:eu-west-1,unknown,unknown"
  })
  void aPlaceIsReadFromAnArn(String arn, String account, String region) {
    assertEquals(new Place(account, region), Place.ofArn(arn));
  }

  @Test
  void anSmsOfTheLongestSubjectStillNamesTheMail() {
    Notice notice = new Notice("~".repeat(99), "text");

    assertTrue(notice.sms().endsWith("~. See the e-mail."), notice.sms());
    assertTrue(GsmText.units(notice.sms()) <= GsmText.LONGEST_SMS, notice.sms());
  }

  @ParameterizedTest
  @CsvSource({"60,60,''", "61,57,..."})
  void aLongNameLeavesRoomForWhatIsToBeSaid(int length, int shown, String dots) {
    Notice notice =
        new RotationNotices("a".repeat(length), Place.UNKNOWN, "").expired(Instant.EPOCH);

    assertTrue(
        notice.subject().startsWith("a".repeat(shown) + dots + ": the LWA"), notice.subject());
  }

  @ParameterizedTest
  @CsvSource({"^,2", "€,2", "@,1", "a,1"})
  void someCharactersTakeTwoUnits(String text, int units) {
    assertEquals(units, GsmText.units(text));
    assertEquals(text, GsmText.fit(text + text, 2 * units - 1));
    assertEquals(text + text, GsmText.fit(text + text, 2 * units));
  }

  @Test
  void whatHasNoLetterBecomesAQuestionMark() {
    assertEquals("?", GsmText.ascii("\u0080"));
    assertEquals(" ~ ", GsmText.ascii("\u001f~\u007f"));
  }
}
