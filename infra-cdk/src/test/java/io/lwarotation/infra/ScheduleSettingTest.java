package io.lwarotation.infra;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScheduleSettingTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "rate(1 day)",
        "rate(1 hour)",
        "rate(5 minutes)",
        "rate(90 minutes)",
        "rate(12 hours)",
        "cron(15 6 * * ? *)",
        "cron(0 6,18 ? * MON-FRI *)",
        "cron(0/15 8-17 ? * 2-6 *)",
        "cron(*/5 * * * ? *)",
        "cron(0 10 L * ? *)",
        "cron(0 10 15W JAN-JUN ? 2026-2030)",
        "cron(0 10 ? * 6L *)",
        "cron(0 10 ? * TUE#2 *)",
        "cron(0 */6 * * ? *)"
      })
  void takesWhatSchedulerTakes(String expression) {
    assertNull(ScheduleSetting.problemOf(expression));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "1 day",
        "rate(0 days)",
        "rate(1 days)",
        "rate(2 day)",
        "rate(1 week)",
        "rate(1 minute)",
        "rate(4 minutes)",
        "rate(1 day) ",
        "RATE(1 DAY)",
        "at(2030-01-01T00:00:00)",
        "cron()",
        "cron(0 6 * * *)",
        "cron(0 6 * * * *)",
        "cron(0 6 ? * ? *)",
        "cron(60 6 * * ? *)",
        "cron(0 24 * * ? *)",
        "cron(0 6 32 * ? *)",
        "cron(0 6 * 13 ? *)",
        "cron(0 6 ? * 8 *)",
        "cron(* 6 * * ? *)",
        "cron(0/1 6 * * ? *)",
        "cron(0-59 6 * * ? *)",
        "cron(0 6 * * ? *) cron(0 6 * * ? *)"
      })
  void refusesWhatSchedulerOrSpApiWouldNotTake(String expression) {
    assertNotNull(ScheduleSetting.problemOf(expression));
  }
}
