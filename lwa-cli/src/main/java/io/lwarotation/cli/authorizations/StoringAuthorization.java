package io.lwarotation.cli.authorizations;

import io.lwarotation.cli.CriticalSection;
import io.lwarotation.cli.ExitCode;
import io.lwarotation.cli.Screen;
import io.lwarotation.core.Authorization;
import io.lwarotation.core.sweep.StoreAuthorization;
import io.lwarotation.core.sweep.StoreAuthorization.Outcome;
import java.io.PrintWriter;
import java.time.LocalDate;

/** Stores one authorization and says what became of it. */
public record StoringAuthorization(AuthorizationDesk desk, Screen screen, PrintWriter err) {
  /** Ends with the exit code. */
  public int run(StoreAuthorization.Request request) throws Exception {
    StoreAuthorization storing = desk.storing();
    return new CriticalSection(err).run(() -> show(request, storing.run(request, desk.deadline())));
  }

  private int show(StoreAuthorization.Request request, Outcome outcome) {
    Authorization one = request.authorization();
    switch (outcome) {
      case Outcome.Stored(var problem) -> {
        if (problem.isPresent()) {
          screen.unsure("!", "Stored although it does not work: " + problem.get().remedy());
        } else {
          screen.good(
              request.dryRun()
                  ? "Dry run: " + one + " works and would be stored."
                  : one + " works and is stored.");
        }
        if (!request.dryRun()) {
          screen.line("    Call with it: {\"authorization\":\"" + one + "\"}");
        }
      }
      case Outcome.Unchanged(LocalDate since) ->
          screen.good(one + " works and has been stored since " + since + ": nothing to do.");
      case Outcome.Refused(var why) -> {
        screen.bad(
            "Nothing was stored: the refresh token was tried for %s. %s: %s",
            one, why.diagnosis().label(), why.remedy());
        return ExitCode.FAILED.code();
      }
    }
    return ExitCode.DONE.code();
  }
}
