package io.lwarotation.workbench.bench;

import static io.lwarotation.workbench.bench.Table.tenths;
import static io.lwarotation.workbench.bench.Table.whole;
import static java.util.stream.Collectors.joining;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** A run's figures as they stand in {@code docs/performance.md}. */
record MarkdownReport(Figures figures) {
  String text() {
    StringBuilder text = new StringBuilder();
    text.append("`%s`, %s:\n\n".formatted(figures.command(), figures.date()));
    Stream.concat(figures.machine().stream(), figures.notes().stream())
        .forEach(line -> text.append("- ").append(line).append('\n'));
    section(text, "Start and call", figures.rows(), this::rows);
    section(text, "Targets", figures.targets(), MarkdownReport::targets);
    section(text, "Where the time goes", figures.phases(), MarkdownReport::phases);
    section(text, "Memory sizes, emulated", figures.sizes(), MarkdownReport::sizes);
    section(text, "Applications", figures.synths(), MarkdownReport::synths);
    section(text, "Many calls of one process", figures.longRuns(), MarkdownReport::longRuns);
    return text.toString();
  }

  /** Nothing where nothing was measured. */
  private static <T> void section(
      StringBuilder text, String title, List<T> measured, Function<List<T>, String> content) {
    if (!measured.isEmpty()) {
      text.append("\n### ").append(title).append("\n\n").append(content.apply(measured));
    }
  }

  private String rows(List<Figures.Row> rows) {
    Table<Figures.Row> table =
        new Table<Figures.Row>()
            .column("function", Figures.Row::title)
            .column(
                "cold start, ms",
                row -> "**%s** (%s)".formatted(whole(row.cold().median()), ends(row.cold())))
            .column("of it the init", row -> whole(row.ready().median()))
            .column("CPU of it, ms", row -> whole(row.cpu().median()))
            .column(
                "peak MB at the first answer",
                row -> "%s (%s)".formatted(whole(row.memory().median()), ends(row.memory())))
            .column("after the warm calls", row -> whole(row.kept().memory()))
            .column("warm p50 / p99, ms", row -> times(row.kept()))
            .column("with all three hops", row -> row.asksNobody() ? "–" : times(row.threeHops()))
            .column(
                "requests cold / warm",
                row -> count(row.coldRequests()) + " / " + count(row.kept().requests()))
            .column("upload", row -> bytes(row.uploadBytes()));
    String footnote =
        """

        Cold: from the start of the process to its first answer posted, medians of %d starts \
        (lowest–highest), interleaved; warm: %d calls each. An MB of memory is 1,048,576 bytes, \
        one of an upload a million.
        """
            .formatted(rows.getFirst().cold().count(), rows.getFirst().kept().calls());
    return table.of(rows) + footnote + ratios(rows);
  }

  private static String ratios(List<Figures.Row> rows) {
    Optional<Figures.Row> found = Figures.Row.named(Subject.OURS, rows);
    if (found.isEmpty() || rows.size() == 1) {
      return "";
    }
    Figures.Row ours = found.get();
    return "\n"
        + new Table<Figures.Row>()
            .column("`CallSpApi` against", row -> "`" + row.id() + "`")
            .column("cold start", row -> ratio(ours.cold().median(), row.cold().median()))
            .column("warm, token kept", row -> ratio(ours.kept().p50(), row.kept().p50()))
            .column(
                "warm, three hops",
                row ->
                    row.asksNobody() ? "–" : ratio(ours.threeHops().p50(), row.threeHops().p50()))
            .column("peak memory", row -> ratio(ours.memory().median(), row.memory().median()))
            .of(rows.stream().filter(row -> !row.equals(ours)).toList());
  }

  private static String targets(List<Target> targets) {
    return new Table<Target>()
        .column("target", Target::what)
        .column("at most", Target::limitTold)
        .column("measured", Target::result)
        .of(targets);
  }

  private static String phases(List<Figures.Phase> phases) {
    return crossed(
        "ms since the start of the process",
        phases,
        Figures.Phase::what,
        phase -> "`" + phase.subject() + "`",
        phase ->
            phase.what().equals(Phases.CLASSES)
                ? whole(phase.at().median())
                : tenths(phase.at().median()));
  }

  private static String sizes(List<Figures.Size> sizes) {
    return crossed(
            "function",
            sizes,
            size -> "`" + size.subject() + "`",
            size -> size.megabytes() + " MB",
            MarkdownReport::size)
        + """

        Cold start (of it the first call), medians of %d, with MB/1769 of a core after the init, \
        and the dollars for the duration of a million such starts.
        """
            .formatted(sizes.getFirst().cold().count());
  }

  private static String size(Figures.Size size) {
    return "%s ms (%s), $%.2f"
        .formatted(whole(size.cold().median()), whole(size.first().median()), size.dollars());
  }

  private static String synths(List<Figures.Synth> synths) {
    return new Table<Figures.Synth>()
        .column("applications", synth -> Integer.toString(synth.applications()))
        .column(
            "synth, s",
            synth -> {
              Spread seconds = synth.seconds();
              return "%s (%s–%s)"
                  .formatted(
                      tenths(seconds.median()), tenths(seconds.low()), tenths(seconds.high()));
            })
        .column(
            "template of each, kB",
            synth -> tenths(synth.fewestBytes() / 1e3) + "–" + tenths(synth.mostBytes() / 1e3))
        .of(synths);
  }

  private static String longRuns(List<Figures.LongRun> runs) {
    Figures.LongRun run = runs.getFirst();
    List<Double> memory = run.memory();
    return """
        %,d calls over %,.0f hours of the moved clock: %,d exchanges with LWA, at most %d in an \
        hour. Resident memory %s MB after %,d calls, %s after half of them, %s at the end.
        """
        .formatted(
            run.calls(),
            run.hours(),
            run.exchanges(),
            run.mostInAnHour(),
            tenths(memory.getFirst()),
            run.every(),
            tenths(memory.get((memory.size() - 1) / 2)),
            tenths(memory.getLast()));
  }

  /** A row and a column for each name, in the order of their first appearance. */
  private static <T> String crossed(
      String title,
      List<T> figures,
      Function<T, String> row,
      Function<T, String> column,
      Function<T, String> cell) {
    Table<String> table = new Table<String>().column(title, name -> name);
    for (String head : figures.stream().map(column).distinct().toList()) {
      table.column(
          head,
          name ->
              figures.stream()
                  .filter(one -> row.apply(one).equals(name) && column.apply(one).equals(head))
                  .map(cell)
                  .collect(joining()));
    }
    return table.of(figures.stream().map(row).distinct().toList());
  }

  private static String ends(Spread spread) {
    return whole(spread.low()) + "–" + whole(spread.high());
  }

  private static String count(Spread requests) {
    return requests.low() == requests.high() ? whole(requests.high()) : ends(requests);
  }

  private static String times(Figures.Warm warm) {
    return tenths(warm.p50()) + " / " + tenths(warm.p99());
  }

  private static String ratio(double ours, double other) {
    return Table.number("%.2f ×", ours / other);
  }

  private static String bytes(long bytes) {
    return bytes < 100_000 ? tenths(bytes / 1e3) + " kB" : tenths(bytes / 1e6) + " MB";
  }
}
