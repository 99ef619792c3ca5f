package io.lwarotation.workbench.bench;

import io.lwarotation.local.host.Launch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One core for the function, as Lambda gives at 1769 MB, and the others for this process with the
 * stand-ins. Without {@code taskset}, or with one core, nothing is bound.
 */
final class Pinning {
  private final Optional<Path> taskset;
  private final int core;

  private Pinning(Optional<Path> taskset, int core) {
    this.taskset = taskset;
    this.core = core;
  }

  /** Leaves the last core to the function. */
  static Pinning ofThisProcess() throws IOException, InterruptedException {
    int last = Runtime.getRuntime().availableProcessors() - 1;
    Optional<Path> found =
        Stream.of("/usr/bin/taskset", "/bin/taskset")
            .map(Path::of)
            .filter(Files::isExecutable)
            .findFirst()
            .filter(_ -> last > 0);
    if (found.isPresent()) {
      String others = last == 1 ? "0" : "0-" + (last - 1);
      Process bind =
          new ProcessBuilder(
                  found.get().toString(),
                  "-a",
                  "-cp",
                  others,
                  Long.toString(ProcessHandle.current().pid()))
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (bind.waitFor() != 0) {
        return new Pinning(Optional.empty(), last);
      }
    }
    return new Pinning(found, last);
  }

  /** The same command on the function's core. */
  Launch on(Launch launch) {
    return taskset
        .<Launch>map(
            program ->
                (function, code, temporary) -> {
                  List<String> command = new ArrayList<>();
                  command.addAll(List.of(program.toString(), "-c", Integer.toString(core)));
                  command.addAll(launch.command(function, code, temporary));
                  return command;
                })
        .orElse(launch);
  }

  String told() {
    return taskset.isPresent()
        ? "one core for the function, the others for the stand-ins (taskset)"
        : "not bound to cores: no taskset, or one core only";
  }
}
