package io.lwarotation.cli.authorizations;

import io.lwarotation.adapter.Pause;
import io.lwarotation.adapter.aws.SsmAuthorizationVault;
import io.lwarotation.adapter.aws.SsmAuthorizations;
import io.lwarotation.cli.stack.ApplicationOptions;
import io.lwarotation.cli.stack.Session;
import io.lwarotation.core.ClientId;
import io.lwarotation.core.CredentialStore;
import io.lwarotation.core.Deadline;
import io.lwarotation.core.NotConfiguredException;
import io.lwarotation.core.Secret;
import io.lwarotation.core.StoredCredentials;
import io.lwarotation.core.rotation.Credential;
import io.lwarotation.core.rotation.CredentialParameters;
import io.lwarotation.core.rotation.RecordLog;
import io.lwarotation.core.sweep.AuthorizationTrial;
import io.lwarotation.core.sweep.AuthorizationVault;
import io.lwarotation.core.sweep.Authorizations;
import io.lwarotation.core.sweep.CallTrial;
import io.lwarotation.core.sweep.StoreAuthorization;
import java.time.Duration;

/** An application's authorizations, and Amazon to try them at. */
public final class AuthorizationDesk extends Session {
  /** Of a list of thousands. */
  private static final Duration LONGEST_LIST = Duration.ofMinutes(10);

  public AuthorizationDesk(ApplicationOptions application, String command) {
    super(application, command);
  }

  /** All that are stored. */
  Authorizations.Listing list() {
    return new SsmAuthorizations(ssm, authorizations(), Pause.SLEEP)
        .list(Deadline.in(LONGEST_LIST, clock));
  }

  AuthorizationVault vault() {
    return new SsmAuthorizationVault(
        ssm,
        application.aws().ssmForWriting(),
        authorizations(),
        application.stack().require("KeyArn"));
  }

  /** For storing one after the other. */
  StoreAuthorization storing() {
    return new StoreAuthorization(vault(), trial(), clock);
  }

  AuthorizationTrial trial() {
    CredentialStore client = this::client;
    return new CallTrial(
        names.app(),
        _ -> client,
        login(),
        hosts(),
        spApi(),
        probe(),
        application.output("Public").isPresent(),
        clock);
  }

  /** The client id and secret; the refresh token beside them is another one's. */
  private StoredCredentials client(Deadline deadline) {
    CredentialParameters.Contents stored = stored();
    Secret clientId = stored.usable().get(Credential.CLIENT_ID);
    Secret clientSecret = stored.usable().get(Credential.CLIENT_SECRET);
    if (clientId == null || clientSecret == null) {
      throw new NotConfiguredException(
          "Client id and client secret of %1$s are not stored yet, or cannot be used. Store them first: ./lwa put --app %1$s"
              .formatted(names.app()));
    }
    return new StoredCredentials(
        new ClientId(clientId.reveal()),
        clientSecret,
        clientSecret,
        stored.secretVersion(),
        stored.secretLastModified(),
        new RecordLog(records()).truth(stored.newest(), deadline).record(),
        stored.readAt());
  }
}
