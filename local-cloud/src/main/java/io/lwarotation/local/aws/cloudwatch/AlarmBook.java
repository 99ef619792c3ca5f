package io.lwarotation.local.aws.cloudwatch;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.lwarotation.local.aws.sns.Topics;
import io.lwarotation.local.aws.wire.Account;
import io.lwarotation.local.aws.wire.AwsException;
import io.lwarotation.local.aws.wire.Caller;
import io.lwarotation.local.aws.wire.Input;
import io.lwarotation.local.aws.wire.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The account's alarms. CloudWatch looks every minute; here every moment since the last look at
 * which a value came, or left a period, is looked at, and the present one. A new alarm is looked at
 * as soon as it is made, when no value of the last minutes can be seen yet, and acts at once.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-evaluation.html">
 *     CloudWatch: alarm evaluation</a>
 */
public record AlarmBook(
    Account account, Metrics metrics, Topics topics, Map<String, Watched> alarms) {
  /** So old is a value before a new alarm sees it. */
  private static final Duration SEEN_LATE = Duration.ofMinutes(3);

  public AlarmBook(Account account, Metrics metrics, Topics topics) {
    this(account, metrics, topics, new LinkedHashMap<>());
  }

  /** An alarm, what it last was, since when, and until when that is known. */
  record Watched(
      MetricAlarm alarm, Instant made, AlarmState state, Instant since, Instant lookedAt) {}

  public String arn(String name) {
    return account.arn("cloudwatch", "alarm:" + name);
  }

  /**
   * Makes an alarm, or a changed one in its place, from a template's properties. A changed one
   * keeps its state, unless it warms up again.
   */
  public void put(String name, Input properties) {
    Instant now = account.now();
    MetricAlarm alarm = MetricAlarm.parse(name, properties);
    AlarmState state =
        Optional.ofNullable(alarms.get(name))
            .filter(_ -> alarm.warmUp().isEmpty())
            .map(Watched::state)
            .orElse(AlarmState.INSUFFICIENT_DATA);
    List<Metrics.Datum> seen =
        metrics.after(alarm.series(), now.minus(alarm.range()), now.minus(SEEN_LATE));
    alarms.put(name, looked(new Watched(alarm, now, state, now, now), now, seen));
  }

  public void remove(String name) {
    alarms.remove(name);
  }

  /** What each alarm is, by its name. */
  public Map<String, AlarmState> states() {
    Map<String, AlarmState> states = new LinkedHashMap<>();
    alarms.forEach((name, watched) -> states.put(name, watched.state()));
    return states;
  }

  /** As {@code DescribeAlarms} tells them. */
  List<ObjectNode> described(String prefix) {
    return alarms.values().stream()
        .filter(watched -> watched.alarm().name().startsWith(prefix))
        .map(
            watched ->
                Json.object()
                    .put("AlarmName", watched.alarm().name())
                    .put("AlarmArn", arn(watched.alarm().name()))
                    .put("AlarmDescription", watched.alarm().description())
                    .put("StateValue", watched.state().name())
                    .putPOJO("StateUpdatedTimestamp", watched.since())
                    .putPOJO("StateTransitionedTimestamp", watched.since())
                    .<ObjectNode>set(
                        "AlarmActions", Json.array(watched.alarm().actions(), TextNode::valueOf)))
        .toList();
  }

  /** Looks at every alarm, and tells of those that go off. */
  public void evaluate() {
    alarms.replaceAll((_, watched) -> evaluated(watched, account.now()));
  }

  private Watched evaluated(Watched watched, Instant now) {
    MetricAlarm alarm = watched.alarm();
    List<Metrics.Datum> data =
        metrics.after(alarm.series(), watched.lookedAt().minus(alarm.range()), now);
    Watched next = watched;
    for (Instant moment : moments(watched, data, now)) {
      next = looked(next, moment, data);
    }
    return next;
  }

  /** When something may have changed since the last look. */
  private static SortedSet<Instant> moments(
      Watched watched, List<Metrics.Datum> data, Instant now) {
    MetricAlarm alarm = watched.alarm();
    SortedSet<Instant> moments = new TreeSet<>();
    for (Metrics.Datum datum : data) {
      Instant gone = datum.at().plus(alarm.range());
      for (Instant at = datum.at(); !at.isAfter(gone); at = at.plus(alarm.period())) {
        moments.add(at);
      }
    }
    alarm.warmUp().ifPresent(one -> moments.add(watched.made().plus(one)));
    moments.removeIf(at -> at.isBefore(watched.lookedAt()) || at.isAfter(now));
    moments.add(now);
    return moments;
  }

  private Watched looked(Watched watched, Instant moment, List<Metrics.Datum> data) {
    MetricAlarm alarm = watched.alarm();
    MetricAlarm.Found found = alarm.at(moment, data, watched.made(), watched.state());
    if (found.state() == AlarmState.ALARM && watched.state() != AlarmState.ALARM) {
      tell(alarm, watched.state(), moment, alarm.reason(found.values()));
    }
    Instant since = found.state() == watched.state() ? watched.since() : moment;
    return new Watched(alarm, watched.made(), found.state(), since, moment);
  }

  private void tell(MetricAlarm alarm, AlarmState before, Instant at, String reason) {
    Caller self = new Caller.OfService("cloudwatch.amazonaws.com", arn(alarm.name()));
    AlarmMail mail = new AlarmMail(account, alarm, arn(alarm.name()));
    for (String topic : alarm.actions()) {
      try {
        String _ = topics.publish(topic, self, mail.at(at, before, reason));
      } catch (AwsException e) {
        account.lost().add(alarm.name() + " to " + topic + ": " + e.getMessage());
      }
    }
  }
}
