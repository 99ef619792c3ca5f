package io.lwarotation.cli.cost;

/**
 * What the daily sweep of an application's other authorizations adds to the bill of a month. They
 * are Standard parameters, which cost nothing, and so does reading them. Of none there is no sweep.
 */
public record SweepCost(int authorizations) {
  /** There is no sweep. */
  static final SweepCost NONE = new SweepCost(0);

  private static final double START = 3;

  /** Two answers of 300 ms each, and a page of ten in 60; 16 are tried at once. */
  private static final double SECONDS_EACH = 2 * 0.3 / 16 + 0.06 / 10;

  private static final double GIGABYTES = 0.5;
  private static final int ALARMS = 2;

  /** All, good, due, runs, and one for each diagnosis; they come once a day. */
  private static final int METRICS = 12;

  /** A line of the log, if each of them fails. */
  private static final double LOG_BYTES_EACH = 400;

  double runs() {
    return authorizations == 0 ? 0 : Bill.DAYS;
  }

  double gigabyteSeconds() {
    return runs() * (START + authorizations * SECONDS_EACH) * GIGABYTES;
  }

  /** Each refresh token is decrypted, and the client's two. */
  double kmsRequests() {
    return runs() * (authorizations + 2);
  }

  int alarms() {
    return authorizations == 0 ? 0 : ALARMS;
  }

  double metricMonths() {
    return authorizations == 0 ? 0 : METRICS / 24.0;
  }

  double logBytes() {
    return runs() * authorizations * LOG_BYTES_EACH;
  }

  /** Dollars a month, without any free tier. */
  public double dollars() {
    return Bill.sum(new Bill(Stack.REMIND, Schedule.DAILY, 1, 0, this).lines())
        - Bill.sum(new Bill(Stack.REMIND, Schedule.DAILY, 1, 0, NONE).lines());
  }
}
