package io.lwarotation.cli.cost;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lwarotation.cli.ExitCode;
import io.lwarotation.cli.PlainCommand;
import io.lwarotation.cli.WrongUsageException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code lwa cost}. */
@Command(
    name = "cost",
    description =
        """
        Computes what the stacks of 1, 10 and 100 applications cost per month, called daily and \
        hourly, from AWS's public prices. Asks nobody and needs no account.""",
    footer =
        """

        Examples:
          ./lwa cost
          ./lwa cost --rotation automatic
          ./lwa cost --authorizations 10000
          ./lwa cost --sms 2 --sms-price 0.10""")
public final class CostCommand extends PlainCommand {
  private static final List<Integer> APPLICATIONS = List.of(1, 10, 100);

  @Option(
      names = "--rotation",
      paramLabel = "MODE",
      defaultValue = "remind",
      description = "The setting of the stacks: remind or automatic (${DEFAULT-VALUE}).")
  private String rotation = "remind";

  @Option(
      names = "--sms",
      paramLabel = "N",
      defaultValue = "0",
      description = "How many SMS an application sends in a month (${DEFAULT-VALUE}).")
  private int sms;

  @Option(
      names = "--sms-price",
      paramLabel = "DOLLARS",
      defaultValue = "" + Prices.SMS,
      description =
          "What one SMS costs, by country and carrier (${DEFAULT-VALUE}: United States, without the carrier's fee).")
  private double smsPrice;

  @Option(
      names = "--authorizations",
      paramLabel = "N",
      defaultValue = "0",
      description =
          "How many authorizations each application has besides its own, tried daily by the sweep (${DEFAULT-VALUE}: no sweep).")
  private int authorizations;

  @Option(names = "--json", description = "Print the same as JSON.")
  private boolean json;

  @Override
  public Integer call() {
    if (sms < 0 || !(smsPrice >= 0) || authorizations < 0) {
      throw new WrongUsageException("--sms, --sms-price and --authorizations must not be negative");
    }
    Stack stack =
        Stream.of(Stack.REMIND, Stack.AUTOMATIC)
            .filter(one -> one.rotation().equals(rotation))
            .findFirst()
            .orElseThrow(() -> new WrongUsageException("--rotation must be remind or automatic"));
    List<Bill> bills =
        APPLICATIONS.stream()
            .flatMap(
                n -> Stream.of(bill(stack, Schedule.DAILY, n), bill(stack, Schedule.HOURLY, n)))
            .toList();
    if (json) {
      print(asJson(stack, bills));
    } else {
      show(stack, bills);
    }
    return ExitCode.DONE.code();
  }

  private Bill bill(Stack stack, Schedule schedule, int count) {
    return new Bill(stack, schedule, count, sms * count * smsPrice, new SweepCost(authorizations));
  }

  private void show(Stack stack, List<Bill> bills) {
    PrintWriter out = out();
    out.printf(
        "Dollars a month in %s, prices of %s, rotation=%s%n%n",
        Prices.REGION, Prices.DATE, stack.rotation());
    out.println(row("applications", bills, bill -> Integer.toString(bill.applications())));
    out.println(row("SP-API is called", bills, bill -> bill.schedule().name()));
    for (String line : bills.getFirst().lines().keySet()) {
      if (!line.equals(Bill.DASHBOARDS)) {
        out.println(amounts(line, bills, bill -> bill.lines().getOrDefault(line, 0.0)));
      }
    }
    out.println(amounts("without dashboards", bills, bill -> Bill.sum(bill.lines())));
    out.println(amounts("dashboards ($3 each)", bills, bill -> dashboards(bill.lines())));
    out.println(amounts("after the free tier", bills, bill -> total(bill.linesWithFreeTier())));
    out.println();
    out.printf(
        "An application has %d key%s, %d alarms and %d metrics. Only the last line, dashboards included, counts AWS's free tier, for an account with nothing else in it. Every run is taken for a cold one of a second.%n",
        stack.keys(),
        stack.keys() == 1 ? "" : "s",
        stack.alarms(),
        stack.dailyMetrics() + stack.callMetrics());
    if (authorizations > 0) {
      out.printf(
          "The daily sweep of %,d authorizations adds 2 alarms and 12 metrics to each. The authorizations themselves are Standard parameters and cost nothing; the sweep is taken for one in which each answer lasts 300 ms and each authorization fails.%n",
          authorizations);
    }
    out.printf(
        "KMS renews a key every year and keeps the earlier ones: $%.2f more a month and application from the second year on, $%.2f from the third, not more after that.%n",
        Prices.KMS_KEY.of(stack.keys()), Prices.KMS_KEY.of(2 * stack.keys()));
    out.println("The setting dashboard=false leaves the dashboard out.");
  }

  private static double total(Map<String, Double> lines) {
    return Bill.sum(lines) + dashboards(lines);
  }

  private static double dashboards(Map<String, Double> lines) {
    return lines.getOrDefault(Bill.DASHBOARDS, 0.0);
  }

  private static String amounts(String name, List<Bill> bills, ToDoubleFunction<Bill> amount) {
    return row(name, bills, bill -> dollars(amount.applyAsDouble(bill)));
  }

  private static String row(String name, List<Bill> bills, Function<Bill, String> cell) {
    return bills.stream()
        .map(bill -> "%9s".formatted(cell.apply(bill)))
        .collect(Collectors.joining("", "%-22s".formatted(name), ""));
  }

  /** What is less than half a cent but not nothing is said to be so. */
  private static String dollars(double amount) {
    return amount > 0 && amount < 0.005 ? "<0.01" : "%.2f".formatted(amount);
  }

  private static ObjectNode asJson(Stack stack, List<Bill> bills) {
    JsonMapper mapper = new JsonMapper();
    ObjectNode report = mapper.createObjectNode();
    report.put("region", Prices.REGION).put("prices", Prices.DATE.toString());
    report.set("stack", mapper.valueToTree(stack));
    report.put("keyMaterialFromSecondYear", Prices.KMS_KEY.of(stack.keys()));
    report.put("keyMaterialFromThirdYear", Prices.KMS_KEY.of(2 * stack.keys()));
    ArrayNode list = report.putArray("bills");
    for (Bill bill : bills) {
      ObjectNode one = list.addObject();
      one.put("applications", bill.applications()).put("schedule", bill.schedule().name());
      one.set("lines", mapper.valueToTree(bill.lines()));
      one.put("withoutDashboards", Bill.sum(bill.lines()));
      one.put("afterFreeTier", total(bill.linesWithFreeTier()));
    }
    return report;
  }
}
