package io.lwarotation.adapter;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpDateTest {
  private static final DateTimeFormatter FORM =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  @Property(tries = 300)
  void readsWhatTheFormatterOfTheJdkWrites(
      @ForAll @LongRange(min = 0, max = 253_402_300_799L) long seconds) {
    Instant time = Instant.ofEpochSecond(seconds);

    assertEquals(Optional.of(time), HttpDate.parse(FORM.format(time)));
  }

  @Property(tries = 300)
  void takesAnyTextWithoutAFault(@ForAll String text) {
    assertEquals(Optional.empty(), HttpDate.parse(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Thu, 26 Nov 2026 02:45:00 UTC",
        "Thu, 6 Nov 2026 02:45:00 GMT",
        "Thu, 31 Feb 2026 02:45:00 GMT",
        "Thu, 26 Nov 2026 24:45:00 GMT",
        "Thu, 26 nov 2026 02:45:00 GMT",
        "Thu, 26 Nov 2026 02:45:00 GMT ",
        "Thursday, 26-Nov-26 02:45:00 GMT",
        "2026-11-26T02:45:00Z"
      })
  void otherFormsAreNoDate(String text) {
    assertEquals(Optional.empty(), HttpDate.parse(text));
  }
}
