package io.lwarotation.core.notice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The texts as they arrive. */
class NoticeTextsTest {
  private static final Instant END = Instant.parse("2026-12-07T22:09:17Z");

  /**
   * Every word that people get. A text that changes is read there as a whole, by whoever reviews
   * it; the file is what the failing test has written.
   */
  @Test
  void everyNoticeReadsAsItWasReviewed() throws IOException {
    StringBuilder all = new StringBuilder();
    NoticeTexts automatic = texts("my-erp", true);
    NoticeTexts texts = texts("my-erp", false);
    texts.lines(150).forEach((kind, notice) -> append(all, kind, notice));
    texts.samples(END).forEach((kind, notice) -> append(all, kind.name(), notice));
    automatic.lines(160).forEach((kind, notice) -> append(all, "AUTOMATIC " + kind, notice));
    append(all, "AUTOMATIC SECRET_EXPIRES", automatic.secretExpires(7, END));
    append(all, "ENDS TODAY", texts.secretExpires(0, END));
    append(all, "ONE DAY LEFT", texts.secretExpires(1, END));
    append(all, "EXPIRED TODAY", texts.secretExpired(0, END));
    append(all, "NOBODY, NONE PENDING", texts.nobodySubscribed(0));
    append(all, "TWO PENDING", texts.subscriptionPending(2));
    append(all, "TWO GONE", texts.subscriptionGone(2));
    append(all, "SEVERAL QUEUES", texts.deadLetters(new TreeMap<>(Map.of("A", 1L, "B", 20L))));
    append(all, "NEVER A GOOD CALL", texts.callsFail(Optional.empty()));
    append(all, "NEVER A CALL", texts.noCalls(Optional.empty(), END, "rate(1 day)"));
    RotationNotices rotation =
        new RotationNotices("my-erp", new Place("123456789012", "us-east-1"), "arn:aws:sqs:::q");
    append(all, "NO END OF THE OLD ONE", rotation.stored(8, END, null));
    append(all, "ROTATION: EXPIRED", rotation.expired(END));
    append(all, "ROTATION: DID NOT ARRIVE", rotation.didNotCome(END));
    append(
        all,
        "AUTHORIZATIONS: THE DIGEST",
        new SweepNotices("my-erp", new Place("123456789012", "us-east-1"))
            .digest(
                23,
                250,
                List.of(
                    "eu/acme: revoked since 2026-11-02", "na/globex: ends in 7 days (2026-12-04)"),
                21));
    for (AlarmText alarm : AlarmText.values()) {
      all.append("--- ALARM ").append(alarm.name("my-erp")).append('\n');
      all.append(alarm.description("my-erp")).append("\n\n");
    }
    Files.createDirectories(Path.of("target"));
    Files.writeString(Path.of("target/notices.txt"), all);

    assertEquals(
        Files.readString(Path.of("src/test/resources/notices.txt")),
        all.toString(),
        "a text changed: read target/notices.txt aloud, then put it in the place of that file");
  }

  private static void append(StringBuilder all, String kind, Notice notice) {
    all.append("--- ").append(kind).append('\n');
    all.append("Subject: ").append(notice.subject()).append("\n\n");
    all.append(notice.text()).append("\n\n");
    all.append("SMS: ").append(notice.sms()).append("\n\n");
  }

  @Test
  void theRunbookSaysOfEachAlarmAndNoOtherWhatToDo() throws IOException {
    String page = Files.readString(Path.of("../docs/operations.md"));
    String section =
        page.substring(
            page.indexOf("## What each alarm means"), page.indexOf("## What the dashboard shows"));
    List<String> titles =
        Pattern.compile("\\*\\*(.+?)\\*\\*")
            .matcher(section)
            .results()
            .map(title -> "app: " + title.group(1))
            .sorted()
            .toList();

    assertEquals(
        Arrays.stream(AlarmText.values()).map(alarm -> alarm.name("app")).sorted().toList(),
        titles);
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
  }

  private static void requireFits(String kind, Notice notice) {
    assertTrue(notice.subject().matches("[!-~][ -~]{0,98}"), kind + ": " + notice.subject());
    int units = GsmText.units(notice.sms());
    assertTrue(units > 0 && units <= 155, kind + ": " + units + " of " + notice.sms());
    assertFalse(notice.text().isBlank(), kind);
    assertFalse((notice.subject() + notice.text() + notice.sms()).contains("null"), kind);
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

  private static NoticeTexts texts(String app, boolean automatic) {
    return new NoticeTexts(app, new Place("123456789012", "us-east-1"), automatic);
  }
}
