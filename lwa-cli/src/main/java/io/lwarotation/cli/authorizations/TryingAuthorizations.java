package io.lwarotation.cli.authorizations;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lwarotation.cli.ExitCode;
import io.lwarotation.cli.Screen;
import io.lwarotation.cli.WrongUsageException;
import io.lwarotation.cli.stack.ApplicationOptions;
import io.lwarotation.core.Authorization;
import io.lwarotation.core.DiagnosedException;
import io.lwarotation.core.Diagnosis;
import io.lwarotation.core.sweep.AuthorizationTrial;
import io.lwarotation.core.sweep.StoredAuthorization;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Tries one stored authorization, or all of them, for {@code lwa check}.
 *
 * @param json whether the result is printed as JSON
 */
public record TryingAuthorizations(ApplicationOptions application, PrintWriter out, boolean json) {
  /**
   * Ends with the exit code.
   *
   * @param named the one; all if it is null
   */
  public int run(@Nullable String named) {
    try (AuthorizationDesk desk = new AuthorizationDesk(application, "lwa-check")) {
      List<StoredAuthorization> chosen = chosen(desk, named);
      AuthorizationTrial trial = desk.trial();
      Screen screen = Screen.on(out);
      ObjectNode root = new ObjectMapper().createObjectNode().put("app", application.app());
      ArrayNode list = root.putArray("authorizations");
      boolean fails = false;
      boolean unknown = false;
      boolean prepared = false;
      for (StoredAuthorization one : chosen) {
        Optional<DiagnosedException> problem = Optional.empty();
        try {
          if (!prepared) {
            trial.prepare(one, desk.deadline());
            prepared = true;
          }
          if (one.token().isEmpty()) {
            throw new DiagnosedException(Diagnosis.NOT_CONFIGURED, one.problem() + ".", null);
          }
          trial.run(one, desk.deadline());
        } catch (DiagnosedException e) {
          problem = Optional.of(e);
        }
        ExitCode code = problem.map(ExitCode::of).orElse(ExitCode.DONE);
        unknown |= code == ExitCode.UNKNOWN;
        fails |= code == ExitCode.FAILED;
        show(screen, list.addObject(), one.authorization(), problem);
      }
      if (json) {
        out.println(root.toPrettyString());
      } else if (chosen.isEmpty()) {
        screen.line("No authorization is stored besides the application's own.");
      }
      if (fails) {
        return ExitCode.FAILED.code();
      }
      return unknown ? ExitCode.UNKNOWN.code() : ExitCode.DONE.code();
    }
  }

  private List<StoredAuthorization> chosen(AuthorizationDesk desk, @Nullable String named) {
    if (named == null) {
      return desk.list().all();
    }
    Authorization one = WrongUsageException.authorization(named);
    return List.of(
        desk.vault()
            .find(one, desk.deadline())
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "there is no "
                            + desk.path().token(one)
                            + "; store it with ./lwa put --app "
                            + application.app()
                            + " --authorization "
                            + one)));
  }

  private void show(
      Screen screen,
      ObjectNode node,
      Authorization authorization,
      Optional<DiagnosedException> problem) {
    node.put("authorization", authorization.toString())
        .put("status", problem.isPresent() ? "failed" : "ok");
    problem.ifPresent(e -> node.put("diagnosis", e.diagnosis().label()).put("message", e.remedy()));
    if (json) {
      return;
    }
    if (problem.isPresent()) {
      screen.bad(
          authorization + ": " + problem.get().diagnosis().label() + ": " + problem.get().remedy());
    } else {
      screen.good(authorization + " works.");
    }
  }
}
