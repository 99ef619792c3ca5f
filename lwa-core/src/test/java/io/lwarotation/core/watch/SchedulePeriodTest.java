package io.lwarotation.core.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SchedulePeriodTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "rate(5 minutes) | PT5M",
        "rate(1 hour) | PT1H",
        "rate(1 day) | P1D",
        "rate(30 days) | P30D",
        "cron(15 6 * * ? *) | P1D",
        "cron(0/5 * * * ? *) | PT5M",
        "cron(0/25 * * * ? *) | PT25M",
        "cron(*/20 8-18 * * ? *) | PT13H20M",
        "cron(0 6,18 * * ? *) | PT12H",
        "cron(0 22-2 * * ? *) | PT20H",
        "cron(0 6 ? * MON-FRI *) | P3D",
        "cron(0 6 ? * FRI-MON *) | P4D",
        "cron(0 6 ? * 1 *) | P7D",
        "cron(0 6 ? * L *) | P7D",
        "cron(0 6 ? * 2#1 *) | P35D",
        "cron(0 6 ? * MON#5 *) | P119D",
        "cron(0 6 ? * 6L *) | P35D",
        "cron(0 6 1 * ? *) | P31D",
        "cron(0 6 1,15 * ? *) | P17D",
        "cron(0 6 L * ? *) | P31D",
        "cron(0 6 LW * ? *) | P33D",
        "cron(0 6 15W * ? *) | P32D",
        "cron(0 6 1W * ? *) | P33D",
        "cron(0 6 31 * ? *) | P61D",
        "cron(0 6 1 JAN,JUL ? *) | P184D",
        "cron(0 6 1 1/3 ? *) | P92D",
        "cron(0 6 1 2-3 ? *) | P337D",
        "cron(0 6 29 2 ? *) | P1461D"
      })
  void isTheLongestTimeBetweenTwoStarts(String expression, Duration period) {
    assertEquals(Optional.of(period), SchedulePeriod.of(expression));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "cron(0 6 * * ? 2027)",
        "cron(0 6 30 2 ? *)",
        "cron(0 6 L-3 * ? *)",
        "cron(daily)",
        "",
        "weekly"
      })
  void isNotThereForWhatNeedNotGoOn(String expression) {
    assertEquals(Optional.empty(), SchedulePeriod.of(expression));
  }
}
