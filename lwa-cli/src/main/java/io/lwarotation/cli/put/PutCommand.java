package io.lwarotation.cli.put;

import io.lwarotation.cli.Prompt;
import io.lwarotation.cli.Screen;
import io.lwarotation.cli.TypedText;
import io.lwarotation.cli.WrongUsageException;
import io.lwarotation.cli.authorizations.AuthorizationDesk;
import io.lwarotation.cli.authorizations.StoringAuthorization;
import io.lwarotation.cli.stack.ApplicationOptions;
import io.lwarotation.core.Secret;
import io.lwarotation.core.rotation.Credential;
import io.lwarotation.core.rotation.StoreCredentials;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code lwa put}. */
@Command(
    name = "put",
    description = {
      "Tries an application's LWA credentials at Login with Amazon and at SP-API, then stores them.",
      "",
      "Asks for them without echo, or reads them with --from. It never takes one on the command line, where"
          + " the shell's history and the process list would keep it. Unless you give --force, it never replaces"
          + " credentials that work with some that do not."
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  ./lwa put --app my-erp                    asks for all three",
      "  ./lwa put --app my-erp --client-secret    asks for a new client secret only",
      "  ./lwa put --authorization eu/acme         another selling partner's token",
      "  ./lwa put --from credentials.txt          reads a file",
      "  … | ./lwa put --client-secret --from -    from another program",
      "",
      "A file has lines client-id=…, client-secret=…, refresh-token=…; .env (LWA_CLIENT_ID=\"…\") and JSON are read as well.",
      "",
      "It writes the client id, the refresh token, the client secret and the rotation record, in this order. Ctrl-C"
          + " before that stores nothing; during it, the command first finishes and reports. Either way the exit code is 130.",
      "Needs the rights cloudformation:DescribeStacks, ssm:DescribeParameters,",
      "ssm:GetParameters, ssm:GetParameterHistory and ssm:PutParameter; on the key",
      "kms:Decrypt, kms:Encrypt and kms:GenerateDataKey."
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
      description =
          "Store them even if they do not work or a new secret is being stored right now; asks for confirmation.")
  private boolean force;

  @Option(names = "--dry-run", description = "Try them and store nothing.")
  private boolean dryRun;

  @Option(
      names = "--authorization",
      paramLabel = "REGION/NAME",
      description =
          "Store the refresh token of another authorization, such as eu/acme, not of the application's own.")
  private @Nullable String authorization;

  @Option(
      names = "--authorized",
      paramLabel = "DATE",
      description =
          "With --authorization: the day on which the selling partner authorized the application, if that was"
              + " before today.")
  private @Nullable LocalDate authorized;

  @Mixin private ApplicationOptions application = new ApplicationOptions();

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    Screen screen = Screen.on(spec.commandLine().getOut());
    if (authorization != null) {
      return putAuthorization(screen, authorization);
    }
    if (authorized != null) {
      throw new WrongUsageException("--authorized goes with --authorization");
    }
    try (Storing storing = new Storing(application, "lwa-put")) {
      storing.showPlace(screen);
      return StoringRun.on(spec, screen, application, storing).run(request(credentials()), dryRun);
    }
  }

  private int putAuthorization(Screen screen, String named) throws Exception {
    if (clientId || clientSecret || expires != null) {
      throw new WrongUsageException(
          "--authorization stores a refresh token only: client id and secret are the same for all authorizations");
    }
    WrongUsageException.authorization(named); // before anything is asked
    refreshToken = true;
    try (AuthorizationDesk desk = new AuthorizationDesk(application, "lwa-put")) {
      application.showPlace(screen, application.stack());
      Secret token = Objects.requireNonNull(credentials().get(Credential.REFRESH_TOKEN));
      return new StoringAuthorization(desk, application.app(), screen, spec.commandLine().getErr())
          .run(
              StoringAuthorization.request(
                  named,
                  token,
                  Optional.ofNullable(authorized),
                  force && (dryRun || confirmed()),
                  dryRun));
    }
  }

  private StoreCredentials.Request request(Map<Credential, Secret> given) {
    return new StoreCredentials.Request(
        given, StoringRun.midnight(expires), Optional.empty(), force && (dryRun || confirmed()));
  }

  private Map<Credential, Secret> credentials() throws IOException {
    Set<Credential> chosen = chosen();
    Set<Credential> wanted = chosen.isEmpty() ? EnumSet.allOf(Credential.class) : chosen;
    if (from == null) {
      return CredentialInput.ask(wanted);
    }
    Map<Credential, Secret> found = CredentialText.read(TypedText.read(from), wanted);
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
    String app = application.app();
    if (!Prompt.confirmed(
        app,
        null,
        "If these credentials do not work, every call of "
            + app
            + " fails from now on. Type "
            + app
            + " to store them anyway:",
        "--force asks for confirmation, and there is no terminal")) {
      throw new IllegalArgumentException("not confirmed; nothing was stored");
    }
    return true;
  }
}
