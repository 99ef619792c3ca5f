package io.lwarotation.adapter;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/**
 * The one form of a date that HTTP/1.1 lets a server send: {@code Thu, 26 Nov 2026 02:45:00 GMT}.
 * By hand: the formatter of {@code java.time} brings thirty classes along, which a cold function
 * loads for this header alone.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#section-5.6.7">RFC 9110, dates</a>
 */
final class HttpDate {
  private static final int LENGTH = 29;

  private static final List<String> MONTHS =
      List.of("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec");

  private HttpDate() {}

  /**
   * Empty if the text has another form or names no moment; the day of the week is not looked at.
   */
  static Optional<Instant> parse(String text) {
    if (text.length() != LENGTH || !text.endsWith(" GMT")) {
      return Optional.empty();
    }
    try {
      LocalDateTime time =
          LocalDateTime.of(
              number(text, 12, 16),
              1 + MONTHS.indexOf(text.substring(8, 11)),
              number(text, 5, 7),
              number(text, 17, 19),
              number(text, 20, 22),
              number(text, 23, 25));
      return Optional.of(time.toInstant(ZoneOffset.UTC));
    } catch (DateTimeException | NumberFormatException _) {
      return Optional.empty(); // such as the 31st of February
    }
  }

  private static int number(String text, int begin, int end) {
    return Integer.parseInt(text, begin, end, 10);
  }
}
