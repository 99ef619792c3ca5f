package io.lwarotation.workbench.bench;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
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
    rows();
    targets();
    phases();
    sizes();
    synths();
    longRuns();
    return text.toString();
  }

  private void rows() {
    if (figures.rows().isEmpty()) {
      return;
    }
    heading("Start and call");
    line(
        "| function | cold start, ms | of it the init | CPU of it, ms | peak MB at the first answer | after the warm calls |"
            + " warm p50 / p99, ms | with all three hops | requests cold / warm | upload |");
    line("|---|---|---|---|---|---|---|---|---|---|");
    for (Figures.Row row : figures.rows()) {
      line(
          "| %s | **%s** (%s–%s) | %s | %s | %s (%s–%s) | %s | %s / %s | %s | %s / %s | %s |"
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
                  threeHops(row),
                  row.coldRequests().told(),
                  row.kept().requests().told(),
                  upload(row)));
    }
    line("");
    Spread cold = figures.rows().getFirst().cold();
    line(
        "Cold: from the start of the process to its first answer posted, medians of "
            + cold.count()
            + " starts (lowest–highest), interleaved; warm: "
            + figures.rows().getFirst().kept().calls()
            + " calls each. An MB of memory is 1,048,576 bytes, one of an upload a million.");
    ratios();
  }

  private static String threeHops(Figures.Row row) {
    return row.coldRequests().most() == 0
        ? "–"
        : tenths(row.threeHops().p50()) + " / " + tenths(row.threeHops().p99());
  }

  private static String upload(Figures.Row row) {
    return row.uploadBytes() < 100_000
        ? "%.1f kB".formatted(row.uploadBytes() / 1e3)
        : "%.1f MB".formatted(row.uploadBytes() / MEGA);
  }

  private void ratios() {
    Optional<Figures.Row> ours = Targets.find(figures.rows(), Subject.OURS);
    if (ours.isEmpty() || figures.rows().size() < 2) {
      return;
    }
    line("");
    line(
        "| `CallSpApi` against | cold start | warm, token kept | warm, three hops | peak memory |");
    line("|---|---|---|---|---|");
    for (Figures.Row other : figures.rows()) {
      if (!other.equals(ours.get())) {
        boolean calls = other.coldRequests().most() > 0;
        line(
            "| `%s` | %s | %s | %s | %s |"
                .formatted(
                    other.id(),
                    ratio(ours.get().cold().median(), other.cold().median()),
                    ratio(ours.get().kept().p50(), other.kept().p50()),
                    calls ? ratio(ours.get().threeHops().p50(), other.threeHops().p50()) : "–",
                    ratio(ours.get().memory().median(), other.memory().median())));
      }
    }
  }

  private static String ratio(double ours, double other) {
    return "%.2f ×".formatted(ours / other);
  }

  private void targets() {
    if (figures.targets().isEmpty()) {
      return;
    }
    heading("Targets");
    line("| target | at most | measured |");
    line("|---|---|---|");
    for (String what : figures.targets().stream().map(Figures.Target::what).distinct().toList()) {
      List<Figures.Target> all =
          figures.targets().stream().filter(target -> target.what().equals(what)).toList();
      Figures.Target first = all.getFirst();
      line(
          "| %s | %s | %s |"
              .formatted(
                  what,
                  number(first.limit(), first.unit()),
                  all.stream().map(MarkdownReport::measured).collect(Collectors.joining(", "))));
    }
  }

  private static String measured(Figures.Target target) {
    return number(target.measured(), target.unit())
        + (target.against().isEmpty() ? "" : " `" + target.against() + "`")
        + (target.met() ? "" : " **missed**");
  }

  private static String number(double value, String unit) {
    String text = unit.isEmpty() ? whole(value) : String.format(Locale.ROOT, "%.2f", value);
    return (text + " " + unit).strip();
  }

  private void phases() {
    if (figures.phases().isEmpty()) {
      return;
    }
    heading("Where the time goes");
    Set<String> subjects = subjects(figures.phases().stream().map(Figures.Phase::subject).toList());
    line("| ms since the start of the process | `" + String.join("` | `", subjects) + "` |");
    line("|---|" + "---|".repeat(subjects.size()));
    for (String what : subjects(figures.phases().stream().map(Figures.Phase::what).toList())) {
      String cells =
          subjects.stream()
              .map(subject -> " " + phase(subject, what) + "|")
              .collect(Collectors.joining());
      line("| " + what + " |" + cells);
    }
  }

  private String phase(String subject, String what) {
    return figures.phases().stream()
        .filter(phase -> phase.subject().equals(subject) && phase.what().equals(what))
        .map(phase -> phase.at().median())
        .map(at -> (what.equals(Phases.CLASSES) ? whole(at) : tenths(at)) + " ")
        .findFirst()
        .orElse("");
  }

  private void sizes() {
    if (figures.sizes().isEmpty()) {
      return;
    }
    heading("Memory sizes, emulated");
    Set<Integer> sizes = new LinkedHashSet<>();
    figures.sizes().forEach(size -> sizes.add(size.megabytes()));
    line("| function | " + String.join(" | ", sizes.stream().map(s -> s + " MB").toList()) + " |");
    line("|---|" + "---|".repeat(sizes.size()));
    for (String subject : subjects(figures.sizes().stream().map(Figures.Size::subject).toList())) {
      List<String> cells = new ArrayList<>();
      figures.sizes().stream()
          .filter(size -> size.subject().equals(subject))
          .forEach(
              size ->
                  cells.add(
                      "%s ms (%s), $%.2f"
                          .formatted(
                              whole(size.cold().median()),
                              whole(size.first().median()),
                              size.dollars())));
      line("| `" + subject + "` | " + String.join(" | ", cells) + " |");
    }
    line("");
    line(
        "Cold start (of it the first call), medians of "
            + figures.sizes().getFirst().cold().count()
            + ", with MB/1769 of a core after the init, and the dollars for the duration of a million such starts.");
  }

  private void synths() {
    if (figures.synths().isEmpty()) {
      return;
    }
    heading("Applications");
    line("| applications | synth, s | template of each, kB |");
    line("|---|---|---|");
    for (Figures.Synth synth : figures.synths()) {
      line(
          "| %d | %.1f (%.1f–%.1f) | %.1f–%.1f |"
              .formatted(
                  synth.applications(),
                  synth.seconds().median(),
                  synth.seconds().low(),
                  synth.seconds().high(),
                  synth.fewestBytes() / 1e3,
                  synth.mostBytes() / 1e3));
    }
  }

  private void longRuns() {
    for (Figures.LongRun run : figures.longRuns()) {
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
  }

  private static Set<String> subjects(List<String> names) {
    return new LinkedHashSet<>(names);
  }

  private void heading(String title) {
    line("");
    line("### " + title);
    line("");
  }

  private void line(String one) {
    text.append(Objects.requireNonNull(one)).append('\n');
  }

  private static String whole(double value) {
    return Double.isNaN(value) ? "–" : String.format(Locale.ROOT, "%.0f", value);
  }

  private static String tenths(double value) {
    return Double.isNaN(value) ? "–" : String.format(Locale.ROOT, "%.1f", value);
  }
}
