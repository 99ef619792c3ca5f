package io.lwarotation.workbench.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** What should hold against a Python function, or by count, and what was measured. */
record Target(String what, String against, double limit, double measured, String unit) {
  private static final List<Aim> AIMS =
      List.of(
          new Aim("cold start", 1.0, row -> row.cold().median()),
          new Aim("cold start, the further aim", 0.65, row -> row.cold().median()),
          new Aim("warm call, all three hops", 0.1, row -> row.threeHops().p50()),
          new Aim("peak memory at the first answer", 1.1, row -> row.memory().median()));

  private record Aim(String what, double limit, ToDoubleFunction<Figures.Row> of) {}

  /** None where ours was not measured; those against a Python function where it was. */
  static List<Target> of(List<Figures.Row> rows) {
    List<Target> targets = new ArrayList<>();
    for (Figures.Row ours : named(rows, Subject.OURS)) {
      for (Aim aim : AIMS) {
        for (Figures.Row other : named(rows, Subject.PYTHON)) {
          double ratio = aim.of.applyAsDouble(ours) / aim.of.applyAsDouble(other);
          targets.add(new Target(aim.what, other.id(), aim.limit, ratio, "×"));
        }
      }
      targets.add(new Target("upload", "", 8, ours.uploadBytes() / 1e6, "MB"));
      targets.add(counted("requests of a cold call", 3, ours.coldRequests()));
      targets.add(counted("requests of a warm call", 1, ours.kept().requests()));
    }
    return targets;
  }

  private static Target counted(String what, int limit, Spread measured) {
    return new Target(what, "", limit, measured.high(), "");
  }

  private static List<Figures.Row> named(List<Figures.Row> rows, String... ids) {
    return rows.stream().filter(row -> List.of(ids).contains(row.id())).toList();
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
