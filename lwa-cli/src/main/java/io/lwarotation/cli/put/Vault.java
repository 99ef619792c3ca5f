package io.lwarotation.cli.put;

import io.lwarotation.core.RotationRecord;
import io.lwarotation.core.Secret;
import io.lwarotation.core.StoredRecord;
import java.time.Instant;
import java.util.Map;

/** The application's parameters, for the operator. */
interface Vault {
  /**
   * What is stored now, without the placeholders.
   *
   * @param secretVersion 0 if no client secret is stored
   * @param record the rotation record beside it
   * @param recordWrittenAt when the record was written, by the store's clock
   * @param readAt by the store's clock where it tells its time
   */
  record Contents(
      Map<Credential, Secret> credentials,
      long secretVersion,
      StoredRecord record,
      Instant recordWrittenAt,
      Instant readAt) {
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
