package io.lwarotation.workbench.bench;

import io.lwarotation.local.host.FunctionConfiguration;
import io.lwarotation.local.host.LambdaHost;
import io.lwarotation.local.host.Launch;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A function that is measured.
 *
 * @param id for {@code --only} and the data
 * @param title for people
 * @param code what is uploaded
 * @param uploadBytes its size
 * @param handler as the template names it
 * @param launch the runtime
 * @param hops how many requests its cold call makes; 0 if it calls nobody
 */
record Subject(
    String id, String title, Path code, long uploadBytes, String handler, Launch launch, int hops) {
  static final String OURS = "lwa";
  static final String OTHER_OPTIONS = "lwa-jvm";
  static final String OTHER_CODE = "lwa-beside";
  static final String EMPTY = "empty";
  static final String PYTHON = "python-requests";
  static final String PYTHON_KEPT = "python-urllib3";

  /** What {@code --only} takes, in order. */
  static final List<String> IDS = List.of(EMPTY, OURS, OTHER_OPTIONS, PYTHON, PYTHON_KEPT);

  private static final Duration TIMEOUT = Duration.ofSeconds(60);

  /** The same with more options of the JVM. */
  Subject with(List<String> options) {
    return new Subject(
        OTHER_OPTIONS,
        "the same with `" + String.join(" ", options) + "`",
        code,
        uploadBytes,
        handler,
        added(launch, options),
        hops);
  }

  /** The same command with more options for the JVM, behind those of Lambda's runtime. */
  static Launch added(Launch launch, List<String> options) {
    return (function, code, temporary) -> {
      List<String> command = new ArrayList<>(launch.command(function, code, temporary));
      command.addAll(command.indexOf("-classpath"), options);
      return command;
    };
  }

  /**
   * Whether {@code --only} names it, or ours, which the others of {@code CallSpApi} stand beside.
   */
  boolean isOneOf(List<String> only) {
    boolean beside = id.equals(OTHER_OPTIONS) || id.equals(OTHER_CODE);
    return only.contains(id) || (beside && only.contains(OURS));
  }

  LambdaHost host(Map<String, String> environment) {
    return host(environment, launch);
  }

  LambdaHost host(Map<String, String> environment, Launch other) {
    return LambdaHost.start(
        FunctionConfiguration.of("bench-" + id, code, handler, environment, TIMEOUT), other);
  }
}
