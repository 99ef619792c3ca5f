package io.lwarotation.workbench.bench;

import io.lwarotation.cli.cost.SweepCost;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code lwa bench authorizations}. */
@Command(
    name = "authorizations",
    description = {
      "Measures the packaged sweep of 1, 100 and 10,000 authorizations where each answer of Amazon"
          + " lasts 300 ms, and the first and the warm call with one of them. 10,000 take about"
          + " seven minutes."
    },
    mixinStandardHelpOptions = true)
final class SweepGrowthCommand implements Callable<Integer> {
  @Option(
      names = "--counts",
      split = ",",
      paramLabel = "N",
      defaultValue = "1,100,10000",
      description = "How many authorizations (${DEFAULT-VALUE}).")
  private List<Integer> counts = List.of();

  @Option(
      names = "--docs",
      description = "Write the figures and the picture into docs/ of this project.")
  private boolean docs;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    if (counts.stream().anyMatch(count -> count < 1 || count > 10_000)) {
      throw new ParameterException(
          spec.commandLine(), "--counts takes numbers from 1 to 10000, separated by commas");
    }
    Path home = Path.of(System.getProperty("lwa.home", "."));
    Progress progress = new Progress(spec.commandLine().getErr());
    SweepGrowth growth = new SweepGrowth(home, progress::say);
    List<SweepGrowth.Swept> all = new ArrayList<>();
    for (int count : counts) {
      all.add(growth.measure(count));
    }
    progress.end();
    String report = report(all);
    spec.commandLine().getOut().println(report);
    if (docs) {
      DocumentedRun.ofAuthorizations(home).write(report, Map.of("bench-sweep.svg", picture(all)));
    }
    return 0;
  }

  private static String report(List<SweepGrowth.Swept> all) {
    StringBuilder text = new StringBuilder();
    text.append("`./lwa bench authorizations`, ")
        .append(LocalDate.now(ZoneOffset.UTC))
        .append(", answers of 300 ms, 16 at once:\n\n")
        .append(
            "| authorizations | sweep, s | pages | LWA | SP-API | peak MB | first call, ms (requests)"
                + " | warm call, ms (requests) | dollars a month |\n")
        .append("|---|---|---|---|---|---|---|---|---|\n");
    for (SweepGrowth.Swept one : all) {
      text.append(
          String.format(
              Locale.ROOT,
              "| %,d | %.1f | %,d | %,d | %,d | %.0f | %.0f (%d) | %.0f (%d) | %.2f |%n",
              one.authorizations(),
              one.seconds(),
              one.pages(),
              one.lwa(),
              one.spApi(),
              one.memory(),
              one.first().millis(),
              one.first().requests(),
              one.warm().millis(),
              one.warm().requests(),
              new SweepCost(one.authorizations()).dollars()));
    }
    return text.toString();
  }

  private static String picture(List<SweepGrowth.Swept> all) {
    return Plot.bars(
        "Daily sweep, answers of 300 ms",
        "s",
        List.of("sweep"),
        all.stream()
            .map(
                one ->
                    new Plot.Bar(
                        String.format(Locale.ROOT, "%,d authorizations", one.authorizations()),
                        List.of(one.seconds())))
            .toList());
  }
}
