package io.lwarotation.core.notice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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
  void anSmsIsCutToTheLongestThatIsOne() {
    String sms = new Notice("subject", "text", "~".repeat(99)).sms();

    assertEquals("~".repeat(GsmText.LONGEST_SMS / 2), sms);
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
  @CsvSource({"^,2", "€,2", "@,1", "a,1", "äöüÄÖÜß,7", "a€b,4", "[x],5", "Größe,5", "'',0"})
  void countsAndCutsAsTheGsmAlphabetDoes(String text, int units) {
    assertEquals(units, GsmText.units(text));
    assertEquals(text + text, GsmText.fit(text + text, 2 * units));
    if (text.length() == 1) {
      assertEquals(text, GsmText.fit(text + text, 2 * units - 1));
    }
  }

  @Test
  void refusesToCountWhatIsNotInTheAlphabet() {
    assertThrows(IllegalArgumentException.class, () -> GsmText.units("漢"));
  }

  @ParameterizedTest
  @CsvSource({"Größe,Groesse", "naïve,naive", "漢,?", "–,-", "\u0080,?", "'\u001f~\u007f',' ~ '"})
  void aSubjectIsWrittenInAscii(String text, String ascii) {
    assertEquals(ascii, GsmText.ascii(text));
  }

  /** EventBridge puts quotation marks around it; a drill says first of all that it is one. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aReminderFitsIntoOneSmsWithTheLongestNames(boolean automatic) {
    String app = "w".repeat(20); // as Setting lets it be
    String parameter = "/" + app + "/lwa/clientsecret";
    ReminderLine line = new ReminderLine(app, 179, automatic);

    assertTrue(line.ofDrill(parameter).startsWith("DRILL, nothing to do: "));
    for (String text : List.of(line.of("aws.ssm", parameter), line.ofDrill(parameter))) {
      assertTrue(GsmText.units("\"" + text + "\"") <= GsmText.LONGEST_SMS, text);
      assertEquals("\"" + text + "\"", ReminderLine.arriving(text).sms());
    }
  }
}
