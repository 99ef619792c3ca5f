package io.lwarotation.cli.put;

import io.lwarotation.cli.Screen;
import io.lwarotation.cli.stack.ApplicationOptions;
import io.lwarotation.cli.stack.AwsTrouble;
import io.lwarotation.core.RotationRecord;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.exception.SdkException;

/** Tells a person how the storing of credentials ended. */
record PutReport(Screen screen, ApplicationOptions application) {
  /** The exit code that goes with it. */
  int show(PutCredentials.Result result) {
    return switch (result) {
      case PutCredentials.Result.Refused(String why) -> {
        screen.bad("Nothing was stored: " + why + ".");
        yield 1;
      }
      case PutCredentials.Result.Partly partly -> {
        showPartly(partly);
        yield 1;
      }
      case PutCredentials.Result.WouldStore(List<Credential> changed, Trial.Verdict verdict) -> {
        showVerdict(verdict);
        screen.good(
            changed.isEmpty()
                ? "Dry run: all of this is stored already."
                : "Dry run: would store the " + spoken(changed) + ".");
        yield 0;
      }
      case PutCredentials.Result.Stored(
              List<Credential> written,
              Optional<RotationRecord> record,
              Trial.Verdict verdict) -> {
        showVerdict(verdict);
        screen.good(
            written.isEmpty()
                ? "All of this was stored already."
                : "Stored the " + spoken(written) + ".");
        record.ifPresent(
            news ->
                screen.line(
                    "    The client secret (version "
                        + news.secretVersion()
                        + ") expires on "
                        + LocalDate.ofInstant(news.expiresAt(), ZoneOffset.UTC)
                        + "."));
        yield 0;
      }
    };
  }

  private void showPartly(PutCredentials.Result.Partly partly) {
    screen.line(
        partly.written().isEmpty()
            ? "  Surely stored: nothing."
            : "  Stored: " + spoken(partly.written()) + ".");
    partly
        .failed()
        .ifPresentOrElse(
            failed -> screen.bad("Not stored, as far as AWS told: the " + failed.spoken() + "."),
            () ->
                screen.bad(
                    "The rotation record was not written: until it is, the client secret counts as expiring 180"
                        + " days after it was stored."));
    if (!partly.missing().isEmpty()) {
      screen.line("  Not begun: " + spoken(partly.missing()) + ".");
    }
    screen.paragraph("  ", said(partly.cause()));
    screen.paragraph(
        "  ",
        partly.failed().isPresent()
            ? "To finish, mend that and run the same command again: what is stored already is not written twice."
            : "To write it, mend that and run: ./lwa put --app "
                + application.app()
                + " --client-secret --expires with the date that the console shows.");
  }

  private String said(RuntimeException cause) {
    return String.valueOf(
        cause instanceof SdkException refused
            ? AwsTrouble.sentence(refused, application.aws())
            : cause.getMessage());
  }

  private void showVerdict(Trial.Verdict verdict) {
    switch (verdict) {
      case Trial.Verdict.Works _ ->
          screen.good("Login with Amazon and SP-API accept these credentials.");
      case Trial.Verdict.WorksWithoutRole _ ->
          screen.good(
              "The credentials are accepted, but the application may not make the probing call: check its roles"
                  + " in the Developer Console.");
      case Trial.Verdict.Fails(String why) ->
          screen.bad("These credentials do not work, because " + why + ".");
      case Trial.Verdict.Unknown(String why) ->
          screen.bad("Whether these credentials work could not be seen, because " + why + ".");
    }
  }

  static String spoken(List<Credential> credentials) {
    return credentials.stream().map(Credential::spoken).collect(Collectors.joining(", "));
  }
}
