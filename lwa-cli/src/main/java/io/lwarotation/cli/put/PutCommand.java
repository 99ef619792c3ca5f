package io.lwarotation.cli.put;

import io.lwarotation.cli.Prompt;
import io.lwarotation.cli.TypedText;
import io.lwarotation.cli.WrongUsageException;
import io.lwarotation.cli.authorizations.AuthorizationDesk;
import io.lwarotation.cli.authorizations.StoringAuthorization;
import io.lwarotation.cli.stack.ApplicationCommand;
import io.lwarotation.core.Authorization;
import io.lwarotation.core.Secret;
import io.lwarotation.core.rotation.Credential;
import io.lwarotation.core.rotation.StoreCredentials;
import io.lwarotation.core.sweep.StoreAuthorization;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code lwa put}. */
@Command(
    name = "put",
    description =
        """
        Tries an application's LWA credentials at Login with Amazon and at SP-API, then stores them.

        Asks for them without echo, or reads them with --from. It never takes one on the command \
        line, where the shell's history and the process list would keep it. Unless you give \
        --force, it never replaces credentials that work with some that do not.""",
    footer =
        """

        Examples:
          ./lwa put --app my-erp                    asks for all three
          ./lwa put --app my-erp --client-secret    asks for a new client secret only
          ./lwa put --authorization eu/acme         another selling partner's token
          ./lwa put --from credentials.txt          reads a file
          … | ./lwa put --client-secret --from -    from another program

        A file has lines client-id=…, client-secret=…, refresh-token=…; .env \
        (LWA_CLIENT_ID="…") and JSON are read as well.

        It writes the client id, the refresh token, the client secret and the rotation record, in \
        this order. Ctrl-C before that stores nothing; during it, the command first finishes and \
        reports. Either way the exit code is 130.
        Needs the rights cloudformation:DescribeStacks, ssm:DescribeParameters,
        ssm:GetParameters, ssm:GetParameterHistory and ssm:PutParameter; on the key
        kms:Decrypt, kms:Encrypt and kms:GenerateDataKey.""")
public final class PutCommand extends ApplicationCommand {
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

  @Override
  public Integer call() throws Exception {
    if (authorization != null) {
      return putAuthorization(authorization);
    }
    if (authorized != null) {
      throw new WrongUsageException("--authorized goes with --authorization");
    }
    try (Storing storing = new Storing(application, "lwa-put", screen(), err())) {
      storing.showPlace();
      StoreCredentials.Request request =
          new StoreCredentials.Request(
              credentials(), Storing.midnight(expires), Optional.empty(), forced());
      return storing.run(request, dryRun);
    }
  }

  private int putAuthorization(String named) throws Exception {
    if (clientId || clientSecret || expires != null) {
      throw new WrongUsageException(
          "--authorization stores a refresh token only: client id and secret are the same for all authorizations");
    }
    Authorization one = WrongUsageException.authorization(named);
    refreshToken = true;
    try (AuthorizationDesk desk = new AuthorizationDesk(application, "lwa-put")) {
      application.showPlace(screen(), application.stack());
      Secret token = Objects.requireNonNull(credentials().get(Credential.REFRESH_TOKEN));
      return new StoringAuthorization(desk, screen(), err())
          .run(
              new StoreAuthorization.Request(
                  one, token, Optional.ofNullable(authorized), forced(), dryRun));
    }
  }

  private Map<Credential, Secret> credentials() throws IOException {
    Set<Credential> chosen = chosen();
    Set<Credential> wanted = chosen.isEmpty() ? EnumSet.allOf(Credential.class) : chosen;
    if (from == null) {
      return CredentialInput.ask(wanted);
    }
    Map<Credential, Secret> found =
        new EnumMap<>(CredentialText.read(TypedText.read(from), wanted));
    for (Credential credential : chosen) {
      if (!found.containsKey(credential)) {
        throw new IllegalArgumentException("there is no " + credential.key() + "= in " + from);
      }
    }
    if (found.isEmpty()) {
      throw new IllegalArgumentException("there is no credential in " + from);
    }
    found.keySet().retainAll(wanted);
    return found;
  }

  private Set<Credential> chosen() {
    Set<Credential> chosen = EnumSet.allOf(Credential.class);
    chosen.removeIf(
        credential ->
            switch (credential) {
              case CLIENT_ID -> !clientId;
              case CLIENT_SECRET -> !clientSecret;
              case REFRESH_TOKEN -> !refreshToken;
            });
    return chosen;
  }

  /** Asked for only where it counts. */
  private boolean forced() {
    if (force && !dryRun) {
      String app = application.app();
      Prompt.confirmAtTerminal(
          app,
          "--force",
          "If these credentials do not work, every call of %1$s fails from now on. Type %1$s to store them anyway:"
              .formatted(app),
          "",
          "nothing was stored");
    }
    return force;
  }
}
