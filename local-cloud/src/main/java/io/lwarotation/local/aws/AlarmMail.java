package io.lwarotation.local.aws;

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
    List<Metrics.Datum> window) {
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("EEEE dd MMMM, uuuu HH:mm:ss 'UTC'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);
  private static final int LONGEST_SUBJECT = 99;

  AlarmMail {
    window = List.copyOf(window);
  }

  String subject() {
    String whole = "ALARM: \"" + alarm.name() + "\" in US East (N. Virginia)";
    return whole.length() <= LONGEST_SUBJECT ? whole : whole.substring(0, LONGEST_SUBJECT);
  }

  String text() {
    return String.join(
        "\n",
        "You are receiving this email because your Amazon CloudWatch Alarm \""
            + alarm.name()
            + "\" in the US East (N. Virginia) region has entered the ALARM state, because \""
            + reason()
            + "\" at \""
            + DATE.format(at)
            + "\".",
        "",
        "Alarm Details:",
        "- Name:                       " + alarm.name(),
        "- Description:                " + alarm.description(),
        "- State Change:               " + before + " -> ALARM",
        "- AWS Account:                " + account.id(),
        "- Alarm Arn:                  " + arn);
  }

  private String reason() {
    if (window.isEmpty()) {
      return "Threshold Crossed: no datapoints were received for 1 period and 1 missing datapoint"
          + " was treated as [Breaching].";
    }
    return "Threshold Crossed: 1 datapoint ["
        + alarm.value(window)
        + "] crossed the threshold ("
        + alarm.threshold()
        + ").";
  }
}
