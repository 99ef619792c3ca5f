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
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import picocli.CommandLine;

final class CostCommandTest {
  static final List<Stack> STACKS = List.of(Stack.REMIND, Stack.AUTOMATIC);

  private final StringWriter told = new StringWriter();

  private int run(String... arguments) {
    PrintWriter out = new PrintWriter(told);
    return new CommandLine(new CostCommand()).setOut(out).setErr(out).execute(arguments);
  }

  @ParameterizedTest
  @FieldSource("STACKS")
  void theDocumentsNameTheSumsThatTheCommandPrints(Stack stack) throws IOException {
    String row =
        IntStream.of(1, 10, 100)
            .mapToObj(count -> " " + amount(sum(stack, count)) + " |")
            .collect(Collectors.joining("", "| `" + stack.rotation() + "` |", "\n"));
    assertNames(Path.of("../docs/performance.md"), row);
    assertNames(Path.of("../README.md"), "**$" + amount(sum(stack, 1)) + "**");
  }

  @Test
  void theReadmeNamesThePricesOfTheMetricsAndTheDashboard() throws IOException {
    Map<String, Double> lines =
        new Bill(Stack.REMIND, Schedule.DAILY, 1, 0, SweepCost.NONE).lines();
    Path readme = Path.of("../README.md");
    assertNames(readme, "| $" + amount(lines.getOrDefault("metrics", 0.0)) + " |");
    assertNames(readme, "$3.00 with `dashboard=true`");
  }

  private static String amount(double dollars) {
    return String.format(Locale.ROOT, "%.2f", dollars);
  }

  private static double sum(Stack stack, int count) {
    return Bill.sum(new Bill(stack, Schedule.DAILY, count, 0, SweepCost.NONE).lines());
  }

  private static void assertNames(Path page, String text) throws IOException {
    assertTrue(Files.readString(page).contains(text), page + " lacks " + text);
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
