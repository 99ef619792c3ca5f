package io.lwarotation.core.rotation.simulation;

import io.lwarotation.core.Deadline;
import io.lwarotation.core.RotationRecord;
import io.lwarotation.core.Secret;
import io.lwarotation.core.StoreException;
import io.lwarotation.core.StoredRecord;
import io.lwarotation.core.rotation.Credential;
import io.lwarotation.core.rotation.CredentialParameters;
import io.lwarotation.core.rotation.RecordEntry;
import io.lwarotation.core.rotation.RecordNotes;
import io.lwarotation.core.rotation.RestoreEarlierSecret;
import io.lwarotation.core.rotation.StoreCredentials;
import io.lwarotation.core.rotation.VaultState;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What people do to the parameters, each act once and as told, by hand or with the command: its use
 * cases over the models, which answer it undisturbed, but not always at once.
 */
record Hands(World world) {
  /** Stores a secret with the AWS CLI or in the AWS console: the record stays as it is. */
  void paste(@Nullable Secret secret) {
    world.store.writeSecret(secret, true);
  }

  /**
   * Stores a secret with {@code ./lwa put}, or with {@code adopt} and {@code import}, which know
   * since when it exists.
   *
   * @param typed the date given with {@code --expires}, if one was
   * @return false if the command refused or could not finish
   */
  boolean put(Secret secret, @Nullable Instant typed, @Nullable Instant knownSince) {
    Ports ports = ports();
    StoreCredentials put =
        new StoreCredentials(parameters(), ports.vault(), ports.records(), ports.trial());
    StoreCredentials.Request request =
        new StoreCredentials.Request(
            Map.of(Credential.CLIENT_SECRET, secret),
            Optional.ofNullable(typed),
            Optional.ofNullable(knownSince),
            false);
    try {
      return put.decide(request, ports.deadline())
              instanceof StoreCredentials.Decision.Possible possible
          && put.carryOut(possible, ports.deadline()) instanceof StoreCredentials.Result.Stored;
    } catch (StoreException e) {
      return false;
    }
  }

  /**
   * Stores the secret before the stored one again, with {@code ./lwa rollback}.
   *
   * @return false if the command refused or could not finish
   */
  boolean rollBack() {
    Ports ports = ports();
    RestoreEarlierSecret rollback =
        new RestoreEarlierSecret(parameters(), ports.vault(), ports.records(), ports.trial());
    try {
      return rollback.decide(ports.deadline())
              instanceof RestoreEarlierSecret.Decision.Possible possible
          && rollback.carryOut(possible, ports.deadline())
              instanceof RestoreEarlierSecret.Result.Stored;
    } catch (StoreException e) {
      return false;
    }
  }

  private Ports ports() {
    Ports ports = new Ports(world, Disturbance.NONE, "command", true);
    ports.write = secret -> world.store.writeSecret(secret, true);
    return ports;
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

  /** How somebody edits the record in the AWS console. */
  enum Edit {
    /** Another end of the secret, written down from scratch. */
    FRESH,
    /** Another end of the secret; what a program wrote for its own use stays where it was. */
    KEEPING_FOLLOWS,
    /** No JSON any more. */
    BROKEN
  }

  /** Edits the newest entry of the record. */
  void edit(Edit edit, Instant expiresAt) {
    RecordEntry top = world.store.topRecord();
    RotationRecord before =
        edit == Edit.KEEPING_FOLLOWS
                && top.record() instanceof StoredRecord.Present(RotationRecord record)
            ? record
            : RotationRecord.of(1, expiresAt);
    StoredRecord edited =
        edit == Edit.BROKEN
            ? new StoredRecord.Broken("not JSON")
            : new StoredRecord.Present(
                new RotationRecord(
                    world.store.versions().size(),
                    before.rotatedAt(),
                    expiresAt,
                    before.oldSecretExpiresAt(),
                    before.requestedAt(),
                    null));
    boolean keeps = edit == Edit.KEEPING_FOLLOWS;
    world.store.writeRecord(
        edited, keeps ? top.follows() : null, keeps ? top.notes() : RecordNotes.NONE);
  }
}
