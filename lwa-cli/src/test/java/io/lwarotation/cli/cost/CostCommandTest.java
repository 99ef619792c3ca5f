package io.lwarotation.cli.cost;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

final class CostCommandTest {
  private static final Path PERFORMANCE = Path.of("../docs/performance.md");
  private static final Path README = Path.of("../README.md");

  private final StringWriter told = new StringWriter();

  private int run(String... arguments) {
    PrintWriter out = new PrintWriter(told);
    return new CommandLine(new CostCommand()).setOut(out).setErr(out).execute(arguments);
  }

  @Test
  void theDocumentsNameTheSumsThatTheCommandPrints() throws IOException {
    String page = Files.readString(PERFORMANCE);
    for (Stack stack : List.of(Stack.REMIND, Stack.AUTOMATIC)) {
      String row =
          IntStream.of(1, 10, 100)
              .mapToObj(count -> new Bill(stack, Schedule.DAILY, count, 0, Prices.SMS))
              .map(bill -> String.format(Locale.ROOT, " %.2f |", Bill.sum(bill.lines())))
              .collect(Collectors.joining("", "| `" + stack.rotation() + "` |", "\n"));
      assertTrue(page.contains(row), "docs/performance.md lacks " + row);
    }
  }

  @Test
  void theReadmeNamesTheSameSum() throws IOException {
    Bill bill = new Bill(Stack.REMIND, Schedule.DAILY, 1, 0, Prices.SMS);
    String metrics =
        String.format(Locale.ROOT, "| $%.2f |", bill.lines().getOrDefault("metrics", 0.0));
    String page = Files.readString(README);

    for (Stack stack : List.of(Stack.REMIND, Stack.AUTOMATIC)) {
      Bill one = new Bill(stack, Schedule.DAILY, 1, 0, Prices.SMS);
      String sum = String.format(Locale.ROOT, "**$%.2f**", Bill.sum(one.lines()));
      assertTrue(page.contains(sum), "README.md lacks " + sum);
    }
    assertTrue(page.contains(metrics), "README.md lacks " + metrics);
    assertTrue(
        page.contains("$3.00 with `dashboard=true`"), "README.md lacks the dashboard's price");
  }

  @Test
  void smsAreCountedForEachApplication() {
    assertEquals(0, run("--sms", "3", "--sms-price", "0.5", "--json"));

    assertTrue(told.toString().contains("\"SMS\" : 1.5"), told.toString());
    assertTrue(told.toString().contains("\"SMS\" : 150.0"), told.toString());
  }

  @Test
  void refusesAModeThatThereIsNot() {
    assertNotEquals(0, run("--rotation", "yearly"));
    assertNotEquals(0, run("--sms", "-1"));
  }
}
