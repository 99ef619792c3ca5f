package io.lwarotation.core.rotation;

import io.lwarotation.core.Deadline;
import io.lwarotation.core.Secret;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** The parameters of an application, as the operator reads and fills them. */
public interface CredentialParameters {
  /**
   * What is stored now.
   *
   * @param unusable what is stored and cannot be used, and why, without its content; the end of a
   *     sentence
   * @param secretLastModified when that version was written, by the store's clock
   * @param readAt by the store's clock where it tells its time
   */
  record Contents(
      Map<Credential, Secret> usable,
      Map<Credential, String> unusable,
      long secretVersion,
      Instant secretLastModified,
      RecordEntry newest,
      Instant readAt) {
    public Contents {
      usable = Map.copyOf(usable);
      unusable = Map.copyOf(unusable);
    }
  }

  /** Reads them all. */
  Contents read(Deadline deadline);

  /**
   * Whether a credential does not lie as the stack wants it: encrypted with its key, and the client
   * secret with its reminder.
   *
   * @return what is wrong, as the end of a sentence
   */
  Optional<String> misshaped(Credential credential, Deadline deadline);

  /**
   * Writes a new version of the client id or the refresh token, with the stack's own key. The
   * client secret is written through {@link SecretVault}.
   */
  void write(Credential credential, Secret value, Deadline deadline);
}
