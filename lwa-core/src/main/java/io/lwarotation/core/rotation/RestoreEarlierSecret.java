package io.lwarotation.core.rotation;

import io.lwarotation.core.ClientId;
import io.lwarotation.core.Deadline;
import io.lwarotation.core.RotationRecord;
import io.lwarotation.core.Secret;
import io.lwarotation.core.SecretExpiry;
import io.lwarotation.core.rotation.DatesOfText.Dates;
import io.lwarotation.core.rotation.SecretTrial.Verdict;
import io.lwarotation.core.rotation.StoringByHand.Seen;
import java.time.Instant;
import java.util.Optional;

/** Stores the secret of an earlier version again, if that one is seen to work at SP-API. */
public record RestoreEarlierSecret(
    CredentialParameters parameters,
    SecretVault vault,
    RotationRecords records,
    SecretTrial trial) {
  /** Versions that are looked at: an old one may lie under a key that is gone. */
  private static final int MOST_EARLIER = 10;

  /** What may be done. */
  public sealed interface Decision {
    /** Nothing; {@code why} is a sentence without its end. */
    record Refused(String why) implements Decision {}

    /**
     * That secret works.
     *
     * @param end when it ends, as far as is known: the earliest of all dates that speak of it
     */
    record Possible(
        long version, long replaces, Secret secret, SecretEnd end, SecretTrial.Result verdict)
        implements Decision {}
  }

  /** How it ended. */
  public sealed interface Result {
    /** Written and recorded. */
    record Stored(RotationRecord record) implements Result {}

    /** Nothing was written, for somebody else wrote at the same time. */
    record Lost() implements Result {}

    /** The secret was written and its record was not. */
    record NotRecorded(RuntimeException cause) implements Result {}
  }

  /**
   * Looks for the secret and tries it; writes nothing. A stored value that cannot be used counts as
   * absent: it is what is to be replaced.
   *
   * @throws io.lwarotation.core.StoreException if AWS refused or did not answer
   */
  public Decision decide(Deadline deadline) {
    Seen seen = storing().look(deadline);
    CredentialParameters.Contents stored = seen.contents();
    for (Credential needed : new Credential[] {Credential.CLIENT_ID, Credential.REFRESH_TOKEN}) {
      if (!stored.usable().containsKey(needed)) {
        String unusable = stored.unusable().get(needed);
        return new Decision.Refused(
            "the "
                + needed.spoken()
                + (unusable == null ? " is not stored" : " cannot be used, because it " + unusable)
                + ", so no client secret can be tried");
      }
    }
    Optional<String> obstacle = StoringByHand.obstacle(seen);
    if (obstacle.isPresent()) {
      return new Decision.Refused(obstacle.get());
    }
    Optional<Secret> now = Optional.ofNullable(stored.usable().get(Credential.CLIENT_SECRET));
    for (long v = stored.secretVersion() - 1;
        v >= Math.max(1, stored.secretVersion() - MOST_EARLIER);
        v--) {
      Optional<Secret> earlier = DatesOfText.readable(vault, v, deadline);
      if (earlier.isPresent() && !earlier.equals(now)) {
        return tried(v, earlier.get(), seen, deadline);
      }
    }
    return new Decision.Refused("Parameter Store keeps no other client secret before this one");
  }

  private Decision tried(long version, Secret secret, Seen seen, Deadline deadline) {
    CredentialParameters.Contents stored = seen.contents();
    Secret id = stored.usable().get(Credential.CLIENT_ID);
    if (id == null) {
      throw new IllegalStateException("the client id was there a moment ago");
    }
    SecretTrial.Result result =
        trial.run(
            new ClientId(id.reveal()),
            secret,
            stored.usable().get(Credential.REFRESH_TOKEN),
            deadline);
    return switch (result.secret()) {
      case Verdict.Works _ ->
          new Decision.Possible(
              version, stored.secretVersion(), secret, endOf(secret, seen, deadline), result);
      case Verdict.Refused(String why) ->
          new Decision.Refused("version " + version + " does not work any more, because " + why);
      case Verdict.Open(String why, boolean passing) ->
          new Decision.Refused(
              "whether version "
                  + version
                  + " works could not be seen, because "
                  + why
                  + (passing ? "; try again in a while" : ""));
    };
  }

  private SecretEnd endOf(Secret secret, Seen seen, Deadline deadline) {
    Optional<Instant> firstStored = vault.firstStored(secret, deadline);
    Instant byAge = firstStored.orElse(seen.contents().readAt()).plus(SecretExpiry.LIFETIME);
    Instant end =
        firstStored
            .flatMap(since -> storing().said(secret, seen, since, deadline))
            .map(Dates::expiresAt)
            .filter(byAge::isAfter)
            .orElse(byAge);
    return new SecretEnd(end, true, firstStored, Optional.empty());
  }

  /**
   * Writes the secret and then its record.
   *
   * @throws io.lwarotation.core.StoreException if AWS refused the first writes or did not answer
   */
  public Result carryOut(Decision.Possible possible, Deadline deadline) {
    StoringByHand storing = storing();
    Seen seen = storing.look(deadline);
    if (seen.contents().secretVersion() != possible.replaces()
        || StoringByHand.obstacle(seen).isPresent()
        || !storing.claim(seen, deadline)) {
      return new Result.Lost();
    }
    long version;
    try {
      version = storing.write(possible.secret(), deadline);
    } catch (RuntimeException e) {
      storing.release(seen, deadline);
      throw e;
    }
    try {
      return new Result.Stored(
          storing.record(version, possible.replaces(), possible.end(), deadline));
    } catch (RuntimeException e) {
      return new Result.NotRecorded(e);
    }
  }

  private StoringByHand storing() {
    return new StoringByHand(parameters, vault, new RecordLog(records), trial);
  }
}
