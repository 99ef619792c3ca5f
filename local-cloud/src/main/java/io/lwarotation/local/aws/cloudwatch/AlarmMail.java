package io.lwarotation.local.aws.cloudwatch;

import io.lwarotation.local.aws.wire.Account;
import io.lwarotation.local.aws.wire.Json;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** What CloudWatch publishes when an alarm goes off, shortened. An SMS is the subject alone. */
record AlarmMail(
    Account account,
    MetricAlarm alarm,
    String arn,
    AlarmState before,
    Instant at,
    List<Double> values) {
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("EEEE dd MMMM, uuuu HH:mm:ss 'UTC'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);
  private static final int LONGEST_SUBJECT = 99;

  AlarmMail {
    values = List.copyOf(values);
  }

  String subject() {
    String whole = "ALARM: \"" + alarm.name() + "\" in US East (N. Virginia)";
    return whole.length() <= LONGEST_SUBJECT ? whole : whole.substring(0, LONGEST_SUBJECT);
  }

  /** For what is no person: a queue, a webhook. */
  String json() {
    return Json.object()
        .put("AlarmName", alarm.name())
        .put("AlarmDescription", alarm.description())
        .put("AWSAccountId", account.id())
        .put("NewStateValue", "ALARM")
        .put("NewStateReason", alarm.reason(values))
        .put("StateChangeTime", at.toString())
        .put("OldStateValue", before.name())
        .put("AlarmArn", arn)
        .toString();
  }

  String text() {
    return """
    You are receiving this email because your Amazon CloudWatch Alarm "%s" in the US East (N. Virginia) \
    region has entered the ALARM state, because "%s" at "%s".

    Alarm Details:
    - Name:                       %s
    - Description:                %s
    - State Change:               %s -> ALARM
    - AWS Account:                %s
    - Alarm Arn:                  %s"""
        .formatted(
            alarm.name(),
            alarm.reason(values),
            DATE.format(at),
            alarm.name(),
            alarm.description(),
            before,
            account.id(),
            arn);
  }
}
