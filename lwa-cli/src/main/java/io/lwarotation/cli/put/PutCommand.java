package io.lwarotation.cli.put;

import io.lwarotation.adapter.CrtHttp;
import io.lwarotation.adapter.HttpSpApi;
import io.lwarotation.adapter.LwaTokenEndpoint;
import io.lwarotation.cli.CriticalSection;
import io.lwarotation.cli.Screen;
import io.lwarotation.cli.stack.ApplicationOptions;
import io.lwarotation.cli.stack.AwsTrouble;
import io.lwarotation.core.ParameterNames;
import io.lwarotation.core.RotationRecord;
import io.lwarotation.core.Secret;
import java.io.Console;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ssm.SsmClient;

/** {@code lwa put}. */
@Command(
    name = "put",
    description = {
      "Stores the LWA credentials of an application, after trying them at Login with Amazon and at SP-API.",
      "",
      "Asks for them without echo, or reads them with --from; never takes one on the command line, where"
          + " the shell's history and the process list would keep it. What works is never replaced by"
          + " what does not."
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  ./lwa put --app my-erp                      asks for all three",
      "  ./lwa put --app my-erp --client-secret      asks for a new client secret only",
      "  ./lwa put --from credentials.txt            lines client-id=…, client-secret=…, refresh-token=…",
      "  … | ./lwa put --client-secret --from -      from another program",
      "",
      "The order of writing: client id, refresh token, client secret, rotation record. Ctrl-C before the writing",
      "stores nothing; during it, the writing is finished and reported first. Either way the exit code is then 130.",
      "Needs the rights ssm:GetParameters, ssm:DescribeParameters, ssm:PutParameter; kms:Decrypt, kms:Encrypt and",
      "kms:GenerateDataKey on the key; cloudformation:DescribeStacks.",
      "Exit codes: 0 stored (or, with --dry-run, would be), 1 refused or failed, 2 wrong usage."
    })
public final class PutCommand implements Callable<Integer> {
  @Option(names = "--client-id", description = "Store the client id.")
  private boolean clientId;

  @Option(names = "--client-secret", description = "Store the client secret.")
  private boolean clientSecret;

  @Option(names = "--refresh-token", description = "Store the refresh token.")
  private boolean refreshToken;

  @Option(
      names = "--from",
      paramLabel = "FILE",
      description = "Read them from a file, or from standard input with -.")
  private @Nullable Path from;

  @Option(
      names = "--expires",
      paramLabel = "DATE",
      description =
          "When the client secret expires, as the Developer Console shows it, such as 2026-12-07 (default:"
              + " 180 days from now).")
  private @Nullable LocalDate expires;

  @Option(
      names = "--force",
      description = "Store them even if they do not work; asks at the terminal.")
  private boolean force;

  @Option(names = "--dry-run", description = "Try them and store nothing.")
  private boolean dryRun;

  @Mixin private ApplicationOptions application = new ApplicationOptions();

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    Screen screen = Screen.on(spec.commandLine().getOut());
    ParameterNames names = application.names();
    Map<Credential, Secret> given = credentials();
    InstantSource clock = InstantSource.system();
    try (SsmClient ssm = application.aws().ssm();
        CrtHttp http = new CrtHttp()) {
      URI spApiEndpoint = application.spApiEndpoint();
      Trial trial =
          new Trial(
              new LwaTokenEndpoint(http, application.tokenEndpoint()),
              new HttpSpApi(
                  http, spApiEndpoint, "LwaRotation/1.0 (Language=Java/25; Command=lwa-put)"));
      PutCredentials put = new PutCredentials(new SsmVault(ssm, names, clock), trial, clock);
      PutCredentials.Decision decision = put.decide(request(given));
      return new CriticalSection(spec.commandLine().getErr())
          .run(() -> show(screen, decision.carryOut()));
    } catch (SdkException e) {
      throw AwsTrouble.explain(e, application.aws());
    }
  }

  private PutCredentials.Request request(Map<Credential, Secret> given) {
    Optional<Instant> expiresAt =
        Optional.ofNullable(expires).map(date -> date.atStartOfDay(ZoneOffset.UTC).toInstant());
    return new PutCredentials.Request(given, expiresAt, force && confirmed(), dryRun);
  }

  private Map<Credential, Secret> credentials() throws IOException {
    Set<Credential> chosen = chosen();
    Set<Credential> wanted = chosen.isEmpty() ? EnumSet.allOf(Credential.class) : chosen;
    if (from == null) {
      return CredentialInput.ask(wanted, Screen.terminal());
    }
    Map<Credential, Secret> found = CredentialInput.read(from, wanted);
    if (chosen.isEmpty()) {
      if (found.isEmpty()) {
        throw new IllegalArgumentException("there is no credential in " + from);
      }
      return found;
    }
    Map<Credential, Secret> picked = new EnumMap<>(Credential.class);
    for (Credential credential : chosen) {
      Secret value = found.get(credential);
      if (value == null) {
        throw new IllegalArgumentException("there is no " + credential.key() + "= in " + from);
      }
      picked.put(credential, value);
    }
    return picked;
  }

  private Set<Credential> chosen() {
    Set<Credential> chosen = EnumSet.noneOf(Credential.class);
    if (clientId) {
      chosen.add(Credential.CLIENT_ID);
    }
    if (clientSecret) {
      chosen.add(Credential.CLIENT_SECRET);
    }
    if (refreshToken) {
      chosen.add(Credential.REFRESH_TOKEN);
    }
    return chosen;
  }

  private boolean confirmed() {
    Console console =
        Screen.terminal()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "--force asks for a confirmation, and there is no terminal to ask at"));
    String answer =
        console.readLine(
            "If these credentials do not work, every call of %s fails from now on. Type %s to store them all the"
                + " same: ",
            application.app(), application.app());
    if (!application.app().equals(answer)) {
      throw new IllegalArgumentException("not confirmed; nothing was stored");
    }
    return true;
  }

  private int show(Screen screen, PutCredentials.Result result) {
    return switch (result) {
      case PutCredentials.Result.Refused(String why) -> {
        screen.bad("Nothing was stored: " + why + ".");
        yield 1;
      }
      case PutCredentials.Result.Partly partly -> {
        showPartly(screen, partly);
        yield 1;
      }
      case PutCredentials.Result.WouldStore(List<Credential> changed, Trial.Verdict verdict) -> {
        showVerdict(screen, verdict);
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
        showVerdict(screen, verdict);
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

  private void showPartly(Screen screen, PutCredentials.Result.Partly partly) {
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

  private static void showVerdict(Screen screen, Trial.Verdict verdict) {
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

  private static String spoken(List<Credential> credentials) {
    return credentials.stream().map(Credential::spoken).collect(Collectors.joining(", "));
  }
}
