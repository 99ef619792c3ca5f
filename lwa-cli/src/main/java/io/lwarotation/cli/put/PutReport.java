package io.lwarotation.cli.put;

import io.lwarotation.cli.Days;
import io.lwarotation.cli.ExitCode;
import io.lwarotation.cli.Screen;
import io.lwarotation.cli.stack.ApplicationOptions;
import io.lwarotation.core.Diagnosis;
import io.lwarotation.core.rotation.Credential;
import io.lwarotation.core.rotation.SecretEnd;
import io.lwarotation.core.rotation.SecretTrial;
import io.lwarotation.core.rotation.SecretTrial.Authorization;
import io.lwarotation.core.rotation.SecretTrial.Verdict;
import io.lwarotation.core.rotation.StoreCredentials.Decision;
import io.lwarotation.core.rotation.StoreCredentials.Result;
import java.util.Collection;
import java.util.stream.Collectors;

/** Tells a person how the storing of credentials ended; each answer is the exit code. */
record PutReport(Screen screen, ApplicationOptions application) {
  /** Nothing is to be written. */
  int refused(Decision.Refused refused) {
    screen.bad("Nothing was stored: " + refused.why() + ".");
    return ExitCode.FAILED.code();
  }

  /** A dry run. */
  int wouldStore(Decision.Possible possible) {
    verdict(screen, application.app(), possible.verdict());
    if (possible.changed().isEmpty()) {
      screen.good(
          "Dry run: these credentials are stored already; %s would be written.",
          possible.end().isPresent() ? "only the date" : "nothing");
    } else {
      screen.good("Dry run: would store the " + spoken(possible.changed()) + ".");
    }
    possible
        .end()
        .map(end -> "    Would record that it expires on " + Days.of(end.expiresAt()) + ".")
        .ifPresent(screen::line);
    remark(possible);
    return ExitCode.DONE.code();
  }

  int show(Decision.Possible possible, Result result) {
    return switch (result) {
      case Result.Lost _ -> {
        screen.bad(
            "Nothing was stored: somebody else changed the rotation record at the same time. Run the same command"
                + " again.");
        yield ExitCode.FAILED.code();
      }
      case Result.Partly partly -> {
        showPartly(partly);
        yield ExitCode.FAILED.code();
      }
      case Result.Stored stored -> {
        showStored(possible, stored);
        yield ExitCode.DONE.code();
      }
    };
  }

  private void showStored(Decision.Possible possible, Result.Stored stored) {
    verdict(screen, application.app(), possible.verdict());
    screen.good(
        possible.changed().isEmpty()
            ? "These credentials were stored already."
            : "Stored the " + spoken(possible.changed()) + ".");
    stored
        .record()
        .map(
            record ->
                "    The client secret (version %d) expires on %s."
                    .formatted(record.secretVersion(), Days.of(record.expiresAt())))
        .ifPresent(screen::line);
    remark(possible);
    if (stored.overwrote()) {
      screen.unsure(
          "!",
          "Somebody else stored another client secret a moment before; this one replaced it. See ./lwa history --app "
              + application.app());
    }
  }

  private void remark(Decision.Possible possible) {
    possible.end().flatMap(SecretEnd::remark).ifPresent(text -> screen.paragraph("    ", text));
  }

  private void showPartly(Result.Partly partly) {
    screen.line(
        partly.written().isEmpty()
            ? "  Nothing is known to be stored."
            : "  Stored: " + spoken(partly.written()) + ".");
    boolean begun = partly.failed().isPresent() || !partly.missing().isEmpty();
    partly
        .failed()
        .map(failed -> "AWS did not confirm that it stored the " + failed.spoken() + ".")
        .ifPresent(screen::bad);
    if (!begun) {
      screen.bad(
          "The rotation record was not written: until it is, the client secret counts as expiring 180"
              + " days after it was stored.");
    }
    if (!partly.missing().isEmpty()) {
      screen.line("  Not begun: " + spoken(partly.missing()) + ".");
    }
    screen.paragraph("  ", String.valueOf(application.explain(partly.cause()).getMessage()));
    screen.paragraph(
        "  ",
        begun
            ? "To finish, fix that and run the same command again: it writes only what is not stored yet."
            : "To write it, fix that and run: ./lwa put --app %s --client-secret --expires with the date that the console shows."
                .formatted(application.app()));
  }

  /** What a trial showed. */
  static void verdict(Screen screen, String app, SecretTrial.Result result) {
    switch (result.secret()) {
      case Verdict.Refused(String why) ->
          screen.bad("These credentials do not work, because " + why + ".");
      case Verdict.Open(String why, _) ->
          screen.bad("No call shows whether these credentials work, because " + why + ".");
      case Verdict.Works _ ->
          screen.good(
              "Login with Amazon and SP-API accept %s.",
              result.authorization() instanceof Authorization.Works
                  ? "these credentials"
                  : "the client secret");
    }
    switch (result.authorization()) {
      case Authorization.Works _, Authorization.NotTried _ -> {}
      case Authorization.Denied(String why) ->
          screen.unsure(
              "!",
              "%s: %s; check the application's roles in the Developer Console, and whether the seller has authorized it again since they changed.",
              Diagnosis.CHECK_ROLES.label(),
              why);
      case Authorization.Refused(Diagnosis diagnosis, String why) -> {
        String remedy =
            diagnosis == Diagnosis.REAUTHORIZE
                ? " Authorize the application again in Seller Central, then run: ./lwa put --app %s --refresh-token"
                    .formatted(app)
                : "";
        screen.unsure(
            "!",
            "%s: calls for the seller do not work, because %s.%s",
            diagnosis.label(),
            why,
            remedy);
      }
      case Authorization.Open(String why) ->
          screen.unsure("!", "No call shows whether calls for the seller work: " + why + ".");
    }
  }

  static String spoken(Collection<Credential> credentials) {
    return credentials.stream().map(Credential::spoken).collect(Collectors.joining(", "));
  }
}
