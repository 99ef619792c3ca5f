package io.lwarotation.cli.put;

import io.lwarotation.cli.Screen;
import io.lwarotation.cli.authorizations.ImportingAuthorizations;
import io.lwarotation.cli.stack.ApplicationOptions;
import io.lwarotation.core.Secret;
import io.lwarotation.core.rotation.Credential;
import io.lwarotation.core.rotation.StoreCredentials;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClientBuilder;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueResponse;
import software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException;

/** {@code lwa import}. */
@Command(
    name = "import",
    description = {
      "Takes the credentials from a secret in Secrets Manager, in the form that Amazon's Java samples use, tries them"
          + " at Login with Amazon and at SP-API, and stores them, as ./lwa put does.",
      "",
      "Such a secret holds the client id and the client secret. The refresh token comes from --from or from what is"
          + " already stored; else you are asked for it, without echo. The secret in Secrets Manager is never changed.",
      "",
      "Without --secret-id, it stores many authorizations from --from: a CSV file (name,region,token and, if you like,"
          + " authorized) or a JSON list of such objects. It tries each one and does not write again what is already"
          + " stored, so you can interrupt it and run it again."
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  ./lwa import --app my-erp --secret-id SPAPIAppCredentials-abc123 --dry-run",
      "  ./lwa import --app my-erp --secret-id SPAPIAppCredentials-abc123",
      "  ./lwa import --app my-erp --from sellers.csv",
      "",
      "Understands a JSON object with AppClientId, AppClientSecret and, if there is one, RefreshToken; also client_id,"
          + " LWA_APP_ID, LWA_CLIENT_SECRET, SP_API_REFRESH_TOKEN and the like.",
      "Without --expires, the 180 days count from the day on which the secret was stored in Secrets Manager.",
      "Needs the rights of ./lwa put, and secretsmanager:GetSecretValue."
    })
public final class ImportCommand implements Callable<Integer> {
  private static final int REGION_OF_ARN = 3;

  @Option(
      names = "--secret-id",
      paramLabel = "ID",
      description = "Name or ARN of the secret in Secrets Manager.")
  private String secretId = "";

  @Option(
      names = "--from",
      paramLabel = "FILE",
      description =
          "Read what the secret lacks from a file, or from standard input with -: lines such as refresh-token=….")
  private @Nullable Path from;

  @Option(
      names = "--expires",
      paramLabel = "DATE",
      description = "When the client secret expires, as the Developer Console shows it.")
  private @Nullable LocalDate expires;

  @Option(names = "--dry-run", description = "Try them and store nothing.")
  private boolean dryRun;

  @Mixin private ApplicationOptions application = new ApplicationOptions();

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    if (secretId.isEmpty()) {
      return authorizations();
    }
    Screen screen = Screen.on(spec.commandLine().getOut());
    try (Storing storing = new Storing(application, "lwa-import")) {
      storing.showPlace(screen);
      GetSecretValueResponse secret = secret();
      Map<Credential, Secret> given =
          credentials(secret, storing.parameters().read(storing.toDecide()).usable());
      return StoringRun.on(spec, screen, application, storing)
          .run(
              new StoreCredentials.Request(
                  given,
                  StoringRun.midnight(expires),
                  Optional.ofNullable(secret.createdDate()),
                  false),
              dryRun);
    }
  }

  private int authorizations() throws IOException {
    if (from == null || expires != null) {
      throw new CommandLine.ParameterException(
          spec.commandLine(),
          "Give --secret-id for a secret of Secrets Manager, or --from FILE alone for many authorizations");
    }
    return new ImportingAuthorizations(
            application, spec.commandLine().getOut(), spec.commandLine().getErr())
        .run(from, dryRun);
  }

  private GetSecretValueResponse secret() {
    SecretsManagerClientBuilder builder =
        application.aws().configured(SecretsManagerClient.builder());
    String[] parts = secretId.split(":", -1);
    if (secretId.startsWith("arn:") && parts.length > REGION_OF_ARN) {
      builder.region(Region.of(parts[REGION_OF_ARN]));
    }
    try (SecretsManagerClient secrets = builder.build()) {
      return secrets.getSecretValue(request -> request.secretId(secretId));
    } catch (ResourceNotFoundException e) {
      throw new IllegalStateException(
          "There is no secret of this --secret-id in "
              + (secretId.startsWith("arn:")
                  ? "the account and region that it names"
                  : application.aws().place())
              + ": look it up with aws secretsmanager list-secrets, or name another --region or"
              + " --profile.",
          e);
    }
  }

  private Map<Credential, Secret> credentials(
      GetSecretValueResponse secret, Map<Credential, Secret> stored) throws IOException {
    String text = secret.secretString();
    Map<Credential, Secret> given = new EnumMap<>(Credential.class);
    given.putAll(CredentialText.json(text == null ? "" : text, "the secret"));
    return Missing.filled(given, stored, Optional.ofNullable(from));
  }
}
