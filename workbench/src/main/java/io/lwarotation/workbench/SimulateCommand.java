package io.lwarotation.workbench;

import io.lwarotation.cli.PlainCommand;
import io.lwarotation.cli.WrongUsageException;
import io.lwarotation.core.rotation.simulation.Simulate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code lwa simulate}: runs the simulation that lies with the tests of the functions. */
@Command(
    name = "simulate",
    description = {
      "Runs the rotation through simulated histories of 900 days each, with crashes, faults and people at every"
          + " step, and checks after each event that no secret is lost. One seed is one history, always the same."
    },
    footer = {
      "",
      "Examples:",
      "  ./lwa simulate --seeds 1000000",
      "  ./lwa simulate --seeds 1 --first 17   replay one history, event by event",
      "  ./lwa simulate --seeds 2000 --mutants",
      "  ./lwa simulate --authorizations",
      "  ./lwa simulate --exhaustive --moves 5   every history of up to five moves"
    })
public final class SimulateCommand extends PlainCommand {
  @Option(
      names = "--seeds",
      paramLabel = "N",
      defaultValue = "10000",
      description = "How many histories (${DEFAULT-VALUE}).")
  private long seeds;

  @Option(
      names = "--first",
      paramLabel = "SEED",
      defaultValue = "0",
      description = "The first seed (${DEFAULT-VALUE}); the others follow it.")
  private long first;

  @Option(
      names = "--mutants",
      description = "Break each invariant on purpose, and print how many seeds caught that.")
  private boolean mutants;

  @Option(
      names = "--mutant",
      paramLabel = "NAME",
      description = "With one of these errors in it; docs/simulation.md lists them.")
  private @Nullable String mutant;

  @Option(
      names = "--authorizations",
      description = "Play many authorizations under one secret instead.")
  private boolean authorizations;

  @Option(
      names = "--exhaustive",
      description = "Play every short history instead of long ones that a seed decides.")
  private boolean exhaustive;

  @Option(
      names = "--moves",
      paramLabel = "N",
      defaultValue = "4",
      description = "With --exhaustive: how many moves at most (${DEFAULT-VALUE}).")
  private int moves;

  @Option(
      names = "--theme",
      paramLabel = "NAME",
      description =
          "With --exhaustive: rotation, calls, endings, stack or amazon; all of them unless set.")
  private @Nullable String theme;

  /** Ends this process with the simulation's own exit code. */
  @Override
  public Integer call() {
    if (seeds < 1 || first < 0 || moves < 1) {
      throw new WrongUsageException(
          "--seeds and --moves must be at least 1, and --first at least 0");
    }
    List<String> arguments =
        new ArrayList<>(List.of("--seeds", Long.toString(seeds), "--first", Long.toString(first)));
    if (mutants) {
      arguments.add("--mutants");
    }
    if (authorizations) {
      arguments.add("--authorizations");
    }
    if (mutant != null) {
      arguments.addAll(List.of("--mutant", mutant));
    }
    if (exhaustive) {
      arguments.addAll(List.of("--exhaustive", "--moves", Integer.toString(moves)));
      if (theme != null) {
        arguments.addAll(List.of("--theme", theme.toUpperCase(Locale.ROOT)));
      }
    }
    Simulate.main(arguments.toArray(String[]::new));
    return 0;
  }
}
