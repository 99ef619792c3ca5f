package io.lwarotation.cli.cost;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The bill of a month for so many stacks of a kind in one account. What is not known is taken high:
 * every run is a cold one, lasts a second and has the largest function's memory.
 *
 * @param sms what the SMS of all of them cost, in dollars
 */
record Bill(Stack stack, Schedule schedule, int applications, double sms, SweepCost sweep) {
  /** A month is the twelfth of a year of 365 days. */
  static final double DAYS = 365.0 / 12;

  private static final double HOURS_A_DAY = 24;
  private static final double SECONDS_A_RUN = 1;
  private static final double LOG_BYTES_A_RUN = 2048;

  /** A SecureString costs a request to KMS each time it is read. */
  private static final int SECURE_STRINGS = 3;

  /** Two mails a month: a reminder or a notice now and then. */
  private static final int MAILS_A_MONTH = 2;

  /**
   * Lambda asks a queue that feeds a function without a pause, five requests at a time that wait 20
   * seconds each: https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-scaling.html
   */
  private static final double POLLS_A_DAY = 5 * 24 * 60 * 3;

  static final String DASHBOARDS = "dashboards";

  private interface Tariff {
    double of(Prices price, double quantity);
  }

  /** Each line in dollars, without any free tier, in the order in which they are shown. */
  Map<String, Double> lines() {
    return lines(Prices::of);
  }

  /** The same after what an account has free each month, if it has nothing else in it. */
  Map<String, Double> linesWithFreeTier() {
    return lines(Prices::afterFree);
  }

  private Map<String, Double> lines(Tariff tariff) {
    double calls = applications * schedule.callsADay() * DAYS;
    double shortRuns = calls + applications * stack.dailyRuns() * DAYS;
    double runs = shortRuns + applications * sweep.runs();
    double gigabyteSeconds =
        shortRuns * SECONDS_A_RUN * stack.largestMemory() / 1024
            + applications * sweep.gigabyteSeconds();
    double kmsRequests = calls * SECURE_STRINGS + applications * sweep.kmsRequests();
    double polls = applications * stack.polledQueues() * POLLS_A_DAY * DAYS;
    double logBytes = runs * LOG_BYTES_A_RUN + applications * sweep.logBytes();
    double alarms = applications * (stack.alarms() + sweep.alarms());
    // A metric is billed for the hours in which it comes.
    double metrics =
        (stack.dailyMetrics() + stack.callMetrics() * schedule.callsADay()) / HOURS_A_DAY
            + sweep.metricMonths();
    Map<String, Double> lines = new LinkedHashMap<>();
    lines.put("KMS keys", tariff.of(Prices.KMS_KEY, applications * stack.keys()));
    lines.put("KMS requests", tariff.of(Prices.KMS_REQUESTS, kmsRequests));
    lines.put(
        "advanced parameters",
        tariff.of(Prices.ADVANCED_PARAMETER, applications)
            + tariff.of(Prices.PARAMETER_INTERACTIONS, calls));
    lines.put("alarms", tariff.of(Prices.ALARM, alarms));
    lines.put("metrics", tariff.of(Prices.METRIC, applications * metrics));
    lines.put(
        "Lambda",
        tariff.of(Prices.LAMBDA_REQUESTS, runs)
            + tariff.of(Prices.LAMBDA_GB_SECOND, gigabyteSeconds));
    lines.put("Scheduler", tariff.of(Prices.SCHEDULES, runs));
    lines.put("SQS", tariff.of(Prices.QUEUE_REQUESTS, polls));
    lines.put("logs", tariff.of(Prices.LOG_BYTES, logBytes));
    lines.put("mails", tariff.of(Prices.MAILS, applications * MAILS_A_MONTH));
    lines.put("SMS", sms);
    lines.put(DASHBOARDS, tariff.of(Prices.DASHBOARD, applications));
    return lines;
  }

  /** All but the dashboards. */
  static double sum(Map<String, Double> lines) {
    return lines.entrySet().stream()
        .filter(line -> !line.getKey().equals(DASHBOARDS))
        .mapToDouble(Map.Entry::getValue)
        .sum();
  }
}
