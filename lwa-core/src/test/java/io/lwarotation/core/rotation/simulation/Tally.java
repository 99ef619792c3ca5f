package io.lwarotation.core.rotation.simulation;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What happened in the histories so far: a simulation in which nothing happens proves nothing. */
final class Tally {
  private final Map<String, Long> counts = new TreeMap<>();

  void count(String what) {
    add(what, 1);
  }

  void add(String what, long times) {
    counts.merge(what, times, Long::sum);
  }

  void add(Tally other) {
    other.counts.forEach(this::add);
  }

  long of(String what) {
    return counts.getOrDefault(what, 0L);
  }

  @Override
  public String toString() {
    return counts.entrySet().stream()
        .map(e -> "%,12d  %s".formatted(e.getValue(), e.getKey()))
        .collect(Collectors.joining("\n"));
  }
}
