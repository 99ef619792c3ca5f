package io.lwarotation.core.rotation.simulation;

import io.lwarotation.core.Deadline;
import io.lwarotation.core.Secret;
import io.lwarotation.core.StoreException;
import io.lwarotation.core.rotation.Credential;
import io.lwarotation.core.rotation.CredentialParameters;
import io.lwarotation.core.rotation.RestoreEarlierSecret;
import io.lwarotation.core.rotation.RotationRecords;
import io.lwarotation.core.rotation.SecretTrial;
import io.lwarotation.core.rotation.SecretVault;
import io.lwarotation.core.rotation.StoreCredentials;
import io.lwarotation.core.rotation.VaultState;
import io.lwarotation.core.rotation.simulation.Disturbance.Invocation;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The command as people run it: the use cases of {@code put} and {@code rollback}, over the models.
 * Amazon and AWS answer it, but not always at once.
 */
final class Command {
  private static final Duration BUDGET = Duration.ofSeconds(50);

  private final World world;
  private final Disturbance undisturbed = Disturbance.NONE;

  Command(World world) {
    this.world = world;
  }

  /**
   * {@code lwa put --client-secret … [--expires …]}, or {@code adopt} and {@code import}, which
   * know since when a secret exists.
   *
   * @return false if the command refused or could not finish
   */
  boolean put(Secret secret, @Nullable Instant typed, @Nullable Instant knownSince) {
    StoreCredentials put = new StoreCredentials(parameters(), vault(), records(), trial());
    try {
      StoreCredentials.Decision decision =
          put.decide(
              new StoreCredentials.Request(
                  Map.of(Credential.CLIENT_SECRET, secret),
                  Optional.ofNullable(typed),
                  Optional.ofNullable(knownSince),
                  false),
              deadline());
      return decision instanceof StoreCredentials.Decision.Possible possible
          && put.carryOut(possible, deadline()) instanceof StoreCredentials.Result.Stored;
    } catch (StoreException e) {
      return false;
    }
  }

  /** {@code lwa rollback}. */
  boolean rollBack() {
    RestoreEarlierSecret rollback =
        new RestoreEarlierSecret(parameters(), vault(), records(), trial());
    try {
      return rollback.decide(deadline()) instanceof RestoreEarlierSecret.Decision.Possible possible
          && rollback.carryOut(possible, deadline()) instanceof RestoreEarlierSecret.Result.Stored;
    } catch (StoreException e) {
      return false;
    }
  }

  private Deadline deadline() {
    return Deadline.in(BUDGET, world.clock);
  }

  private Invocation by() {
    return new Invocation("command", world.clock.instant());
  }

  private SecretTrial trial() {
    return new SecretTrial(
        world.amazon.tokens(undisturbed, by()),
        world.amazon.spApi(undisturbed, by(), world.oracle, _ -> {}));
  }

  private RotationRecords records() {
    return world.store.ports(undisturbed, by(), world.oracle).records();
  }

  private SecretVault vault() {
    return new VaultAround(world.store.ports(undisturbed, by(), world.oracle).vault(true)) {
      @Override
      public long write(Secret secret, Deadline deadline) {
        return world.store.writeSecret(secret, true);
      }
    };
  }

  private CredentialParameters parameters() {
    return new CredentialParameters() {
      @Override
      public Contents read(Deadline deadline) {
        VaultState state = world.store.read(true);
        Map<Credential, Secret> usable = new EnumMap<>(Credential.class);
        usable.put(Credential.CLIENT_ID, Secret.of(state.clientId().value()));
        Secret stored = state.secret();
        Secret token = state.refreshToken();
        if (stored != null) {
          usable.put(Credential.CLIENT_SECRET, stored);
        }
        if (token != null) {
          usable.put(Credential.REFRESH_TOKEN, token);
        }
        return new Contents(
            usable,
            stored == null ? Map.of(Credential.CLIENT_SECRET, "has spaces in it") : Map.of(),
            state.secretVersion(),
            state.secretLastModified(),
            state.newest(),
            state.readAt());
      }

      @Override
      public Optional<String> misshaped(Credential credential, Deadline deadline) {
        return Optional.empty();
      }

      @Override
      public void write(Credential credential, Secret value, Deadline deadline) {
        throw new IllegalStateException("only the client secret changes here");
      }
    };
  }
}
