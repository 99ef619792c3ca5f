package io.lwarotation.workbench.bench;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The figures of a run, for people. */
final class MarkdownReport {
  private static final double MEGA = 1e6;

  private final Figures figures;
  private final StringBuilder text = new StringBuilder();

  private MarkdownReport(Figures figures) {
    this.figures = figures;
  }

  static String of(Figures figures) {
    return new MarkdownReport(figures).write();
  }

  private String write() {
    line("`" + figures.command() + "`, " + figures.date() + ":");
    line("");
    figures.machine().forEach(one -> line("- " + one));
    figures.notes().forEach(one -> line("- " + one));
    if (!figures.rows().isEmpty()) {
      rows();
    }
    section(
        "Targets",
        "target | against | at most | measured | ",
        figures.targets(),
        target ->
            "%s | %s | %s | %s | %s"
                .formatted(
                    target.what(),
                    target.against().isEmpty() ? "–" : "`" + target.against() + "`",
                    number(target.limit(), target.unit()),
                    number(target.measured(), target.unit()),
                    target.met() ? "met" : "**missed**"));
    for (String subject : subjects(figures.phases(), Figures.Phase::subject)) {
      phases(subject);
    }
    if (!figures.sizes().isEmpty()) {
      sizes();
    }
    section(
        "Applications",
        "applications | synth, s | template of each, kB",
        figures.synths(),
        synth ->
            "%d | %.1f (%.1f–%.1f) | %.1f–%.1f"
                .formatted(
                    synth.applications(),
                    synth.seconds().median(),
                    synth.seconds().low(),
                    synth.seconds().high(),
                    synth.fewestBytes() / 1e3,
                    synth.mostBytes() / 1e3));
    figures.longRuns().forEach(this::longRun);
    return text.toString();
  }

  /** Nothing where there are no rows. */
  private <T> void section(String title, String columns, List<T> rows, Function<T, String> cells) {
    if (!rows.isEmpty()) {
      heading(title);
      table(columns, rows.stream().map(cells).toList());
    }
  }

  private void table(String columns, List<String> rows) {
    line("| " + columns.stripTrailing() + " |");
    line("|" + "---|".repeat(columns.split("\\|", -1).length));
    rows.forEach(row -> line("| " + row + " |"));
  }

  private void rows() {
    List<Figures.Row> rows = figures.rows();
    section(
        "Start and call",
        "function | cold start, ms | of it the init | CPU of it, ms | peak MB at the first answer | after the warm calls |"
            + " warm p50 / p99, ms | with all three hops | requests cold / warm | upload",
        rows,
        row ->
            "%s | **%s** (%s–%s) | %s | %s | %s (%s–%s) | %s | %s / %s | %s | %s / %s | %s"
                .formatted(
                    row.title(),
                    whole(row.cold().median()),
                    whole(row.cold().low()),
                    whole(row.cold().high()),
                    whole(row.ready().median()),
                    whole(row.cpu().median()),
                    whole(row.memory().median()),
                    whole(row.memory().low()),
                    whole(row.memory().high()),
                    whole(row.kept().memory()),
                    tenths(row.kept().p50()),
                    tenths(row.kept().p99()),
                    asksNobody(row)
                        ? "–"
                        : tenths(row.threeHops().p50()) + " / " + tenths(row.threeHops().p99()),
                    row.coldRequests().told(),
                    row.kept().requests().told(),
                    row.uploadBytes() < 100_000
                        ? "%.1f kB".formatted(row.uploadBytes() / 1e3)
                        : "%.1f MB".formatted(row.uploadBytes() / MEGA)));
    line("");
    line(
        "Cold: from the start of the process to its first answer posted, medians of "
            + rows.getFirst().cold().count()
            + " starts (lowest–highest), interleaved; warm: "
            + rows.getFirst().kept().calls()
            + " calls each. An MB of memory is 1,048,576 bytes, one of an upload a million.");
    Targets.find(rows, Subject.OURS).filter(_ -> rows.size() > 1).ifPresent(this::ratios);
  }

  private static boolean asksNobody(Figures.Row row) {
    return row.coldRequests().most() == 0;
  }

  private void ratios(Figures.Row ours) {
    line("");
    table(
        "`CallSpApi` against | cold start | warm, token kept | warm, three hops | peak memory",
        figures.rows().stream()
            .filter(other -> !other.equals(ours))
            .map(
                other ->
                    "%s | %s | %s | %s | %s"
                        .formatted(
                            other.title(),
                            ratio(ours.cold().median(), other.cold().median()),
                            ratio(ours.kept().p50(), other.kept().p50()),
                            asksNobody(other)
                                ? "–"
                                : ratio(ours.threeHops().p50(), other.threeHops().p50()),
                            ratio(ours.memory().median(), other.memory().median())))
            .toList());
  }

  private static String ratio(double ours, double other) {
    return "%.2f ×".formatted(ours / other);
  }

  private static String number(double value, String unit) {
    String text = unit.isEmpty() ? whole(value) : String.format(Locale.ROOT, "%.2f", value);
    return (text + " " + unit).strip();
  }

  private void phases(String subject) {
    heading("Where the time goes: `" + subject + "`");
    List<String> rows = new ArrayList<>();
    double before = 0;
    for (Figures.Phase phase : figures.phases()) {
      if (phase.subject().equals(subject)) {
        double at = phase.at().median();
        boolean count = phase.what().equals(Phases.CLASSES);
        rows.add(
            "%s | %s | %s"
                .formatted(
                    phase.what(),
                    count ? whole(at) : tenths(at),
                    count ? "–" : tenths(at - before)));
        before = at;
      }
    }
    table("moment | ms since the start of the process | of it, ms", rows);
  }

  private void sizes() {
    heading("Memory sizes, emulated");
    List<String> rows = new ArrayList<>();
    for (String subject : subjects(figures.sizes(), Figures.Size::subject)) {
      rows.add(
          "`%s` | %s"
              .formatted(
                  subject,
                  figures.sizes().stream()
                      .filter(size -> size.subject().equals(subject))
                      .map(
                          size ->
                              "%s ms (%s), $%.2f"
                                  .formatted(
                                      whole(size.cold().median()),
                                      whole(size.first().median()),
                                      size.dollars()))
                      .collect(Collectors.joining(" | "))));
    }
    Set<String> sizes = subjects(figures.sizes(), size -> size.megabytes() + " MB");
    table("function | " + String.join(" | ", sizes), rows);
    line("");
    line(
        "Cold start (of it the first call), medians of "
            + figures.sizes().getFirst().cold().count()
            + ", with MB/1769 of a core after the init, and the dollars for the duration of a million such starts.");
  }

  private void longRun(Figures.LongRun run) {
    heading("Many calls of one process");
    List<Double> memory = run.memory();
    line(
        "%,d calls over %,.0f hours of the moved clock: %,d exchanges with LWA, at most %d in an hour. Resident memory %s MB after %,d calls, %s after half of them, %s at the end."
            .formatted(
                run.calls(),
                run.hours(),
                run.exchanges(),
                run.mostInAnHour(),
                tenths(memory.getFirst()),
                run.every(),
                tenths(memory.get(memory.size() / 2 - (memory.size() > 1 ? 1 : 0))),
                tenths(memory.getLast())));
  }

  /** In the order of their first appearance. */
  private static <T> Set<String> subjects(List<T> figures, Function<T, String> name) {
    return figures.stream().map(name).collect(Collectors.toCollection(LinkedHashSet::new));
  }

  private void heading(String title) {
    line("");
    line("### " + title);
    line("");
  }

  private void line(String one) {
    text.append(one).append('\n');
  }

  private static String whole(double value) {
    return Double.isNaN(value) ? "–" : String.format(Locale.ROOT, "%.0f", value);
  }

  private static String tenths(double value) {
    return Double.isNaN(value) ? "–" : String.format(Locale.ROOT, "%.1f", value);
  }
}
