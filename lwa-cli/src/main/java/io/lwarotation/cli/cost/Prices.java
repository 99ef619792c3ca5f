package io.lwarotation.cli.cost;

import java.time.LocalDate;

/**
 * AWS's public prices in US East (N. Virginia), in dollars, without free tiers. The only place in
 * this project where they stand; each names its page, which counts.
 */
public final class Prices {
  /** When they were looked up. */
  public static final LocalDate DATE = LocalDate.of(2026, 11, 25);

  /** Where they hold. */
  public static final String REGION = "us-east-1";

  /** A second of a function on ARM, for each GB of memory: https://aws.amazon.com/lambda/pricing */
  public static final double LAMBDA_GB_SECOND = 0.0000133334;

  /** A million requests: https://aws.amazon.com/lambda/pricing */
  static final double LAMBDA_REQUESTS = 0.20;

  /** A key's month: https://aws.amazon.com/kms/pricing */
  static final double KMS_KEY = 1.00;

  /** Ten thousand requests: https://aws.amazon.com/kms/pricing */
  static final double KMS_REQUESTS = 0.03;

  /** An advanced parameter's month: https://aws.amazon.com/systems-manager/pricing */
  static final double ADVANCED_PARAMETER = 0.05;

  /** Ten thousand interactions with it: https://aws.amazon.com/systems-manager/pricing */
  static final double PARAMETER_INTERACTIONS = 0.05;

  /** An alarm's month, of one metric: https://aws.amazon.com/cloudwatch/pricing */
  static final double ALARM = 0.10;

  /** A month of one's own metric, by the hours in which it comes: the same page. */
  static final double METRIC = 0.30;

  /** A dashboard's month: https://aws.amazon.com/cloudwatch/pricing */
  static final double DASHBOARD = 3.00;

  /** A GB of logs taken in: https://aws.amazon.com/cloudwatch/pricing */
  static final double LOGS_GB = 0.50;

  /** A million schedules fired: https://aws.amazon.com/eventbridge/pricing */
  static final double SCHEDULES = 1.00;

  /** A million requests to a standard queue: https://aws.amazon.com/sqs/pricing */
  static final double QUEUE_REQUESTS = 0.40;

  /** A hundred thousand mails: https://aws.amazon.com/sns/pricing */
  static final double MAILS = 2.00;

  /**
   * A part of an SMS in the United States, without the carrier's fee, as AWS's own example of a
   * delivery has it: https://docs.aws.amazon.com/sns/latest/dg/sms_stats_cloudwatch.html; other
   * countries: https://aws.amazon.com/sns/sms-pricing
   */
  static final double SMS = 0.00645;

  // What an account has free each month.

  static final int FREE_ALARMS = 10;
  static final int FREE_METRICS = 10;
  static final int FREE_DASHBOARDS = 3;
  static final int FREE_KMS_REQUESTS = 20_000;
  static final int FREE_QUEUE_REQUESTS = 1_000_000;
  static final int FREE_LAMBDA_REQUESTS = 1_000_000;
  static final int FREE_LAMBDA_GB_SECONDS = 400_000;
  static final int FREE_SCHEDULES = 14_000_000;
  static final int FREE_MAILS = 1_000;
  static final int FREE_LOGS_GB = 5;

  private Prices() {}
}
