package io.lwarotation.core.rotation.simulation;

import io.lwarotation.core.Authorization;
import io.lwarotation.core.CredentialStore;
import io.lwarotation.core.Deadline;
import io.lwarotation.core.NotConfiguredException;
import io.lwarotation.core.Secret;
import io.lwarotation.core.StoreException;
import io.lwarotation.core.StoredCredentials;
import io.lwarotation.core.sweep.AuthorizationVault;
import io.lwarotation.core.sweep.Authorizations;
import io.lwarotation.core.sweep.StoredAuthorization;
import io.lwarotation.core.sweep.SweepState;
import io.lwarotation.core.sweep.SweepStates;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Parameter Store, as far as authorizations lie in it. */
final class AuthorizationStore implements Authorizations, AuthorizationVault, SweepStates {
  private final World world;
  private final Map<Authorization, StoredAuthorization> stored = new TreeMap<>();
  private SweepState state = SweepState.EMPTY;

  /** What any of the readers in an environment read last, which the others come to know. */
  private @Nullable StoredCredentials newest;

  /** Whether the next writing of the sweep's state fails. */
  boolean losesState;

  AuthorizationStore(World world) {
    this.world = world;
  }

  /** What lies in the store. */
  Map<Authorization, StoredAuthorization> stored() {
    return stored;
  }

  void coldStart() {
    newest = null;
  }

  @Override
  public Listing list(Deadline deadline) {
    return new Listing(List.copyOf(stored.values()), List.of());
  }

  @Override
  public Optional<StoredAuthorization> find(Authorization authorization, Deadline deadline) {
    return world.mutant == Mutant.WRITES_THE_SAME_AGAIN
        ? Optional.empty()
        : Optional.ofNullable(stored.get(authorization));
  }

  @Override
  public void write(Authorization authorization, Secret token, Deadline deadline) {
    put(authorization, Optional.of(token), "");
  }

  @Override
  public void writeAuthorized(Authorization authorization, LocalDate day, Deadline deadline) {
    stored.computeIfPresent(
        authorization,
        (_, one) ->
            new StoredAuthorization(
                authorization, one.token(), one.problem(), one.storedAt(), Optional.of(day)));
  }

  @Override
  public void delete(Authorization authorization, Deadline deadline) {
    stored.remove(authorization);
  }

  /** A text comes to lie there that is no refresh token. */
  void spoil(Authorization authorization) {
    put(authorization, Optional.empty(), "has spaces in it");
  }

  private void put(Authorization authorization, Optional<Secret> token, String problem) {
    stored.put(
        authorization,
        new StoredAuthorization(authorization, token, problem, world.now(), Optional.empty()));
  }

  @Override
  public SweepState read(Deadline deadline) {
    return world.mutant == Mutant.FORGETS_WHAT_WAS_TOLD ? SweepState.EMPTY : state;
  }

  @Override
  public void write(SweepState next, Deadline deadline) {
    if (losesState) {
      losesState = false;
      throw new StoreException(StoreException.Kind.UNREACHABLE, "no answer", null);
    }
    state = next;
  }

  /** What a call with one of them reads. */
  CredentialStore of(Authorization authorization) {
    return new CredentialStore() {
      @Override
      public StoredCredentials read(Deadline deadline) {
        Secret token =
            Optional.ofNullable(stored.get(authorization))
                .flatMap(StoredAuthorization::token)
                .orElseThrow(() -> new NotConfiguredException("the refresh token is not usable"));
        StoredCredentials read = world.store.credentials().withRefreshToken(token, false);
        newest = read;
        return read;
      }

      @Override
      public Optional<StoredCredentials> newer(StoredCredentials known) {
        StoredCredentials last = newest;
        return last != null && last.secretVersion() > known.secretVersion()
            ? Optional.of(known.with(last))
            : Optional.empty();
      }
    };
  }
}
