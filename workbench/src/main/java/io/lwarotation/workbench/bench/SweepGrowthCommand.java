package io.lwarotation.workbench.bench;

import io.lwarotation.cli.PlainCommand;
import io.lwarotation.cli.WrongUsageException;
import io.lwarotation.cli.cost.SweepCost;
import io.lwarotation.workbench.Checkout;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code lwa bench authorizations}. */
@Command(
    name = "authorizations",
    description = {
      "Measures the packaged sweep of 1, 100 and 10,000 authorizations where each answer of Amazon"
          + " lasts 300 ms, and the first and the warm call with one of them. 10,000 take about"
          + " seven minutes."
    })
final class SweepGrowthCommand extends PlainCommand {
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

  @Override
  public Integer call() throws Exception {
    if (counts.stream().anyMatch(count -> count < 1 || count > 10_000)) {
      throw new WrongUsageException("--counts takes numbers from 1 to 10000, separated by commas");
    }
    Checkout checkout = Checkout.here();
    SweepGrowth growth = new SweepGrowth(checkout.uploads(), said -> BenchCommand.say(err(), said));
    List<SweepGrowth.Swept> all = new ArrayList<>();
    for (int count : counts) {
      all.add(growth.measure(count));
    }
    BenchCommand.say(err(), "");
    String report = report(all);
    out().println(report);
    if (docs) {
      new DocumentedRun(checkout.home(), "./lwa bench authorizations")
          .write(report, Map.of("bench-sweep.svg", picture(all)));
    }
    return 0;
  }

  private static String report(List<SweepGrowth.Swept> all) {
    return "`./lwa bench authorizations`, %s, answers of 300 ms, 16 at once:\n\n"
            .formatted(LocalDate.now(ZoneOffset.UTC))
        + new Table<SweepGrowth.Swept>()
            .column("authorizations", one -> count(one.authorizations()))
            .column("sweep, s", one -> Table.tenths(one.seconds()))
            .column("pages", one -> count(one.pages()))
            .column("LWA", one -> count(one.lwa()))
            .column("SP-API", one -> count(one.spApi()))
            .column("peak MB", one -> Table.whole(one.memory()))
            .column("first call, ms (requests)", one -> told(one.first()))
            .column("warm call, ms (requests)", one -> told(one.warm()))
            .column(
                "dollars a month",
                one -> Table.number("%.2f", new SweepCost(one.authorizations()).dollars()))
            .of(all);
  }

  private static String count(int number) {
    return Table.number("%,.0f", number);
  }

  private static String told(SweepGrowth.Call call) {
    return Table.whole(call.millis()) + " (" + call.requests() + ")";
  }

  private static String picture(List<SweepGrowth.Swept> all) {
    List<Plot.Bar> bars =
        all.stream()
            .map(
                one ->
                    new Plot.Bar(
                        count(one.authorizations()) + " authorizations", List.of(one.seconds())))
            .toList();
    return Plot.bars("Daily sweep, answers of 300 ms", "s", List.of("sweep"), bars);
  }
}
