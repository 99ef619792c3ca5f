package io.lwarotation.cli.put;

import io.lwarotation.cli.CriticalSection;
import io.lwarotation.cli.Screen;
import io.lwarotation.cli.stack.ApplicationOptions;
import io.lwarotation.core.rotation.StoreCredentials;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/** Decides, writes and reports: what put, adopt and import have in common. */
record StoringRun(PrintWriter err, PutReport report, Storing storing) {
  static StoringRun on(
      CommandSpec spec, Screen screen, ApplicationOptions application, Storing storing) {
    return new StoringRun(
        spec.commandLine().getErr(), new PutReport(screen, application, storing), storing);
  }

  /** The day that the console shows, from its first moment. */
  static Optional<Instant> midnight(@Nullable LocalDate expires) {
    return Optional.ofNullable(expires).map(date -> date.atStartOfDay(ZoneOffset.UTC).toInstant());
  }

  /** Ends with the exit code. */
  int run(StoreCredentials.Request request, boolean dryRun) throws Exception {
    StoreCredentials store = storing.credentials();
    if (Screen.terminal().isPresent()) {
      err.println("  Trying them at Login with Amazon and SP-API …");
      err.flush();
    }
    return switch (store.decide(request, storing.toDecide())) {
      case StoreCredentials.Decision.Refused refused -> report.refused(refused);
      case StoreCredentials.Decision.Possible possible when dryRun -> report.wouldStore(possible);
      case StoreCredentials.Decision.Possible possible ->
          new CriticalSection(err)
              .run(() -> report.show(possible, store.carryOut(possible, storing.toWrite())));
    };
  }
}
