package io.lwarotation.cli.put;

import io.lwarotation.cli.WrongUsageException;
import io.lwarotation.cli.authorizations.ImportingAuthorizations;
import io.lwarotation.cli.stack.ApplicationCommand;
import io.lwarotation.cli.stack.Arn;
import io.lwarotation.core.Secret;
import io.lwarotation.core.rotation.Credential;
import io.lwarotation.core.rotation.StoreCredentials;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClientBuilder;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueResponse;
import software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException;

/** {@code lwa import}. */
@Command(
    name = "import",
    description =
        """
        Takes the credentials from a secret in Secrets Manager, in the form that Amazon's Java \
        samples use, tries them at Login with Amazon and at SP-API, and stores them, as ./lwa put \
        does.

        Such a secret holds the client id and the client secret. The refresh token comes from \
        --from or from what is already stored; else you are asked for it, without echo. The secret \
        in Secrets Manager is never changed.

        Without --secret-id, it stores many authorizations from --from: a CSV file \
        (name,region,token and, if you like, authorized) or a JSON list of such objects. It tries \
        each one and does not write again what is already stored, so you can interrupt it and run \
        it again.""",
    footer =
        """

        Examples:
          ./lwa import --app my-erp --secret-id SPAPIAppCredentials-abc123 --dry-run
          ./lwa import --app my-erp --secret-id SPAPIAppCredentials-abc123
          ./lwa import --app my-erp --from sellers.csv

        Understands a JSON object with AppClientId, AppClientSecret and, if there is one, \
        RefreshToken; also client_id, LWA_APP_ID, LWA_CLIENT_SECRET, SP_API_REFRESH_TOKEN and the \
        like.
        Without --expires, the 180 days count from the day on which the secret was stored in \
        Secrets Manager.
        Needs the rights of ./lwa put, and secretsmanager:GetSecretValue.""")
public final class ImportCommand extends ApplicationCommand {
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

  @Override
  public Integer call() throws Exception {
    if (secretId.isEmpty()) {
      if (from == null || expires != null) {
        throw new WrongUsageException(
            "Give --secret-id for a secret of Secrets Manager, or --from FILE alone for many authorizations");
      }
      return new ImportingAuthorizations(application, screen(), err()).run(from, dryRun);
    }
    try (Storing storing = new Storing(application, "lwa-import", screen(), err())) {
      storing.showPlace();
      GetSecretValueResponse secret = secret();
      String text = Objects.requireNonNullElse(secret.secretString(), "");
      Map<Credential, Secret> stored = storing.stored().usable();
      Map<Credential, Secret> given =
          CredentialInput.filled(CredentialText.json(text, "the secret"), stored, from);
      return storing.run(
          new StoreCredentials.Request(
              given, Storing.midnight(expires), Optional.ofNullable(secret.createdDate()), false),
          dryRun);
    }
  }

  private GetSecretValueResponse secret() {
    boolean isArn = secretId.startsWith("arn:");
    SecretsManagerClientBuilder builder =
        application.aws().configured(SecretsManagerClient.builder());
    if (isArn) {
      builder.region(Region.of(Arn.of(secretId).region()));
    }
    try (SecretsManagerClient secrets = builder.build()) {
      return secrets.getSecretValue(request -> request.secretId(secretId));
    } catch (ResourceNotFoundException e) {
      throw new IllegalStateException(
          "There is no secret of this --secret-id in %s: look it up with aws secretsmanager list-secrets, or name another --region or --profile."
              .formatted(
                  isArn ? "the account and region that it names" : application.aws().place()),
          e);
    }
  }
}
