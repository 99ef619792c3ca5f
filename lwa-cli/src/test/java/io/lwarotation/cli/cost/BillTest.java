package io.lwarotation.cli.cost;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;

final class BillTest {
  private static Bill bill(Stack stack, Schedule schedule, int applications, int messages) {
    return new Bill(stack, schedule, applications, messages * 0.10, SweepCost.NONE);
  }

  private static double line(Bill bill, String name) {
    Double amount = bill.lines().get(name);
    assertNotNull(amount, name);
    return amount;
  }

  @Test
  void eachLineIsQuantityTimesPrice() {
    Bill daily = bill(Stack.REMIND, Schedule.DAILY, 1, 2);
    double month = 365.0 / 12;

    assertEquals(1.00, line(daily, "KMS keys"), 1e-9);
    assertEquals(month * 3 * 0.03 / 10_000, line(daily, "KMS requests"), 1e-9);
    assertEquals(0.05 + month * 0.05 / 10_000, line(daily, "advanced parameters"), 1e-9);
    assertEquals(10 * 0.10, line(daily, "alarms"), 1e-9);
    assertEquals(11 * 0.30 / 24, line(daily, "metrics"), 1e-9);
    assertEquals(
        2 * month * (0.20 / 1e6 + 1024 / 1024.0 * 0.0000133334), line(daily, "Lambda"), 1e-9);
    assertEquals(2 * month / 1e6, line(daily, "Scheduler"), 1e-9);
    assertEquals(0, line(daily, "SQS"), 1e-9);
    assertEquals(2 * month * 2048 / 1e9 * 0.50, line(daily, "logs"), 1e-9);
    assertEquals(2 * 0.10, line(daily, "SMS"), 1e-9);
    assertEquals(3.00, line(daily, Bill.DASHBOARDS), 1e-9);
  }

  @Test
  void aMetricThatComesEveryHourIsBilledForAllHours() {
    assertEquals(
        9 * 0.30 / 24 + 2 * 0.30, line(bill(Stack.REMIND, Schedule.HOURLY, 1, 0), "metrics"), 1e-9);
  }

  @Test
  void lambdaPollsTheTwoQueuesOfTheAutomaticModeWithoutAPause() {
    double requests = 2 * 5 * 3 * 60 * 24 * 365.0 / 12;

    assertEquals(
        requests / 1e6 * 0.40, line(bill(Stack.AUTOMATIC, Schedule.DAILY, 1, 0), "SQS"), 1e-9);
  }

  @Test
  void theFreeTierIsTakenOffOnce() {
    Map<String, Double> free = bill(Stack.REMIND, Schedule.DAILY, 4, 0).linesWithFreeTier();

    assertEquals(4.00, free.getOrDefault("KMS keys", 0.0), 1e-9);
    assertEquals(30 * 0.10, free.getOrDefault("alarms", 0.0), 1e-9);
    assertEquals(0, free.getOrDefault("metrics", 1.0), 1e-9);
    assertEquals(0, free.getOrDefault("Lambda", 1.0), 1e-9);
    assertEquals(3.00, free.getOrDefault(Bill.DASHBOARDS, 0.0), 1e-9);
  }

  @Test
  void aSweepCostsItsAlarmsAndLittleForEachAuthorization() {
    assertEquals(0, new SweepCost(0).dollars(), 1e-9);
    double one = new SweepCost(1).dollars();
    assertTrue(one > 2 * 0.10 && one < 0.40, "" + one);
    double tenThousand = new SweepCost(10_000).dollars();
    assertEquals(one + 365.0 / 12 * 9_999 * 0.03 / 10_000, tenThousand, 0.20);
    assertTrue(tenThousand < 1.60, "" + tenThousand);
  }
}
