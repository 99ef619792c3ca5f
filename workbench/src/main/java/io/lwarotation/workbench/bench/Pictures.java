package io.lwarotation.workbench.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Which pictures a run gives, by file name. */
final class Pictures {
  private Pictures() {}

  static Map<String, String> of(Figures figures) {
    Map<String, String> pictures = new LinkedHashMap<>();
    if (!figures.rows().isEmpty()) {
      pictures.put("bench-cold.svg", cold(figures.rows()));
    }
    if (!figures.synths().isEmpty()) {
      pictures.put(
          "bench-synth.svg",
          Plot.line(
              "Synth by number of applications",
              "applications",
              "seconds",
              figures.synths().stream()
                  .map(synth -> new Plot.Point(synth.applications(), synth.seconds().median()))
                  .toList()));
    }
    for (Figures.LongRun run : figures.longRuns()) {
      List<Plot.Point> points = new ArrayList<>();
      for (int i = 0; i < run.memory().size(); i++) {
        points.add(new Plot.Point((double) (i + 1) * run.every(), run.memory().get(i)));
      }
      pictures.put(
          "bench-memory.svg",
          Plot.line("Resident memory of one warm process", "calls", "MB", points));
    }
    return pictures;
  }

  private static String cold(List<Figures.Row> rows) {
    List<Plot.Bar> bars =
        rows.stream()
            .map(
                row ->
                    new Plot.Bar(
                        row.title().replace("`", ""),
                        List.of(row.ready().median(), row.cold().median() - row.ready().median())))
            .toList();
    return Plot.bars(
        "Cold start: process start to first answer", "ms", List.of("init", "first call"), bars);
  }
}
