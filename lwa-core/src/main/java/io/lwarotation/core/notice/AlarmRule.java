package io.lwarotation.core.notice;

/** What alarms of CloudWatch look at, and what makes them go off. */
public enum AlarmRule {
  /** A run of a function failed. */
  FAILED("AWS/Lambda", "Errors", "FunctionName", "Sum", When.AT_ONCE, 1),
  /** A rule could not hand an event over. */
  NOT_HANDED_OVER("AWS/Events", "FailedInvocations", "RuleName", "Sum", When.AT_ONCE, 1),
  /** A message lies in a queue of dead letters. */
  DEAD_LETTER(
      "AWS/SQS", "ApproximateNumberOfMessagesVisible", "QueueName", "Maximum", When.AT_ONCE, 1),
  /**
   * A message waits for two hours, twice what a new secret was seen to need. SQS leaves a message
   * out of this metric once it was received three times, so the alarm shows that nobody receives;
   * what nobody receives never becomes a dead letter.
   */
  NOT_RECEIVED(
      "AWS/SQS", "ApproximateAgeOfOldestMessage", "QueueName", "Maximum", When.AT_ONCE, 7200),
  /** A call went on with the version before the stored one. */
  EARLIER_SECRET("LwaRotation", "EarlierSecretInUse", "App", "Maximum", When.AT_ONCE, 1),
  /** So few days are left, or the watch did not count them. */
  FEW_DAYS_LEFT(
      "LwaRotation", "DaysUntilSecretExpires", "App", "Minimum", When.BELOW_OR_SILENT, 14),
  /** Nobody would get a notice. */
  NONE_CONFIRMED("LwaRotation", "ConfirmedSubscriptions", "App", "Minimum", When.BELOW_TWICE, 1);

  private final String namespace;
  private final String metric;
  private final String dimension;
  private final String statistic;
  private final When when;
  private final int threshold;

  /** How a metric comes to its threshold. */
  public enum When {
    /** As soon as it is so high, within five minutes. */
    AT_ONCE,
    /** One that comes once a day is lower, or has not come for a day. One good value ends it. */
    BELOW_OR_SILENT,
    /**
     * One that comes once a day is lower on two days in a row: the first run comes with the deploy,
     * before anybody can have read a mail, and the values of a stack that was here before do not
     * count. One good value ends it; while the only value in sight is a bad one, it stays as it is.
     */
    BELOW_TWICE
  }

  AlarmRule(
      String namespace,
      String metric,
      String dimension,
      String statistic,
      When when,
      int threshold) {
    this.namespace = namespace;
    this.metric = metric;
    this.dimension = dimension;
    this.statistic = statistic;
    this.when = when;
    this.threshold = threshold;
  }

  public String namespace() {
    return namespace;
  }

  public String metric() {
    return metric;
  }

  /** The only one: what it names is the alarm's. */
  public String dimension() {
    return dimension;
  }

  public String statistic() {
    return statistic;
  }

  public When when() {
    return when;
  }

  public int threshold() {
    return threshold;
  }
}
