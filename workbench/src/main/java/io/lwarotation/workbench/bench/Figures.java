package io.lwarotation.workbench.bench;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * What a run has measured; lists are empty where nothing was. Times are milliseconds, memory is MB
 * of 1,048,576 bytes.
 */
record Figures(
    String command,
    String date,
    List<String> machine,
    List<String> notes,
    List<Row> rows,
    List<Target> targets,
    List<Phase> phases,
    List<Size> sizes,
    List<Synth> synths,
    List<LongRun> longRuns) {
  /**
   * One function.
   *
   * @param cold process start to first answer posted
   * @param ready process start to the first event asked for, within {@code cold}
   * @param cpu of the process until the first answer
   * @param memory the highest resident until the first answer
   * @param warm with the token kept, and with all three hops
   */
  record Row(
      String id,
      String title,
      long uploadBytes,
      Spread cold,
      Spread ready,
      Spread cpu,
      Spread memory,
      Spread coldRequests,
      List<Warm> warm) {
    static Optional<Row> named(String id, List<Row> rows) {
      return rows.stream().filter(row -> row.id().equals(id)).findFirst();
    }

    Warm kept() {
      return warm.getFirst();
    }

    Warm threeHops() {
      return warm.getLast();
    }

    boolean asksNobody() {
      return coldRequests.high() == 0;
    }

    private Plot.Bar bar() {
      return new Plot.Bar(
          title.replace("`", ""), List.of(ready.median(), cold.median() - ready.median()));
    }
  }

  /** Calls of one process that has answered before, and its highest memory after them. */
  record Warm(
      String tokens,
      int calls,
      double p50,
      double p99,
      double cpuPerCall,
      double memory,
      Spread requests) {}

  /** A moment of the cold start since the process was started, or how many classes it loaded. */
  record Phase(String subject, String what, Spread at) {}

  /**
   * A cold start with the share of a core that a memory size has.
   *
   * @param cold until the first answer; until the first event was asked for not throttled
   * @param first the first invocation, throttled
   * @param dollars for a million such starts, of duration alone
   */
  record Size(String subject, int megabytes, Spread cold, Spread first, double dollars) {}

  /** A synth, with the bytes of its smallest and its largest template. */
  record Synth(int applications, Spread seconds, long fewestBytes, long mostBytes) {
    private Plot.Bar bar() {
      return new Plot.Bar(applications + " applications", List.of(seconds.median()));
    }
  }

  /**
   * Many calls of one process while the clock moves, its memory after each {@code every} of them.
   */
  record LongRun(
      int calls, double hours, int exchanges, int mostInAnHour, int every, List<Double> memory) {
    /** After each tenth of the calls. */
    private List<Plot.Bar> bars() {
      int step = Math.max(1, memory.size() / 10);
      return IntStream.iterate(step, n -> n <= memory.size(), n -> n + step)
          .mapToObj(
              n -> new Plot.Bar(Table.number("%,.0f calls", n * every), List.of(memory.get(n - 1))))
          .toList();
    }
  }

  /** The picture files that a run gives, by name. */
  Map<String, String> pictures() {
    Map<String, String> pictures = new LinkedHashMap<>();
    if (!rows.isEmpty()) {
      String title = "Cold start: process start to first answer";
      pictures.put(
          "bench-cold.svg",
          Plot.bars(title, "ms", List.of("init", "first call"), bars(rows, Row::bar)));
    }
    if (!synths.isEmpty()) {
      String title = "Synth by number of applications";
      pictures.put(
          "bench-synth.svg", Plot.bars(title, "s", List.of("synth"), bars(synths, Synth::bar)));
    }
    for (LongRun run : longRuns) {
      String title = "Resident memory of one warm process";
      pictures.put("bench-memory.svg", Plot.bars(title, "MB", List.of("resident"), run.bars()));
    }
    return pictures;
  }

  private static <T> List<Plot.Bar> bars(List<T> figures, Function<T, Plot.Bar> bar) {
    return figures.stream().map(bar).toList();
  }
}
