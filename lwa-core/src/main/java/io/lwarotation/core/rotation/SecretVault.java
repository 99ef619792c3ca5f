package io.lwarotation.core.rotation;

import io.lwarotation.core.Deadline;
import io.lwarotation.core.NotConfiguredException;
import io.lwarotation.core.Secret;
import io.lwarotation.core.StoreException;
import java.time.Instant;
import java.util.Optional;

/** The client secret's parameter, for reading and for writing. */
public interface SecretVault {
  /**
   * Reads the credentials and the newest entry of the rotation record.
   *
   * @throws NotConfiguredException if there is no usable client id
   * @throws StoreException if the store refused or did not answer
   */
  VaultState read(Deadline deadline);

  /**
   * Writes a new version of the secret, whatever the present one is, with type, tier, key and
   * policies.
   *
   * @return the version that the store gave to it
   * @throws StoreException if the store refused or did not answer; the write may have happened
   */
  long write(Secret secret, Deadline deadline);

  /**
   * Reads one version of the secret.
   *
   * @param version 1 or more
   * @return empty if that version is there and is no usable secret
   * @throws StoreException if the store refused or did not answer, or that version cannot be seen:
   *     what is not seen is unknown, never absent
   */
  Optional<Secret> at(long version, Deadline deadline);

  /**
   * When this text was first stored, as far as the versions tell that the store keeps. Where one
   * cannot be decrypted any more and no other holds the text, it counts as that old.
   *
   * @return empty if none of them holds it
   * @throws StoreException if the store refused or did not answer
   */
  Optional<Instant> firstStored(Secret secret, Deadline deadline);
}
