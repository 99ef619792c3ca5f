package io.lwarotation.cli.put;

import io.lwarotation.core.RotationRecord;
import io.lwarotation.core.Secret;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;

/**
 * The vault, with parameters of another origin in it: those that are to get the stack's shape count
 * as not stored, so that they are written though their value stays.
 *
 * @param reshaped what is to be written
 */
record AdoptingVault(SsmVault vault, Set<Credential> reshaped, Shape shape) implements Vault {
  AdoptingVault {
    reshaped = Set.copyOf(reshaped);
  }

  @Override
  public Contents read() {
    Contents found = vault.read();
    Map<Credential, Secret> rest = new EnumMap<>(Credential.class);
    rest.putAll(found.credentials());
    rest.keySet().removeAll(reshaped);
    return new Contents(
        rest, found.secretVersion(), found.record(), found.recordWrittenAt(), found.readAt());
  }

  @Override
  public long write(Credential credential, Secret value) {
    return vault.write(credential, value, shape);
  }

  @Override
  public void writeRecord(RotationRecord record) {
    vault.writeRecord(record);
  }
}
