package io.lwarotation.workbench.bench;

import io.lwarotation.local.host.Launch;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** More options for the JVM of a function, behind those of Lambda's runtime. */
final class JvmOptions {
  private JvmOptions() {}

  /** The same command with options before the class path. */
  static Launch added(Launch launch, List<String> options) {
    return (function, code, temporary) -> {
      List<String> command = new ArrayList<>(launch.command(function, code, temporary));
      Optional<String> path = command.stream().filter("-classpath"::equals).findFirst();
      command.addAll(path.map(command::indexOf).orElseThrow(), options);
      return command;
    };
  }
}
