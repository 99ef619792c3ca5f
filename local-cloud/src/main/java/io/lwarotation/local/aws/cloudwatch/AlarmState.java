package io.lwarotation.local.aws.cloudwatch;

/** What an alarm of CloudWatch is. */
public enum AlarmState {
  OK,
  ALARM,
  INSUFFICIENT_DATA
}
