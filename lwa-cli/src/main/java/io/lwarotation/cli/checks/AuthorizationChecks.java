package io.lwarotation.cli.checks;

import io.lwarotation.adapter.aws.SsmSweepStates;
import io.lwarotation.core.AuthorizationPath;
import io.lwarotation.core.Deadline;
import io.lwarotation.core.sweep.SweepState;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.ParameterType;

/**
 * The authorizations beside the application's own.
 *
 * @param swept whether a daily sweep looks after them
 */
record AuthorizationChecks(Application app, boolean swept) {
  static final String RIGHTS = "ssm:GetParametersByPath and ssm:GetParameters";
  private static final Duration LONGEST = Duration.ofSeconds(30);

  /** How many there are, and how many need attention; nothing where none are expected. */
  List<Finding> counted() {
    String subject = "authorizations";
    String name = app.names().app();
    AuthorizationPath path = AuthorizationPath.ofApp(name);
    try (SsmClient ssm = app.aws().ssm()) {
      long stored =
          ssm
              .getParametersByPathPaginator(
                  request -> request.path(path.path()).recursive(true).maxResults(10))
              .stream()
              .flatMap(page -> page.parameters().stream())
              .filter(one -> one.type() == ParameterType.SECURE_STRING)
              .filter(one -> path.ofToken(one.name()).isPresent())
              .count();
      if (!swept) {
        return stored == 0
            ? List.of()
            : List.of(
                Finding.ok(
                    subject,
                    stored
                        + " stored, and no daily sweep tries them (the setting sweep=true does)"));
      }
      SweepState state =
          new SsmSweepStates(ssm, "/" + name + "/lwa/sweep")
              .read(Deadline.in(LONGEST, InstantSource.system()));
      long failing = state.failing().size() + state.unnamed().count();
      String swept =
          state.finishedAt().map(at -> "last tried at " + at).orElse("not tried yet by the sweep");
      String needing = failing + " of them " + (failing == 1 ? "needs" : "need") + " attention, ";
      String text = stored + " stored, " + needing + swept;
      return List.of(
          failing == 0
              ? Finding.ok(subject, text)
              : Finding.warn(subject, text, "see which: " + app.command("authorizations")));
    }
  }
}
