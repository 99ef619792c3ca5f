package io.lwarotation.cli.put;

import io.lwarotation.cli.Screen;
import io.lwarotation.cli.stack.ApplicationOptions;
import io.lwarotation.core.Diagnosis;
import io.lwarotation.core.RotationRecord;
import io.lwarotation.core.rotation.Credential;
import io.lwarotation.core.rotation.SecretEnd;
import io.lwarotation.core.rotation.SecretTrial;
import io.lwarotation.core.rotation.SecretTrial.Authorization;
import io.lwarotation.core.rotation.SecretTrial.Verdict;
import io.lwarotation.core.rotation.StoreCredentials.Decision;
import io.lwarotation.core.rotation.StoreCredentials.Result;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Collectors;

/** Tells a person how the storing of credentials ended; each answer is the exit code. */
record PutReport(Screen screen, ApplicationOptions application, Storing storing) {
  /** Nothing is to be written. */
  int refused(Decision.Refused refused) {
    screen.bad("Nothing was stored: " + refused.why() + ".");
    return 1;
  }

  /** A dry run. */
  int wouldStore(Decision.Possible possible) {
    verdict(screen, application.app(), possible.verdict());
    if (possible.changed().isEmpty()) {
      screen.good(
          "Dry run: these credentials are stored already; "
              + (possible.end().isPresent()
                  ? "only the date would be written."
                  : "nothing would be written."));
    } else {
      screen.good("Dry run: would store the " + spoken(possible.changed()) + ".");
    }
    possible
        .end()
        .ifPresent(
            end ->
                screen.line("    Would record that it expires on " + date(end.expiresAt()) + "."));
    possible.end().flatMap(SecretEnd::remark).ifPresent(text -> screen.paragraph("    ", text));
    return 0;
  }

  int show(Decision.Possible possible, Result result) {
    return switch (result) {
      case Result.Lost _ -> {
        screen.bad(
            "Nothing was stored: somebody else changed the rotation record at the same time. Run the same command"
                + " again.");
        yield 1;
      }
      case Result.Partly partly -> {
        showPartly(partly);
        yield 1;
      }
      case Result.Stored stored -> {
        showStored(possible, stored);
        yield 0;
      }
    };
  }

  private void showStored(Decision.Possible possible, Result.Stored stored) {
    verdict(screen, application.app(), possible.verdict());
    screen.good(
        possible.changed().isEmpty()
            ? "These credentials were stored already."
            : "Stored the " + spoken(possible.changed()) + ".");
    stored.record().ifPresent(this::showEnd);
    possible.end().flatMap(SecretEnd::remark).ifPresent(text -> screen.paragraph("    ", text));
    if (stored.overwrote()) {
      screen.unsure(
          "!",
          "Somebody else stored another client secret a moment before; this one replaced it. See ./lwa history --app "
              + application.app());
    }
  }

  private void showEnd(RotationRecord record) {
    screen.line(
        "    The client secret (version "
            + record.secretVersion()
            + ") expires on "
            + date(record.expiresAt())
            + ".");
  }

  private void showPartly(Result.Partly partly) {
    screen.line(
        partly.written().isEmpty()
            ? "  Nothing is known to be stored."
            : "  Stored: " + spoken(partly.written()) + ".");
    boolean begun = partly.failed().isPresent() || !partly.missing().isEmpty();
    partly
        .failed()
        .ifPresent(
            failed ->
                screen.bad("AWS did not confirm that it stored the " + failed.spoken() + "."));
    if (!begun) {
      screen.bad(
          "The rotation record was not written: until it is, the client secret counts as expiring 180"
              + " days after it was stored.");
    }
    if (!partly.missing().isEmpty()) {
      screen.line("  Not begun: " + spoken(partly.missing()) + ".");
    }
    screen.paragraph("  ", storing.said(partly.cause()));
    screen.paragraph(
        "  ",
        begun
            ? "To finish, fix that and run the same command again: it writes only what is not stored yet."
            : "To write it, fix that and run: ./lwa put --app "
                + application.app()
                + " --client-secret --expires with the date that the console shows.");
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
              result.authorization() instanceof Authorization.Works
                  ? "Login with Amazon and SP-API accept these credentials."
                  : "Login with Amazon and SP-API accept the client secret.");
    }
    switch (result.authorization()) {
      case Authorization.Works _, Authorization.NotTried _ -> {}
      case Authorization.Denied(String why) ->
          screen.unsure(
              "!",
              Diagnosis.CHECK_ROLES.label()
                  + ": "
                  + why
                  + "; check the application's roles in the Developer Console, and whether the seller has"
                  + " authorized it again since they changed.");
      case Authorization.Refused(Diagnosis diagnosis, String why) ->
          screen.unsure(
              "!",
              diagnosis.label()
                  + ": calls for the seller do not work, because "
                  + why
                  + "."
                  + (diagnosis == Diagnosis.REAUTHORIZE
                      ? " Authorize the application again in Seller Central, then run: ./lwa put --app "
                          + app
                          + " --refresh-token"
                      : ""));
      case Authorization.Open(String why) ->
          screen.unsure("!", "No call shows whether calls for the seller work: " + why + ".");
    }
  }

  private static LocalDate date(Instant moment) {
    return LocalDate.ofInstant(moment, ZoneOffset.UTC);
  }

  static String spoken(List<Credential> credentials) {
    return credentials.stream().map(Credential::spoken).collect(Collectors.joining(", "));
  }
}
