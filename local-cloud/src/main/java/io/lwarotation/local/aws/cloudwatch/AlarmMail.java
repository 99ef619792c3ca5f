package io.lwarotation.local.aws.cloudwatch;

import io.lwarotation.local.aws.sns.Notification;
import io.lwarotation.local.aws.wire.Account;
import io.lwarotation.local.aws.wire.Json;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What CloudWatch publishes when an alarm goes off, shortened. */
record AlarmMail(Account account, MetricAlarm alarm, String arn) {
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("EEEE dd MMMM, uuuu HH:mm:ss 'UTC'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);
  private static final int LONGEST_SUBJECT = 99;

  /** An SMS is the subject alone; what is no person, such as a webhook, gets JSON. */
  Notification at(Instant moment, AlarmState before, String reason) {
    String whole = "ALARM: \"" + alarm.name() + "\" in US East (N. Virginia)";
    String subject = whole.substring(0, Math.min(whole.length(), LONGEST_SUBJECT));
    String json =
        Json.object()
            .put("AlarmName", alarm.name())
            .put("AlarmDescription", alarm.description())
            .put("AWSAccountId", account.id())
            .put("NewStateValue", "ALARM")
            .put("NewStateReason", reason)
            .put("StateChangeTime", moment.toString())
            .put("OldStateValue", before.name())
            .put("AlarmArn", arn)
            .toString();
    String text =
        """
        You are receiving this email because your Amazon CloudWatch Alarm "%1$s" in the US East (N. Virginia) \
        region has entered the ALARM state, because "%2$s" at "%3$s".

        Alarm Details:
        - Name:                       %1$s
        - Description:                %4$s
        - State Change:               %5$s -> ALARM
        - AWS Account:                %6$s
        - Alarm Arn:                  %7$s"""
            .formatted(
                alarm.name(),
                reason,
                DATE.format(moment),
                alarm.description(),
                before,
                account.id(),
                arn);
    return new Notification(Optional.of(subject), text, Map.of("sms", subject, "https", json));
  }
}
