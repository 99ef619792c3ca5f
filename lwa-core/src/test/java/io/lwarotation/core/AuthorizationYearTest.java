package io.lwarotation.core;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AuthorizationYearTest {
  private static final Instant STORED = Instant.parse("2026-03-10T12:00:00Z");

  @ParameterizedTest
  @CsvSource({
    "2026-02-01, 2026-03-10T12:00:00Z, 2026-02-01",
    "' 2026-02-01 ', 2026-04-01T00:00:00Z, 2026-02-01",
    "2026-02-01, 2026-03-10T11:59:59Z, 2026-03-10", // noted for the token before
    "2026-05-01, 2026-05-01T00:00:00Z, 2026-03-10", // a person makes it no longer
    "last spring, 2026-04-01T00:00:00Z, 2026-03-10"
  })
  void aNotedDayOnlyMakesTheYearEarlier(String text, Instant notedAt, LocalDate since) {
    assertEquals(
        since,
        AuthorizationYear.of(STORED, AuthorizationYear.noted(text, notedAt, STORED)).since());
  }

  @ParameterizedTest
  @CsvSource({"2027-03-09, false", "2027-03-10, true"})
  void isOverOnThe365thDay(LocalDate today, boolean over) {
    assertEquals(over, new AuthorizationYear(LocalDate.parse("2026-03-10")).isOver(today));
  }
}
