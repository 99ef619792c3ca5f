package io.lwarotation.cli.put;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lwarotation.cli.CriticalSection;
import io.lwarotation.cli.Days;
import io.lwarotation.cli.ExitCode;
import io.lwarotation.cli.stack.ApplicationCommand;
import io.lwarotation.core.RotationRecord;
import io.lwarotation.core.rotation.RestoreEarlierSecret;
import io.lwarotation.core.rotation.RestoreEarlierSecret.Decision;
import io.lwarotation.core.rotation.RestoreEarlierSecret.Result;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code lwa rollback}. */
@Command(
    name = "rollback",
    description =
        """
        Stores the previous version of the client secret again, if it still works at Login with \
        Amazon and at SP-API: after a bad paste, or in the 7 days in which the old secret still \
        works.

        It becomes a new version with the same key, tier and policies; no version is lost.""",
    footer =
        """

        Examples:
          ./lwa rollback --app my-erp --dry-run   try it and store nothing
          ./lwa rollback --app my-erp
          ./lwa history --app my-erp              the versions there are

        --json prints one object: app, status (stored, would-store, refused or failed), \
        fromVersion, toVersion, newVersion, expiresAt, message.
        Ctrl-C before the writing stores nothing; during it, the command first finishes and \
        reports. Either way the exit code is 130.""")
public final class RollbackCommand extends ApplicationCommand {
  @Option(names = "--dry-run", description = "Try it and store nothing.")
  private boolean dryRun;

  @Option(names = "--json", description = "Print the result as JSON.")
  private boolean json;

  @Override
  public Integer call() throws Exception {
    try (Storing storing = new Storing(application, "lwa-rollback", screen(), err())) {
      RestoreEarlierSecret restore = storing.earlierSecret();
      return switch (restore.decide(storing.deadline())) {
        case Decision.Refused(String why) ->
            fails("refused", null, "Nothing was stored: " + why + ".");
        case Decision.Possible possible when dryRun ->
            works(
                "would-store",
                possible,
                null,
                "Dry run: version %d works and would be stored again in place of version %d."
                    .formatted(possible.version(), possible.replaces()));
        case Decision.Possible possible ->
            new CriticalSection(err())
                .run(() -> told(possible, restore.carryOut(possible, storing.toWrite())));
      };
    }
  }

  private int told(Decision.Possible possible, Result result) {
    return switch (result) {
      case Result.Lost _ ->
          fails(
              "failed",
              possible,
              "Nothing was stored: somebody else changed the secret or its record at the same time. Run the same"
                  + " command again.");
      case Result.NotRecorded(RuntimeException cause) ->
          fails(
              "failed",
              possible,
              "The secret of version %d was stored again, but the rotation record was not written, so it counts as expiring 180 days from when it was stored; it expires on %s. Fix this and run ./lwa put --client-secret --expires with that date: %s"
                  .formatted(
                      possible.version(),
                      Days.of(possible.end().expiresAt()),
                      explain(cause).getMessage()));
      case Result.Stored(RotationRecord written) ->
          works(
              "stored",
              possible,
              written,
              "Stored the client secret of version %d again, as version %d."
                  .formatted(possible.version(), written.secretVersion()));
    };
  }

  private int fails(String status, Decision.@Nullable Possible possible, String message) {
    if (json) {
      print(result(status, possible).put("message", message));
    } else {
      bad(message);
    }
    return ExitCode.FAILED.code();
  }

  private int works(
      String status, Decision.Possible possible, @Nullable RotationRecord written, String message) {
    if (json) {
      ObjectNode root = result(status, possible);
      if (written != null) {
        root.put("newVersion", written.secretVersion());
      }
      print(root.put("message", message));
    } else {
      PutReport.verdict(screen(), application.app(), possible.verdict());
      good(message);
      line("    It expires on " + Days.of(possible.end().expiresAt()) + " at the latest;");
      line("    if a newer one was made in the console, within 7 days of that.");
    }
    return ExitCode.DONE.code();
  }

  private ObjectNode result(String status, Decision.@Nullable Possible possible) {
    ObjectNode root = json().put("status", status);
    if (possible != null) {
      root.put("fromVersion", possible.replaces()).put("toVersion", possible.version());
      root.put("expiresAt", possible.end().expiresAt().toString());
    }
    return root;
  }
}
