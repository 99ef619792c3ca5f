package io.lwarotation.workbench;

import io.lwarotation.cli.Main;
import io.lwarotation.workbench.bench.BenchCommand;
import io.lwarotation.workbench.demo.DemoCommand;
import io.lwarotation.workbench.demo.PlayCommand;
import java.util.List;
import picocli.CommandLine;

/** Where {@code ./lwa} starts for the commands that need a checkout. */
public final class Workbench {
  private Workbench() {}

  /** The commands, for {@link Main}. */
  static List<CommandLine> commands() {
    return List.of(
        new CommandLine(new DemoCommand()),
        new CommandLine(new PlayCommand()).setStopAtPositional(true), // what follows is another's
        new CommandLine(new SimulateCommand()),
        new CommandLine(new BenchCommand()));
  }

  /** Runs the command and exits with its code. */
  public static void main(String[] arguments) {
    Main.main(arguments, List.copyOf(commands()));
  }
}
