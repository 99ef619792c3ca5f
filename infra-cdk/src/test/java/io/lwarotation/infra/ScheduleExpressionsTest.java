package io.lwarotation.infra;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.api.Test;

class ScheduleExpressionsTest {
  @Test
  void takesWhatSchedulerTakes() {
    """
    rate(1 day)
    rate(1 hour)
    rate(5 minutes)
    rate(90 minutes)
    rate(12 hours)
    cron(15 6 * * ? *)
    cron(0 6,18 ? * MON-FRI *)
    cron(0/15 8-17 ? * 2-6 *)
    cron(*/5 * * * ? *)
    cron(0 10 L * ? *)
    cron(0 10 15W JAN-JUN ? 2026-2030)
    cron(0 10 ? * 6L *)
    cron(0 10 ? * TUE#2 *)
    cron(0 */6 * * ? *)
    """
        .lines()
        .forEach(good -> assertNull(Setting.SCHEDULE.problemOf(good), good));
  }

  @Test
  void refusesWhatSchedulerOrSpApiWouldNotTake() {
    String bad =
        """

        1 day
        rate(0 days)
        rate(1 days)
        rate(2 day)
        rate(1 week)
        rate(1 minute)
        rate(4 minutes)
        RATE(1 DAY)
        at(2030-01-01T00:00:00)
        cron()
        cron(0 6 * * *)
        cron(0 6 * * * *)
        cron(0 6 ? * ? *)
        cron(60 6 * * ? *)
        cron(0 24 * * ? *)
        cron(0 6 32 * ? *)
        cron(0 6 * 13 ? *)
        cron(0 6 ? * 8 *)
        cron(* 6 * * ? *)
        cron(0/1 6 * * ? *)
        cron(0-59 6 * * ? *)
        cron(0 6 * * ? *) cron(0 6 * * ? *)
        """;
    bad.lines()
        .forEach(expression -> assertNotNull(Setting.SCHEDULE.problemOf(expression), expression));
    assertNotNull(Setting.SCHEDULE.problemOf("rate(1 day) "));
  }
}
