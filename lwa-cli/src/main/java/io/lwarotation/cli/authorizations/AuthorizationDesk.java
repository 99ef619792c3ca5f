package io.lwarotation.cli.authorizations;

import io.lwarotation.adapter.CrtHttp;
import io.lwarotation.adapter.HttpSpApis;
import io.lwarotation.adapter.LwaTokenEndpoint;
import io.lwarotation.adapter.Pause;
import io.lwarotation.adapter.aws.SsmAuthorizationVault;
import io.lwarotation.adapter.aws.SsmAuthorizations;
import io.lwarotation.adapter.aws.SsmRotationRecords;
import io.lwarotation.cli.stack.ApplicationOptions;
import io.lwarotation.cli.stack.StoredContents;
import io.lwarotation.core.AuthorizationPath;
import io.lwarotation.core.ClientId;
import io.lwarotation.core.CredentialStore;
import io.lwarotation.core.Deadline;
import io.lwarotation.core.NotConfiguredException;
import io.lwarotation.core.ParameterNames;
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
import java.time.InstantSource;
import software.amazon.awssdk.services.ssm.SsmClient;

/** An application's authorizations, and Amazon to try them at. */
public final class AuthorizationDesk implements AutoCloseable {
  private static final Duration LONGEST = Duration.ofSeconds(60);

  /** Of a list of thousands. */
  private static final Duration LONGEST_LIST = Duration.ofMinutes(10);

  private final ApplicationOptions application;
  private final String command;
  private final InstantSource clock = InstantSource.system();
  private final CrtHttp http = new CrtHttp();
  private final SsmClient ssm;
  private final ParameterNames names;
  private final AuthorizationPath path;

  /**
   * @param command as Amazon is told: {@code lwa-put}
   */
  public AuthorizationDesk(ApplicationOptions application, String command) {
    this.application = application;
    this.command = command;
    this.names = application.names();
    this.ssm = application.aws().ssm();
    this.path = application.authorizations();
  }

  AuthorizationPath path() {
    return path;
  }

  Deadline deadline() {
    return Deadline.in(LONGEST, clock);
  }

  /** All that are stored. */
  Authorizations.Listing list() {
    return new SsmAuthorizations(ssm, path, Pause.SLEEP::untilInterrupted)
        .list(Deadline.in(LONGEST_LIST, clock));
  }

  AuthorizationVault vault() {
    return new SsmAuthorizationVault(
        ssm, application.aws().ssmForWriting(), path, application.stack().require("KeyArn"));
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
        new LwaTokenEndpoint(http, application.tokenEndpoint()),
        application.spApi(),
        new HttpSpApis(http, ApplicationOptions.userAgent(command)),
        application.probe(),
        application.isPublic(),
        clock);
  }

  /** The client id and secret; the refresh token beside them is another one's. */
  private StoredCredentials client(Deadline deadline) {
    CredentialParameters.Contents stored = new StoredContents(ssm, names).read();
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
        new RecordLog(new SsmRotationRecords(ssm, ssm, names, clock))
            .truth(stored.newest(), deadline)
            .record(),
        stored.readAt());
  }

  @Override
  public void close() {
    http.close();
  }
}
