package io.lwarotation.workbench;

import io.lwarotation.cli.Main;
import io.lwarotation.workbench.bench.BenchCommand;
import io.lwarotation.workbench.demo.DemoCommand;
import io.lwarotation.workbench.simulate.SimulateCommand;
import java.util.List;

/** Where {@code ./lwa} starts for the commands that need a checkout. */
public final class Workbench {
  private Workbench() {}

  /** The commands, for {@link Main}. */
  static List<Object> commands() {
    return List.of(new DemoCommand(), new SimulateCommand(), new BenchCommand());
  }

  /** Runs the command and exits with its code. */
  public static void main(String[] arguments) {
    Main.main(arguments, commands());
  }
}
