package io.lwarotation.cli.cost;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The bill of a month for stacks in one account. What is not known is taken high: every run is a
 * cold one, lasts a second and has the largest function's memory.
 *
 * @param applications how many stacks of this kind
 * @param messages how many SMS go out in all
 * @param smsPrice of one
 * @param sweep of each of them
 */
record Bill(
    Stack stack,
    Schedule schedule,
    int applications,
    int messages,
    double smsPrice,
    SweepCost sweep) {
  /** A month is the twelfth of a year of 365 days. */
  private static final double DAYS = 365.0 / 12;

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

  private static final double MILLION = 1e6;
  private static final double TEN_THOUSAND = 1e4;
  private static final double HUNDRED_THOUSAND = 1e5;
  private static final double GIGABYTE = 1e9;

  static final String DASHBOARDS = "dashboards";

  /** Without a sweep. */
  Bill(Stack stack, Schedule schedule, int applications, int messages, double smsPrice) {
    this(stack, schedule, applications, messages, smsPrice, new SweepCost(0));
  }

  /** Each line in dollars, without any free tier, in the order in which they are shown. */
  Map<String, Double> lines() {
    return lines(false);
  }

  /** The same after what an account has free each month, if it has nothing else in it. */
  Map<String, Double> linesWithFreeTier() {
    return lines(true);
  }

  private Map<String, Double> lines(boolean free) {
    double calls = applications * schedule.callsADay() * DAYS;
    double shortRuns = calls + applications * stack.dailyRuns() * DAYS;
    double runs = shortRuns + applications * sweep.runs();
    double gigabyteSeconds =
        shortRuns * SECONDS_A_RUN * stack.largestMemory() / 1024
            + applications * sweep.gigabyteSeconds();
    double kmsRequests = calls * SECURE_STRINGS + applications * sweep.kmsRequests();
    double logBytes = runs * LOG_BYTES_A_RUN + applications * sweep.logBytes();
    int alarms = stack.alarms() + sweep.alarms();
    Map<String, Double> lines = new LinkedHashMap<>();
    lines.put("KMS keys", applications * stack.keys() * Prices.KMS_KEY);
    lines.put(
        "KMS requests",
        left(kmsRequests, free, Prices.FREE_KMS_REQUESTS) / TEN_THOUSAND * Prices.KMS_REQUESTS);
    lines.put(
        "advanced parameters",
        applications * Prices.ADVANCED_PARAMETER
            + calls / TEN_THOUSAND * Prices.PARAMETER_INTERACTIONS);
    lines.put("alarms", left(applications * alarms, free, Prices.FREE_ALARMS) * Prices.ALARM);
    lines.put("metrics", left(metricMonths(), free, Prices.FREE_METRICS) * Prices.METRIC);
    lines.put(
        "Lambda",
        left(runs, free, Prices.FREE_LAMBDA_REQUESTS) / MILLION * Prices.LAMBDA_REQUESTS
            + left(gigabyteSeconds, free, Prices.FREE_LAMBDA_GB_SECONDS) * Prices.LAMBDA_GB_SECOND);
    lines.put("Scheduler", left(runs, free, Prices.FREE_SCHEDULES) / MILLION * Prices.SCHEDULES);
    lines.put(
        "SQS",
        left(
                applications * stack.polledQueues() * POLLS_A_DAY * DAYS,
                free,
                Prices.FREE_QUEUE_REQUESTS)
            / MILLION
            * Prices.QUEUE_REQUESTS);
    lines.put("logs", left(logBytes / GIGABYTE, free, Prices.FREE_LOGS_GB) * Prices.LOGS_GB);
    lines.put(
        "mails",
        left(applications * MAILS_A_MONTH, free, Prices.FREE_MAILS)
            / HUNDRED_THOUSAND
            * Prices.MAILS);
    lines.put("SMS", messages * smsPrice);
    lines.put(DASHBOARDS, left(applications, free, Prices.FREE_DASHBOARDS) * Prices.DASHBOARD);
    return lines;
  }

  /** A metric is billed for the hours in which it comes. */
  private double metricMonths() {
    double daily = stack.dailyMetrics() / HOURS_A_DAY;
    double withCalls = stack.callMetrics() * schedule.callsADay() / HOURS_A_DAY;
    return applications * (daily + withCalls + sweep.metricMonths());
  }

  private static double left(double quantity, boolean free, double freeQuantity) {
    return free ? Math.max(0, quantity - freeQuantity) : quantity;
  }

  /** All but the dashboards. */
  static double sum(Map<String, Double> lines) {
    return lines.entrySet().stream()
        .filter(line -> !line.getKey().equals(DASHBOARDS))
        .mapToDouble(Map.Entry::getValue)
        .sum();
  }
}
