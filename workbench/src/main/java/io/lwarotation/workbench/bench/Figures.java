package io.lwarotation.workbench.bench;

import java.util.List;

/**
 * What a run has measured; lists are empty where nothing was. Times are milliseconds, memory is MB
 * of 1,048,576 bytes.
 *
 * @param command what was asked for
 * @param date of the run, ISO
 * @param machine what it ran on, a line each
 * @param notes what should be known, a sentence each
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
   * @param coldRequests of a cold call, fewest and most
   * @param warm empty, or with the token kept and with all three hops
   */
  record Row(
      String id,
      String title,
      long uploadBytes,
      Spread cold,
      Spread ready,
      Spread cpu,
      Spread memory,
      Requests coldRequests,
      List<Warm> warm) {

    Warm kept() {
      return warm.getFirst();
    }

    Warm threeHops() {
      return warm.getLast();
    }
  }

  /** How many requests a call made. */
  record Requests(int fewest, int most) {
    static Requests of(List<Integer> counts) {
      return new Requests(
          counts.stream().mapToInt(Integer::intValue).min().orElse(0),
          counts.stream().mapToInt(Integer::intValue).max().orElse(0));
    }

    String told() {
      return fewest == most ? Integer.toString(most) : fewest + "–" + most;
    }
  }

  /**
   * Calls of one process that has answered before.
   *
   * @param memory the highest resident after them
   */
  record Warm(
      String tokens,
      int calls,
      double p50,
      double p99,
      double cpuPerCall,
      double memory,
      Requests requests) {}

  /** What should hold, and whether it did. */
  record Target(String what, String against, double limit, double measured, String unit) {
    boolean met() {
      return measured <= limit;
    }
  }

  /**
   * A moment of the cold start.
   *
   * @param at since the process was started
   */
  record Phase(String subject, String what, Spread at) {}

  /**
   * A cold start with the share of a core that a memory size has.
   *
   * @param cold until the first answer; until the first event was asked for not throttled
   * @param first the first invocation, throttled
   * @param dollars for a million such starts, of duration alone
   */
  record Size(String subject, int megabytes, Spread cold, Spread first, double dollars) {}

  /**
   * A synth.
   *
   * @param fewestBytes of a template
   * @param mostBytes of a template
   */
  record Synth(int applications, Spread seconds, long fewestBytes, long mostBytes) {}

  /**
   * Many calls of one process while the clock moves.
   *
   * @param memory resident, a sample after each {@code every} calls
   */
  record LongRun(
      int calls, double hours, int exchanges, int mostInAnHour, int every, List<Double> memory) {}
}
