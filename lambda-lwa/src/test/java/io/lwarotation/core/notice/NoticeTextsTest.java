package io.lwarotation.core.notice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The texts as they arrive. */
class NoticeTextsTest {
  private static final Instant END = Instant.parse("2026-12-07T22:09:17Z");

  @Test
  void aMailSaysWhatAndWhenAndHowToStopIt() {
    Notice notice = texts("my-erp", false).secretExpires(14, END);

    assertEquals("my-erp: LWA client secret expires in 14 days (2026-12-07)", notice.subject());
    assertEquals(
        """
        my-erp: LWA client secret expires in 14 days (2026-12-07).

        From 2026-12-07T22:09:17Z on SP-API refuses every call of this application.

        What to do:
        1. Rotate in the Developer Console (LWA credentials, View, Rotate secret):
           https://sellercentral.amazon.com/sellingpartner/developerconsole
        2. Store the new secret:
           ./lwa put --app my-erp --client-secret
        3. See that it works:
           ./lwa check --app my-erp

        AWS account 123456789012, region us-east-1, application my-erp.
        This comes at most once a day and ends by itself when it is mended.
        To stop all mails: the link below, which leaves nobody to hear of the next one;
        better change the setting email and deploy.""",
        notice.text());
    assertEquals(
        "my-erp: LWA client secret expires in 14 days (2026-12-07). Rotate it in Developer Console,"
            + " then ./lwa put --app my-erp",
        notice.sms());
  }

  @Test
  void inAutomaticModeNobodyIsToldToRotateASecondTimeFirst() {
    Notice notice = texts("my-erp", true).secretExpires(7, END);

    assertTrue(notice.sms().contains("has not rotated by itself"), notice.sms());
    assertTrue(notice.text().contains("1. It should have rotated by itself."), notice.text());
  }

  @Test
  void theLastDayAndTheDaysAfterAreSaidAsPeopleSayThem() {
    NoticeTexts texts = texts("my-erp", false);

    assertTrue(texts.secretExpires(0, END).subject().contains("expires within a day (2026-12-07)"));
    assertTrue(texts.secretExpires(1, END).subject().contains("in 1 day ("));
    assertTrue(texts.secretExpired(0, END).subject().contains("expired on 2026-12-07"));
    assertTrue(texts.secretExpired(400, END).subject().contains("expired 400 days ago"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "my-erp",
        "ab",
        "a-name-of-20-letters",
        "Müllers-Größenwahn-Übersee",
        "naïve-漢字-€-{x}~|\\^[]`",
        "name\nwith\tcontrol\u0007signs",
        "x123456789-123456789-123456789-123456789-123456789-123456789-123456789-123456789-123456789-123456789-123456789-12345678"
      })
  void everyTextFitsWhatItArrivesIn(String app) {
    for (boolean automatic : new boolean[] {false, true}) {
      NoticeTexts texts = texts(app, automatic);
      Map<NoticeKind, Notice> all = texts.samples(END);
      all.forEach((kind, notice) -> requireFits(kind.name(), notice));
      requireFits("many days", texts.secretExpires(12_345, END));
      requireFits("long ago", texts.secretExpired(99_999, END));
      requireFits("never", texts.callsFail(Optional.empty()));
      requireFits("all", texts.subscriptionGone(Long.MAX_VALUE));
    }
    assertEquals(NoticeKind.values().length, texts(app, true).samples(END).size());
  }

  private static void requireFits(String kind, Notice notice) {
    assertTrue(notice.subject().matches("[!-~][ -~]{0,98}"), kind + ": " + notice.subject());
    int units = GsmText.units(notice.sms());
    assertTrue(units > 0 && units <= 155, kind + ": " + units + " of " + notice.sms());
    assertFalse(notice.text().isBlank(), kind);
    assertFalse((notice.subject() + notice.text() + notice.sms()).contains("null"), kind);
  }

  @ParameterizedTest
  @CsvSource({"abc,3", "äöüÄÖÜß,7", "a€b,4", "[x],5", "'',0"})
  void countsAsTheGsmAlphabetDoes(String text, int units) {
    assertEquals(units, GsmText.units(text));
  }

  @Test
  void refusesToCountWhatIsNotInTheAlphabet() {
    assertThrows(IllegalArgumentException.class, () -> GsmText.units("漢"));
  }

  @ParameterizedTest
  @CsvSource({"Größe,Groesse", "naïve,naive", "漢,?", "–,-"})
  void aSubjectIsWrittenInAscii(String text, String ascii) {
    assertEquals(ascii, GsmText.ascii(text));
  }

  @Test
  void anSmsKeepsUmlautsAndIsCutAtTheUnit() {
    assertEquals("Größe", GsmText.fit("Größe", 160));
    assertEquals("ab", GsmText.fit("ab€", 3));
  }

  @Test
  void theNoticesOfTheRotationHaveTheSameForm() {
    RotationNotices rotation =
        new RotationNotices(
            "my-erp", Place.ofArn("arn:aws:sns:eu-west-1:123456789012:t"), "arn:aws:sqs:::q");

    assertEquals(
        """
        my-erp: the LWA client secret has expired.

        It expired at 2026-12-07T22:09:17Z and SP-API refuses every call.
        It cannot rotate itself any more.

        What to do:
        1. Rotate in the Developer Console (LWA credentials, View, Rotate secret):
           https://sellercentral.amazon.com/sellingpartner/developerconsole
        2. Store the new secret:
           ./lwa put --app my-erp --client-secret
        3. See that it works:
           ./lwa check --app my-erp

        AWS account 123456789012, region eu-west-1, application my-erp.
        This comes at most once a day and ends by itself when it is mended.
        To stop all mails: the link below, which leaves nobody to hear of the next one;
        better change the setting email and deploy.""",
        rotation.expired(END).text());
    assertTrue(rotation.notEnrolled().text().contains("\n   arn:aws:sqs:::q\n"));
    assertTrue(rotation.stored(8, END, null).sms().endsWith("There is nothing to do"));
  }

  @ParameterizedTest
  @EnumSource
  void anAlarmSaysInOneSmsWhoseItIsAndWhatHappened(AlarmText alarm) {
    String app = "w".repeat(20);
    String sms = "ALARM: \"%s\" in Asia Pacific (Thailand Bangkok)".formatted(alarm.name(app));

    assertTrue(GsmText.units(sms) <= GsmText.LONGEST_SMS, sms);
    assertTrue(alarm.name(app).startsWith(app + ": "), alarm.name(app));
    assertTrue(alarm.description("my-erp").contains("application my-erp"));
    assertTrue(alarm.description(app).length() <= 1024);
  }

  @Test
  void noTwoAlarmsHaveOneName() {
    assertEquals(
        AlarmText.values().length,
        Arrays.stream(AlarmText.values()).map(alarm -> alarm.name("a")).distinct().count());
  }

  @Test
  void theRunbookSaysOfEveryAlarmWhatToDo() throws IOException {
    String runbook = Files.readString(Path.of("../docs/operations.md"));
    List<String> unknown =
        Stream.of(AlarmText.values())
            .map(alarm -> alarm.name("").substring(": ".length()))
            .filter(title -> !runbook.contains("\n| " + title + " | "))
            .toList();

    assertEquals(List.of(), unknown);
  }

  private static NoticeTexts texts(String app, boolean automatic) {
    return new NoticeTexts(app, new Place("123456789012", "us-east-1"), automatic);
  }
}
