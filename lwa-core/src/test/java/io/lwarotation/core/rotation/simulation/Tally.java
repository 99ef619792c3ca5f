package io.lwarotation.core.rotation.simulation;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What happened in the histories so far: a simulation in which nothing happens proves nothing. */
final class Tally {
  long histories;
  long secrets;
  long runs;
  long deliveries;
  long overlaps;
  long failures;
  long notices;
  long events;
  long buried;
  long fallbacks;
  long deploys;
  long endings;
  private final Map<String, Long> outcomes = new TreeMap<>();

  void count(String outcome) {
    outcomes.merge(outcome, 1L, Long::sum);
  }

  long outcomes(String outcome) {
    return outcomes.getOrDefault(outcome, 0L);
  }

  void add(Tally other) {
    histories += other.histories;
    secrets += other.secrets;
    runs += other.runs;
    deliveries += other.deliveries;
    overlaps += other.overlaps;
    failures += other.failures;
    notices += other.notices;
    events += other.events;
    buried += other.buried;
    fallbacks += other.fallbacks;
    deploys += other.deploys;
    endings += other.endings;
    other.outcomes.forEach((outcome, n) -> outcomes.merge(outcome, n, Long::sum));
  }

  private List<String> lines() {
    return outcomes.entrySet().stream()
        .map(e -> "%,12d  %s".formatted(e.getValue(), e.getKey()))
        .toList();
  }

  @Override
  public String toString() {
    return ("%,d histories, %,d new secrets, %,d runs of RotateSecret, %,d deliveries, %,d overlaps,"
            + " %,d failed attempts, %,d notices, %,d events, %,d dead letters, %,d calls with the"
            + " version before, %,d changes of the stack, %,d messages on the end of a secret%n%s")
        .formatted(
            histories,
            secrets,
            runs,
            deliveries,
            overlaps,
            failures,
            notices,
            events,
            buried,
            fallbacks,
            deploys,
            endings,
            String.join("\n", lines()));
  }
}
