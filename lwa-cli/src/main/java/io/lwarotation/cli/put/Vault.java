package io.lwarotation.cli.put;

import io.lwarotation.core.RotationRecord;
import io.lwarotation.core.Secret;
import java.time.Instant;
import java.util.Map;

/** The application's parameters, for the operator. */
interface Vault {
  /**
   * What is stored now, without the placeholders.
   *
   * @param secretVersion 0 if no client secret is stored
   * @param readAt by the store's clock where it tells its time
   */
  record Contents(Map<Credential, Secret> credentials, long secretVersion, Instant readAt) {
    public Contents {
      credentials = Map.copyOf(credentials);
    }
  }

  Contents read();

  /**
   * Writes a new version, with the type, tier, key and policies that the parameter has.
   *
   * @return the new version
   */
  long write(Credential credential, Secret value);

  void writeRecord(RotationRecord record);
}
