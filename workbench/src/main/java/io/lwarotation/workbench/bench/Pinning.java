package io.lwarotation.workbench.bench;

import io.lwarotation.local.EndedProcess;
import io.lwarotation.local.host.Launch;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * One core for the function, as Lambda gives at 1769 MB, and the others for this process with the
 * stand-ins. Without {@code taskset}, or with one core, nothing is bound.
 */
record Pinning(List<String> prefix) {
  /** Leaves the last core to the function. */
  static Pinning ofThisProcess() throws InterruptedException {
    int last = Runtime.getRuntime().availableProcessors() - 1;
    String others = last == 1 ? "0" : "0-" + (last - 1);
    String pid = Long.toString(ProcessHandle.current().pid());
    try {
      ProcessBuilder binding = new ProcessBuilder("taskset", "-a", "-cp", others, pid);
      boolean bound = last > 0 && EndedProcess.run(binding, Duration.ofMinutes(1)).exitCode() == 0;
      return new Pinning(bound ? List.of("taskset", "-c", Integer.toString(last)) : List.of());
    } catch (IOException _) {
      return new Pinning(List.of()); // there is none
    }
  }

  /** The same command on the function's core. */
  Launch on(Launch launch) {
    return (function, code, temporary) -> {
      List<String> command = new ArrayList<>(prefix);
      command.addAll(launch.command(function, code, temporary));
      return command;
    };
  }

  String told() {
    return prefix.isEmpty()
        ? "not bound to cores: no taskset, or one core only"
        : "one core for the function, the others for the stand-ins (taskset)";
  }
}
