package io.lwarotation.cli.checks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lwarotation.cli.Screen;
import io.lwarotation.core.SecretExpiry;
import io.lwarotation.core.StoredRecord;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class StatusScreenTest {
  static final Instant NOW = Instant.parse("2026-06-01T00:00:00Z");

  static ApplicationStatus status(String app, long daysLeft, Verdict verdict) {
    SecretExpiry expiry =
        new SecretExpiry(7, NOW.plus(Duration.ofDays(daysLeft)), SecretExpiry.Source.LAST_MODIFIED);
    Finding finding = new Finding("secret", verdict, "It is as it is", "do it");
    return new ApplicationStatus(
        app,
        "remind",
        Optional.of(
            new StoredState(expiry, new StoredRecord.Absent(), Optional.empty(), List.of(), NOW)),
        List.of(),
        UpcomingNotice.all(expiry, Optional.empty(), 150, NOW),
        List.of(new ApplicationStatus.Line("secret", finding)));
  }

  private static String shown(boolean colours, ApplicationStatus status) {
    StringWriter text = new StringWriter();
    new StatusScreen(new Screen(new PrintWriter(text), colours, Screen.UNBOUNDED)).show(status);
    return text.toString();
  }

  @ParameterizedTest
  @CsvSource({
    "170, OK, 32, 170 days left, Fine",
    "25, WARN, 33, 25 days left, Act soon",
    "1, BAD, 31, 1 day left, Act now",
    "-1, BAD, 31, expired 1 day ago, Act now",
    "-2, BAD, 31, expired 2 days ago, Act now"
  })
  void theBarAndTheSumHaveTheColourOfTheUrgency(
      long daysLeft, Verdict verdict, String colour, String spoken, String sum) {
    String text = shown(true, status("my-erp", daysLeft, verdict));
    assertTrue(
        text.matches("(?s).*\u001b\\[" + colour + "m\\[[█░]+] " + spoken + "\u001b.*"), text);
    assertTrue(text.contains("\u001b[" + colour + "m" + sum), text);

    String plain = shown(false, status("my-erp", daysLeft, verdict));
    assertFalse(plain.contains("\u001b"), plain);
    assertTrue(plain.contains(spoken), plain);
    assertFalse(plain.contains("-" + Math.abs(daysLeft)), plain);
  }

  @Test
  void theWorstComesFirstAndOfEqualsTheOneWithFewerDays() {
    List<String> apps =
        Stream.of(
                status("a", 100, Verdict.OK),
                status("b", 20, Verdict.WARN),
                status("c", 10, Verdict.WARN),
                status("d", 90, Verdict.UNKNOWN),
                status("e", 170, Verdict.BAD))
            .sorted(ApplicationStatus.WORST_FIRST)
            .map(ApplicationStatus::app)
            .toList();

    assertEquals(List.of("e", "c", "b", "d", "a"), apps);
  }
}
