package io.lwarotation.cli.authorizations;

import io.lwarotation.cli.ExitCode;
import io.lwarotation.cli.Screen;
import io.lwarotation.cli.stack.ApplicationOptions;
import io.lwarotation.core.DiagnosedException;
import io.lwarotation.core.sweep.StoreAuthorization;
import io.lwarotation.core.sweep.StoreAuthorization.Outcome;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;

/**
 * Stores many authorizations one after the other, for {@code lwa import}. Each is tried first, and
 * what is stored already is not written again: so it may be broken off and run again.
 */
public record ImportingAuthorizations(
    ApplicationOptions application, Screen screen, PrintWriter err) {
  private static final int EVERY = 50;

  /** Ends with the exit code. */
  public int run(Path source, boolean dryRun) throws IOException {
    List<ManyAuthorizations.Entry> all = ManyAuthorizations.read(source);
    String done = dryRun ? "would be stored" : "stored";
    int stored = 0;
    int unchanged = 0;
    int refused = 0;
    try (AuthorizationDesk desk = new AuthorizationDesk(application, "lwa-import")) {
      StoreAuthorization storing = desk.storing();
      for (ManyAuthorizations.Entry entry : all) {
        switch (storing.run(entry.request(dryRun), desk.deadline())) {
          case Outcome.Stored _ -> {
            stored++;
            screen.good(entry.authorization() + (dryRun ? " would be stored." : " is stored."));
          }
          case Outcome.Unchanged _ -> unchanged++;
          case Outcome.Refused(DiagnosedException why) -> {
            refused++;
            screen.bad(
                "%s, %s is not stored. %s: %s",
                entry.place(), entry.authorization(), why.diagnosis().label(), why.remedy());
          }
        }
        int tried = stored + unchanged + refused;
        if (tried % EVERY == 0) {
          err.println(tried + " of " + all.size() + " tried");
        }
      }
    }
    screen.line(
        "%d authorizations: %d %s, %d already stored, %d not stored.",
        all.size(), stored, done, unchanged, refused);
    return refused == 0 ? ExitCode.DONE.code() : ExitCode.FAILED.code();
  }
}
