package io.lwarotation.local.cloud;

import io.lwarotation.local.aws.lambda.DeployedFunction;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;

/**
 * What a function of a template runs from.
 *
 * @param functions the jar with all functions
 * @param call the function that calls SP-API by itself, for this machine's architecture
 */
public record Uploads(Path functions, Path call) {
  private static final String CALL_HANDLER = "io.lwarotation.handler.CallSpApiHandler";

  /** As the build leaves them in the folder {@code lambda-lwa/target}. */
  public static Uploads in(Path target) {
    return new Uploads(
        target.resolve("lambda-lwa.jar"), target.resolve("call-sp-api-" + architecture() + ".zip"));
  }

  /** As AWS names it; elsewhere than on ARM the zip's classes run with natives of the system. */
  private static String architecture() {
    String name = System.getProperty("os.arch", "").toLowerCase(Locale.ROOT);
    return Set.of("aarch64", "arm64").contains(name) ? "arm64" : "x86_64";
  }

  Path of(DeployedFunction function) {
    return function.handler().equals(CALL_HANDLER) ? call : functions;
  }
}
