package io.lwarotation.core.rotation.simulation;

import io.lwarotation.core.RotationRecord;
import io.lwarotation.core.Secret;
import io.lwarotation.core.StoredRecord;
import io.lwarotation.core.rotation.RecordEntry;
import io.lwarotation.core.rotation.RecordNotes;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What people do to the parameters, each act once and as told. */
final class Hands {
  private final World world;
  private final Command command;

  Hands(World world) {
    this.world = world;
    this.command = new Command(world);
  }

  /** Stores a secret with the AWS CLI or in the AWS console: the record stays as it is. */
  void paste(@Nullable Secret secret) {
    world.store.writeSecret(secret, true);
  }

  /**
   * Stores a secret with {@code ./lwa put}.
   *
   * @param typed the date given with {@code --expires}, if one was
   * @return false if the command refused
   */
  boolean put(Secret secret, @Nullable Instant typed) {
    return command.put(secret, typed, null);
  }

  /**
   * Stores a secret with {@code ./lwa adopt} or {@code import}, from where it lay before.
   *
   * @param knownSince since when it lay there
   */
  boolean adopt(Secret secret, Instant knownSince) {
    return command.put(secret, null, knownSince);
  }

  /** Stores the secret before the stored one again, with {@code ./lwa rollback}. */
  boolean rollBack() {
    return command.rollBack();
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
        top.record() instanceof StoredRecord.Present(RotationRecord record) ? record : null;
    StoredRecord edited =
        new StoredRecord.Present(
            new RotationRecord(
                world.store.versions().size(),
                edit == Edit.FRESH || before == null ? null : before.rotatedAt(),
                expiresAt,
                edit == Edit.FRESH || before == null ? null : before.oldSecretExpiresAt(),
                edit == Edit.FRESH || before == null ? null : before.requestedAt(),
                null));
    switch (edit) {
      case FRESH -> world.store.writeRecord(edited, null, RecordNotes.NONE);
      case KEEPING_FOLLOWS -> world.store.writeRecord(edited, top.follows(), top.notes());
      case BROKEN ->
          world.store.writeRecord(new StoredRecord.Broken("not JSON"), null, RecordNotes.NONE);
    }
  }
}
