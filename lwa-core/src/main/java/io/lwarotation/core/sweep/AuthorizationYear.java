package io.lwarotation.core.sweep;

import io.lwarotation.core.Authorization;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * The year after which a selling partner must authorize a public application again.
 *
 * @param since its first day
 * @see <a
 *     href="https://developer-docs.amazon.com/sp-api/docs/authorizing-selling-partner-api-applications">
 *     Amazon: authorizations are renewed every 365 days</a>
 */
public record AuthorizationYear(LocalDate since) {

  /** People are told so many days before the end; from the last of these on daily. */
  private static final List<Integer> NOTICES = List.of(30, 14, 7);

  /** The day on which it ends. */
  public LocalDate end() {
    return since.plus(Authorization.YEAR);
  }

  /** Whole days until then, negative after it. */
  public long daysLeft(LocalDate today) {
    return ChronoUnit.DAYS.between(today, end());
  }

  /**
   * Whether people are to be told today.
   *
   * @param last the day on which this was asked before; what fell on a day between was missed
   */
  boolean isDue(LocalDate last, LocalDate today) {
    return daysLeft(today) <= NOTICES.getLast()
        || NOTICES.stream()
            .map(before -> end().minusDays(before))
            .anyMatch(day -> day.isAfter(last) && !day.isAfter(today));
  }
}
