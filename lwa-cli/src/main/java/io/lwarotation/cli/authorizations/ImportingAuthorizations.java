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
    ApplicationOptions application, PrintWriter out, PrintWriter err) {
  private static final int EVERY = 50;

  /** Ends with the exit code. */
  public int run(Path source, boolean dryRun) throws IOException {
    List<ManyAuthorizations.Entry> all = ManyAuthorizations.read(source);
    Screen screen = Screen.on(out);
    int stored = 0;
    int unchanged = 0;
    int refused = 0;
    try (AuthorizationDesk desk = new AuthorizationDesk(application, "lwa-import")) {
      StoreAuthorization storing = desk.storing();
      for (int i = 0; i < all.size(); i++) {
        ManyAuthorizations.Entry entry = all.get(i);
        StoreAuthorization.Request request =
            new StoreAuthorization.Request(
                entry.authorization(), entry.token(), entry.authorized(), false, dryRun);
        switch (storing.run(request, desk.deadline())) {
          case Outcome.Stored _ -> {
            stored++;
            screen.good(entry.authorization() + (dryRun ? " would be stored." : " is stored."));
          }
          case Outcome.Unchanged _ -> unchanged++;
          case Outcome.Refused(DiagnosedException why) -> {
            refused++;
            screen.bad(
                entry.place()
                    + ", "
                    + entry.authorization()
                    + " is not stored. "
                    + why.diagnosis().label()
                    + ": "
                    + why.remedy());
          }
        }
        if ((i + 1) % EVERY == 0) {
          err.println((i + 1) + " of " + all.size() + " tried");
        }
      }
    }
    screen.line(
        "%d authorizations: %d %s, %d already stored, %d not stored."
            .formatted(
                all.size(), stored, dryRun ? "would be stored" : "stored", unchanged, refused));
    return refused == 0 ? ExitCode.DONE.code() : ExitCode.FAILED.code();
  }
}
