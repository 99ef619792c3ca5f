package io.lwarotation.core;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * The year after which a selling partner must authorize a public application again.
 *
 * @see <a
 *     href="https://developer-docs.amazon.com/sp-api/docs/authorizing-selling-partner-api-applications">
 *     Amazon: authorizations are renewed every 365 days</a>
 */
public record AuthorizationYear(LocalDate since) {

  /** People are told so many days before the end; from the last of these on daily. */
  private static final List<Integer> NOTICES = List.of(30, 14, 7);

  /**
   * The year of a token.
   *
   * @param storedAt when its text last changed
   * @param noted the day of the authorization, if somebody knew it: it only makes the year earlier
   */
  public static AuthorizationYear of(Instant storedAt, Optional<LocalDate> noted) {
    LocalDate stored = LocalDate.ofInstant(storedAt, ZoneOffset.UTC);
    return new AuthorizationYear(noted.filter(day -> day.isBefore(stored)).orElse(stored));
  }

  /**
   * Reads the day that is noted beside a token.
   *
   * @return empty if it was noted for an earlier token, or is no day: the day of storing counts
   */
  public static Optional<LocalDate> noted(String text, Instant notedAt, Instant storedAt) {
    if (notedAt.isBefore(storedAt)) {
      return Optional.empty();
    }
    try {
      return Optional.of(LocalDate.parse(text.strip()));
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }

  /** The day on which it ends. */
  public LocalDate end() {
    return since.plus(Authorization.YEAR);
  }

  /** Whole days until then, negative after it. */
  public long daysLeft(LocalDate today) {
    return ChronoUnit.DAYS.between(today, end());
  }

  /** Whether Amazon has ended the authorization. */
  public boolean isOver(LocalDate today) {
    return daysLeft(today) <= 0;
  }

  /**
   * Whether people are to be told today.
   *
   * @param last the day on which this was asked before; what fell on a day between was missed
   */
  public boolean isDue(LocalDate last, LocalDate today) {
    return daysLeft(today) <= NOTICES.getLast()
        || NOTICES.stream()
            .map(before -> end().minusDays(before))
            .anyMatch(day -> day.isAfter(last) && !day.isAfter(today));
  }
}
