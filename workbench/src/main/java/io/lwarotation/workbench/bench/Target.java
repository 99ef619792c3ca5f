package io.lwarotation.workbench.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** What should hold against a Python function, or by count, and what was measured. */
record Target(String what, String against, double limit, double measured, String unit) {
  private static final List<Aim> AIMS =
      List.of(
          new Aim("cold start", 1.0, row -> row.cold().median()),
          new Aim("cold start, the further aim", 0.65, row -> row.cold().median()),
          new Aim("warm call, all three hops", 0.1, row -> row.threeHops().p50()),
          new Aim("peak memory at the first answer", 1.1, row -> row.memory().median()));

  private record Aim(String what, double limit, ToDoubleFunction<Figures.Row> of) {
    Target target(Figures.Row ours, Figures.Row other) {
      double ratio = of.applyAsDouble(ours) / of.applyAsDouble(other);
      return new Target(what, other.id(), limit, ratio, "×");
    }
  }

  /** None where ours was not measured; those against a Python function where it was. */
  static List<Target> of(List<Figures.Row> rows) {
    List<Target> targets = new ArrayList<>();
    Optional<Figures.Row> found = Figures.Row.named(Subject.OURS, rows);
    if (found.isEmpty()) {
      return targets;
    }
    Figures.Row ours = found.get();
    Figures.Row.named(Subject.PYTHON, rows)
        .ifPresent(python -> AIMS.forEach(aim -> targets.add(aim.target(ours, python))));
    targets.add(new Target("upload", "", 8, ours.uploadBytes() / 1e6, "MB"));
    targets.add(counted("requests of a cold call", 3, ours.coldRequests()));
    targets.add(counted("requests of a warm call", 1, ours.kept().requests()));
    return targets;
  }

  private static Target counted(String what, int limit, Spread measured) {
    return new Target(what, "", limit, measured.high(), "");
  }

  String limitTold() {
    return told(limit);
  }

  private String told(double value) {
    return unit.isEmpty() ? Table.whole(value) : Table.number("%.2f", value) + " " + unit;
  }

  /** Such as {@code 1.11 × `python-urllib3` **missed**}. */
  String result() {
    return told(measured)
        + (against.isEmpty() ? "" : " `" + against + "`")
        + (measured <= limit ? "" : " **missed**");
  }
}
