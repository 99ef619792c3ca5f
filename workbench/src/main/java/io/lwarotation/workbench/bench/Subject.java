package io.lwarotation.workbench.bench;

import io.lwarotation.local.host.FunctionConfiguration;
import io.lwarotation.local.host.LambdaHost;
import io.lwarotation.local.host.Launch;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A function that is measured: what is uploaded, and the runtime that starts its handler. */
record Subject(String id, String title, Path code, String handler, Launch launch) {
  static final String OURS = "lwa";
  static final String OTHER_OPTIONS = "lwa-jvm";
  static final String OTHER_CODE = "lwa-beside";
  static final String EMPTY = "empty";
  static final String PYTHON = "python-requests";
  static final String PYTHON_KEPT = "python-urllib3";

  /** What {@code --only} takes; what stands beside ours comes with it. */
  static final List<String> IDS = List.of(EMPTY, OURS, PYTHON, PYTHON_KEPT);

  private static final Duration TIMEOUT = Duration.ofSeconds(60);

  /** The same with more options of the JVM. */
  Subject with(List<String> options) {
    String told = "the same with `" + String.join(" ", options) + "`";
    return new Subject(OTHER_OPTIONS, told, code, handler, added(launch, options));
  }

  /** The same command with more options for the JVM, behind those of Lambda's runtime. */
  static Launch added(Launch launch, List<String> options) {
    return (function, code, temporary) -> {
      List<String> command = new ArrayList<>(launch.command(function, code, temporary));
      command.addAll(command.indexOf("-classpath"), options);
      return command;
    };
  }

  /** Whether {@code --only} takes it. */
  boolean isOneOf(List<String> only) {
    boolean beside = id.equals(OTHER_OPTIONS) || id.equals(OTHER_CODE);
    return only.isEmpty() || only.contains(beside ? OURS : id);
  }

  LambdaHost host(Map<String, String> environment) {
    return host(environment, launch);
  }

  LambdaHost host(Map<String, String> environment, Launch other) {
    return LambdaHost.start(
        FunctionConfiguration.of("bench-" + id, code, handler, environment, TIMEOUT), other);
  }
}
