package io.lwarotation.cli.put;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lwarotation.cli.CriticalSection;
import io.lwarotation.cli.Screen;
import io.lwarotation.cli.stack.ApplicationOptions;
import io.lwarotation.core.RotationRecord;
import io.lwarotation.core.rotation.RestoreEarlierSecret;
import io.lwarotation.core.rotation.RestoreEarlierSecret.Decision;
import io.lwarotation.core.rotation.RestoreEarlierSecret.Result;
import java.io.PrintWriter;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code lwa rollback}. */
@Command(
    name = "rollback",
    description = {
      "Stores the previous version of the client secret again, if it still works at Login with Amazon and at SP-API:"
          + " after a bad paste, or in the 7 days in which the old secret still works.",
      "",
      "It becomes a new version with the same key, tier and policies; no version is lost."
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  ./lwa rollback --app my-erp --dry-run   try it and store nothing",
      "  ./lwa rollback --app my-erp",
      "  ./lwa history --app my-erp              the versions there are",
      "",
      "--json prints one object: app, status (stored, would-store, refused or failed), fromVersion, toVersion,"
          + " newVersion, expiresAt, message.",
      "Ctrl-C before the writing stores nothing; during it, the command first finishes and reports. Either way"
          + " the exit code is 130."
    })
public final class RollbackCommand implements Callable<Integer> {
  @Option(names = "--dry-run", description = "Try it and store nothing.")
  private boolean dryRun;

  @Option(names = "--json", description = "Print the result as JSON.")
  private boolean json;

  @Mixin private ApplicationOptions application = new ApplicationOptions();

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    try (Storing storing = new Storing(application, "lwa-rollback")) {
      RestoreEarlierSecret restore = storing.earlierSecret();
      return switch (restore.decide(storing.toDecide())) {
        case Decision.Refused(String why) ->
            tell("refused", null, null, "Nothing was stored: " + why + ".");
        case Decision.Possible possible when dryRun ->
            tell(
                "would-store",
                possible,
                null,
                "Dry run: version "
                    + possible.version()
                    + " works and would be stored again in place of version "
                    + possible.replaces()
                    + ".");
        case Decision.Possible possible ->
            new CriticalSection(spec.commandLine().getErr())
                .run(() -> store(restore, possible, storing));
      };
    }
  }

  private int store(RestoreEarlierSecret restore, Decision.Possible possible, Storing storing) {
    return switch (restore.carryOut(possible, storing.toWrite())) {
      case Result.Lost _ ->
          tell(
              "failed",
              possible,
              null,
              "Nothing was stored: somebody else changed the secret or its record at the same time. Run the same"
                  + " command again.");
      case Result.NotRecorded(RuntimeException cause) ->
          tell(
              "failed",
              possible,
              null,
              "The secret of version "
                  + possible.version()
                  + " was stored again, but the rotation record was not written, so it counts as expiring 180 days"
                  + " from when it was stored; it expires on "
                  + LocalDate.ofInstant(possible.end().expiresAt(), ZoneOffset.UTC)
                  + ". Fix this and run ./lwa put --client-secret --expires with that date: "
                  + storing.said(cause));
      case Result.Stored(RotationRecord written) ->
          tell(
              "stored",
              possible,
              written,
              "Stored the client secret of version "
                  + possible.version()
                  + " again, as version "
                  + written.secretVersion()
                  + ".");
    };
  }

  private int tell(
      String status,
      Decision.@Nullable Possible possible,
      @Nullable RotationRecord written,
      String message) {
    PrintWriter out = spec.commandLine().getOut();
    boolean done = status.equals("stored") || status.equals("would-store");
    if (json) {
      ObjectNode root = new ObjectMapper().createObjectNode().put("app", application.app());
      root.put("status", status);
      if (possible != null) {
        root.put("fromVersion", possible.replaces()).put("toVersion", possible.version());
        root.put("expiresAt", possible.end().expiresAt().toString());
      }
      if (written != null) {
        root.put("newVersion", written.secretVersion());
      }
      out.println(root.put("message", message).toPrettyString());
      return done ? 0 : 1;
    }
    Screen screen = Screen.on(out);
    if (!done) {
      screen.bad(message);
      return 1;
    }
    if (possible != null) {
      PutReport.verdict(screen, application.app(), possible.verdict());
    }
    screen.good(message);
    if (possible != null) {
      screen.line(
          "    It expires on "
              + LocalDate.ofInstant(possible.end().expiresAt(), ZoneOffset.UTC)
              + " at the latest;");
      screen.line("    if a newer one was made in the console, within 7 days of that.");
    }
    return 0;
  }
}
