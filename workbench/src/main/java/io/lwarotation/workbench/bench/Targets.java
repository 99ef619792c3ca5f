package io.lwarotation.workbench.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What must hold, as ratios to a Python function of the same run. */
final class Targets {
  private static final double COLD = 1.0;
  private static final double COLD_STRETCH = 0.65;
  private static final double WARM = 0.1;
  private static final double MEMORY = 1.1;
  private static final double UPLOAD_MEGABYTES = 8;
  private static final double MEGA = 1e6;

  private Targets() {}

  /** None where ours was not measured; those of a Python function where it was. */
  static List<Figures.Target> of(List<Figures.Row> rows) {
    List<Figures.Target> targets = new ArrayList<>();
    find(rows, Subject.OURS)
        .ifPresent(
            ours -> {
              for (String python : List.of(Subject.PYTHON, Subject.PYTHON_KEPT)) {
                find(rows, python).ifPresent(other -> targets.addAll(against(ours, other)));
              }
              targets.add(
                  new Figures.Target(
                      "upload", "", UPLOAD_MEGABYTES, ours.uploadBytes() / MEGA, "MB"));
              targets.add(requests("requests of a cold call", 3, ours.coldRequests()));
              targets.add(requests("requests of a warm call", 1, ours.kept().requests()));
            });
    return targets;
  }

  private static Figures.Target requests(String what, int limit, Figures.Requests measured) {
    return new Figures.Target(what, "", limit, measured.most(), "");
  }

  private static List<Figures.Target> against(Figures.Row ours, Figures.Row other) {
    String against = other.id();
    double cold = ours.cold().median() / other.cold().median();
    return List.of(
        new Figures.Target("cold start", against, COLD, cold, "×"),
        new Figures.Target("cold start, the further aim", against, COLD_STRETCH, cold, "×"),
        new Figures.Target(
            "warm call, all three hops",
            against,
            WARM,
            ours.threeHops().p50() / other.threeHops().p50(),
            "×"),
        new Figures.Target(
            "peak memory at the first answer",
            against,
            MEMORY,
            ours.memory().median() / other.memory().median(),
            "×"));
  }

  static Optional<Figures.Row> find(List<Figures.Row> rows, String id) {
    return rows.stream().filter(row -> row.id().equals(id)).findFirst();
  }
}
