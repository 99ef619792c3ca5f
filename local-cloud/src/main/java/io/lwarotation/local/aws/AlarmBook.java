package io.lwarotation.local.aws;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The account's alarms. CloudWatch looks every minute; here every moment since the last look at
 * which a value came is looked at, and the present one. An alarm that takes a missing value for a
 * bad one waits one period after it was made.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-evaluation.html">
 *     CloudWatch: alarm evaluation</a>
 */
final class AlarmBook {
  private static final String PRINCIPAL = "cloudwatch.amazonaws.com";

  private final Account account;
  private final Metrics metrics;
  private final Topics topics;
  private final Map<String, Watched> alarms = new LinkedHashMap<>();
  private final List<String> lost = new ArrayList<>();

  /** An alarm, what it last was, and until when that is known. */
  private record Watched(MetricAlarm alarm, Instant made, AlarmState state, Instant lookedAt) {}

  AlarmBook(Account account, Metrics metrics, Topics topics) {
    this.account = account;
    this.metrics = metrics;
    this.topics = topics;
  }

  String arn(String name) {
    return account.arn("cloudwatch", "alarm:" + name);
  }

  /** Makes an alarm, or a changed one in its place, from a template's properties. */
  void put(String name, Input properties, Instant now) {
    alarms.put(
        name,
        new Watched(MetricAlarm.parse(name, properties), now, AlarmState.INSUFFICIENT_DATA, now));
  }

  void remove(String name) {
    alarms.remove(name);
  }

  /** What each alarm is, by its name. */
  Map<String, AlarmState> states() {
    Map<String, AlarmState> states = new LinkedHashMap<>();
    alarms.forEach((name, watched) -> states.put(name, watched.state()));
    return states;
  }

  /** As {@code DescribeAlarms} tells them. */
  List<ObjectNode> described(String prefix) {
    return alarms.values().stream()
        .filter(watched -> watched.alarm().name().startsWith(prefix))
        .map(
            watched -> {
              ObjectNode one =
                  Json.object()
                      .put("AlarmName", watched.alarm().name())
                      .put("AlarmArn", arn(watched.alarm().name()))
                      .put("AlarmDescription", watched.alarm().description())
                      .put("StateValue", watched.state().name());
              watched.alarm().actions().forEach(one.putArray("AlarmActions")::add);
              return one;
            })
        .toList();
  }

  /** Notices that a topic did not take: nobody hears of that alarm. */
  List<String> lost() {
    return List.copyOf(lost);
  }

  /** Looks at every alarm, and tells of those that go off. */
  void evaluate(Instant now) {
    alarms.replaceAll((_, watched) -> evaluated(watched, now));
  }

  private Watched evaluated(Watched watched, Instant now) {
    MetricAlarm alarm = watched.alarm();
    SortedSet<Instant> moments =
        new TreeSet<>(metrics.moments(alarm.series(), watched.lookedAt(), now));
    moments.add(now);
    AlarmState state = watched.state();
    for (Instant moment : moments) {
      List<Metrics.Datum> window =
          metrics.after(alarm.series(), moment.minus(alarm.period()), moment);
      boolean young = watched.made().plus(alarm.period()).isAfter(moment);
      AlarmState next = window.isEmpty() ? alarm.withoutData(young, state) : alarm.withData(window);
      if (next == AlarmState.ALARM && state != AlarmState.ALARM) {
        tell(alarm, state, moment, window);
      }
      state = next;
    }
    return new Watched(alarm, watched.made(), state, now);
  }

  private void tell(MetricAlarm alarm, AlarmState before, Instant at, List<Metrics.Datum> window) {
    Caller self = new Caller.OfService(PRINCIPAL, arn(alarm.name()));
    AlarmMail mail = new AlarmMail(account, alarm, arn(alarm.name()), before, at, window);
    Notification notification =
        new Notification(Optional.of(mail.subject()), mail.text(), Map.of("sms", mail.subject()));
    for (String topic : alarm.actions()) {
      try {
        topics.publish(topics.require(topic), self, notification);
      } catch (AwsException e) {
        lost.add(alarm.name() + " to " + topic + ": " + e.getMessage());
      }
    }
  }
}
