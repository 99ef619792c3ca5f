package io.lwarotation.cli.cost;

import java.time.LocalDate;

/**
 * AWS's public prices in US East (N. Virginia), in dollars, with what an account has free each
 * month. The only place in this project where they stand; each names its page, which counts.
 */
public enum Prices {
  /** A second of a function on ARM, for each GB of memory: https://aws.amazon.com/lambda/pricing */
  LAMBDA_GB_SECOND(0.0000133334, 1, 400_000),
  /** Requests: https://aws.amazon.com/lambda/pricing */
  LAMBDA_REQUESTS(0.20, 1e6, 1_000_000),
  /** A key's month: https://aws.amazon.com/kms/pricing */
  KMS_KEY(1.00, 1, 0),
  /** Requests: https://aws.amazon.com/kms/pricing */
  KMS_REQUESTS(0.03, 1e4, 20_000),
  /** An advanced parameter's month: https://aws.amazon.com/systems-manager/pricing */
  ADVANCED_PARAMETER(0.05, 1, 0),
  /** Interactions with it: https://aws.amazon.com/systems-manager/pricing */
  PARAMETER_INTERACTIONS(0.05, 1e4, 0),
  /** An alarm's month, of one metric: https://aws.amazon.com/cloudwatch/pricing */
  ALARM(0.10, 1, 10),
  /** A month of one's own metric, by the hours in which it comes: the same page. */
  METRIC(0.30, 1, 10),
  /** A dashboard's month: https://aws.amazon.com/cloudwatch/pricing */
  DASHBOARD(3.00, 1, 3),
  /** Bytes of logs taken in: https://aws.amazon.com/cloudwatch/pricing */
  LOG_BYTES(0.50, 1e9, 5e9),
  /** Schedules fired: https://aws.amazon.com/eventbridge/pricing */
  SCHEDULES(1.00, 1e6, 14_000_000),
  /** Requests to a standard queue: https://aws.amazon.com/sqs/pricing */
  QUEUE_REQUESTS(0.40, 1e6, 1_000_000),
  /** Mails: https://aws.amazon.com/sns/pricing */
  MAILS(2.00, 1e5, 1_000);

  /** When they were looked up. */
  public static final LocalDate DATE = LocalDate.of(2026, 11, 25);

  /** Where they hold. */
  public static final String REGION = "us-east-1";

  /**
   * A part of an SMS in the United States, without the carrier's fee, as AWS's own example of a
   * delivery has it: https://docs.aws.amazon.com/sns/latest/dg/sms_stats_cloudwatch.html; other
   * countries: https://aws.amazon.com/sns/sms-pricing
   */
  static final double SMS = 0.00645;

  private final double dollars;
  private final double unit;
  private final double free;

  Prices(double dollars, double unit, double free) {
    this.dollars = dollars;
    this.unit = unit;
    this.free = free;
  }

  /** What so many cost, without any free tier. */
  public double of(double quantity) {
    return quantity / unit * dollars;
  }

  /** What so many cost in an account with nothing else in it. */
  double afterFree(double quantity) {
    return of(Math.max(0, quantity - free));
  }
}
