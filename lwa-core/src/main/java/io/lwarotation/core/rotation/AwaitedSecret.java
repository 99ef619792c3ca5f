package io.lwarotation.core.rotation;

import io.lwarotation.core.ClientId;
import io.lwarotation.core.Deadline;
import io.lwarotation.core.RotationRecord;
import io.lwarotation.core.Secret;
import io.lwarotation.core.StoreException;
import io.lwarotation.core.rotation.SecretTrial.Verdict;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A secret that was asked for. Where it came, by hand, and an older one was stored over it again,
 * nobody waits for it any more.
 *
 * @param refreshToken to try with, if there is one
 */
record AwaitedSecret(
    SecretVault vault, SecretTrial trial, ClientId clientId, @Nullable Secret refreshToken) {
  /** Versions that are looked at. */
  private static final int MOST_VERSIONS = 10;

  /**
   * The record without its mark, if the awaited secret was stored in a version after the one that
   * the record speaks of. A text that is no secret ends no waiting: it is refused.
   *
   * @param before what was recorded before the present version was stored
   * @param now what is to be recorded of it
   * @throws StoreException if a version that matters cannot be seen, or its secret not be tried
   */
  RotationRecord settled(RotationRecord before, RotationRecord now, Deadline deadline) {
    Instant asked = now.requestedAt();
    long version = now.secretVersion();
    if (asked == null) {
      return now;
    }
    long oldest = Math.max(Math.max(1, before.secretVersion()), version - MOST_VERSIONS);
    for (long earlier = version - 1; earlier >= oldest; earlier--) {
      Optional<Secret> text = DatesOfText.readable(vault, earlier, deadline);
      if (text.isPresent() && cameAfter(asked, text.get(), deadline)) {
        return over(now, asked);
      }
    }
    return now;
  }

  /** The secret that was asked for may exist, so its grace takes the place of the mark. */
  static RotationRecord over(RotationRecord record, Instant asked) {
    return record.gracedAtLeast(asked.plus(RotationSettings.STANDARD.grace())).marked(null);
  }

  private boolean cameAfter(Instant asked, Secret text, Deadline deadline) {
    return vault.firstStored(text, deadline).filter(asked::isBefore).isPresent()
        && switch (trial.run(clientId, text, refreshToken, deadline).secret()) {
          case Verdict.Works _ -> true;
          case Verdict.Refused _ -> false;
          case Verdict.Open(String reason, boolean passing) -> {
            if (passing) {
              throw new StoreException(
                  StoreException.Kind.UNREACHABLE,
                  "a secret that was stored in between could not be tried: " + reason,
                  null);
            }
            yield true;
          }
        };
  }
}
