package io.lwarotation.cli.doctor;

import io.lwarotation.core.ParameterNames;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ssm.model.ParameterMetadata;

/**
 * The name under which AWS's blog sample reads the client secret: without its t. Whoever followed
 * it has a parameter that nothing here reads.
 */
record MisspeltName(ParameterNames names) {
  String name() {
    return "/" + names.app() + "/lwa/cliensecret";
  }

  /**
   * @param misspelt the parameter of that name, if there is one
   * @param right the one of the right name
   */
  Optional<Finding> finding(
      @Nullable ParameterMetadata misspelt, @Nullable ParameterMetadata right) {
    if (misspelt == null) {
      return Optional.empty();
    }
    boolean moved = right != null && right.version() > 1;
    String adopt = "./lwa adopt --app " + names.app();
    return Optional.of(
        moved
            ? Finding.warn(
                name(),
                "this misspelt name, from AWS's blog sample, is still there; nothing here reads it",
                "when no program reads it any more: " + adopt + " --delete-old")
            : Finding.bad(
                name(),
                "the client secret lies under this misspelt name, from AWS's blog sample: nothing here"
                    + " reads it",
                adopt
                    + " moves it to "
                    + names.clientSecret()
                    + " and says so first with --dry-run"));
  }
}
