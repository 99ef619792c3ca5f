package io.lwarotation.core.rotation.simulation;

import io.lwarotation.core.Deadline;
import io.lwarotation.core.Secret;
import io.lwarotation.core.rotation.RecordEntry;
import io.lwarotation.core.rotation.SecretVault;
import io.lwarotation.core.rotation.VaultState;
import java.time.Instant;
import java.util.Optional;

/** The secret's port, to be changed in places. */
class VaultAround implements SecretVault {
  private final SecretVault vault;
  private long lastSeen;

  VaultAround(SecretVault vault) {
    this.vault = vault;
  }

  long lastSeen() {
    return lastSeen;
  }

  VaultState seen(VaultState state) {
    return state;
  }

  static VaultState withRecord(VaultState s, RecordEntry entry) {
    return new VaultState(
        s.clientId(),
        s.secret(),
        s.refreshToken(),
        s.secretVersion(),
        s.secretLastModified(),
        entry,
        s.readAt());
  }

  @Override
  public VaultState read(Deadline deadline) {
    VaultState state = seen(vault.read(deadline));
    lastSeen = state.secretVersion();
    return state;
  }

  @Override
  public long write(Secret secret, Deadline deadline) {
    return vault.write(secret, deadline);
  }

  @Override
  public Optional<Secret> at(long version, Deadline deadline) {
    return vault.at(version, deadline);
  }

  @Override
  public Optional<Instant> firstStored(Secret secret, Deadline deadline) {
    return vault.firstStored(secret, deadline);
  }
}
