package io.lwarotation.adapter.aws;

import io.lwarotation.core.Authorization;
import io.lwarotation.core.AuthorizationPath;
import io.lwarotation.core.Deadline;
import io.lwarotation.core.Secret;
import io.lwarotation.core.sweep.AuthorizationVault;
import io.lwarotation.core.sweep.StoredAuthorization;
import java.time.LocalDate;
import java.util.Optional;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.DeleteParametersRequest;
import software.amazon.awssdk.services.ssm.model.ParameterTier;
import software.amazon.awssdk.services.ssm.model.ParameterType;
import software.amazon.awssdk.services.ssm.model.PutParameterRequest;

/** Single authorizations in Parameter Store: SecureStrings of tier Standard under a key. */
public final class SsmAuthorizationVault implements AuthorizationVault {
  private final SsmClient reading;
  private final ParameterStore store;
  private final AuthorizationPath path;
  private final String keyId;

  /**
   * @param writing a client that repeats no write which may have been done
   * @param keyId of the application's key
   */
  public SsmAuthorizationVault(
      SsmClient reading, SsmClient writing, AuthorizationPath path, String keyId) {
    this.reading = reading;
    this.store = new ParameterStore(reading, writing);
    this.path = path;
    this.keyId = keyId;
  }

  @Override
  public Optional<StoredAuthorization> find(Authorization authorization, Deadline deadline) {
    return new SsmAuthorizations(reading, path, _ -> {}).find(authorization, deadline);
  }

  @Override
  public void write(Authorization authorization, Secret token, Deadline deadline) {
    put(
        PutParameterRequest.builder()
            .name(path.token(authorization))
            .value(token.reveal())
            .type(ParameterType.SECURE_STRING)
            .keyId(keyId),
        deadline);
  }

  @Override
  public void writeAuthorized(Authorization authorization, LocalDate day, Deadline deadline) {
    put(
        PutParameterRequest.builder()
            .name(path.authorized(authorization))
            .value(day.toString())
            .type(ParameterType.STRING),
        deadline);
  }

  private void put(PutParameterRequest.Builder request, Deadline deadline) {
    long _ = store.put(request.tier(ParameterTier.STANDARD), deadline);
  }

  @Override
  public void delete(Authorization authorization, Deadline deadline) {
    DeleteParametersRequest.Builder request =
        DeleteParametersRequest.builder()
            .names(path.token(authorization), path.authorized(authorization));
    ParameterStore.call("deleting " + path.token(authorization), "has ssm:DeleteParameters on it")
        .run(deadline, request, store.writing()::deleteParameters);
  }
}
