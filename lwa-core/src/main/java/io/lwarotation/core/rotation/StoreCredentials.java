package io.lwarotation.core.rotation;

import io.lwarotation.core.ClientId;
import io.lwarotation.core.Deadline;
import io.lwarotation.core.RotationRecord;
import io.lwarotation.core.Secret;
import io.lwarotation.core.SecretExpiry;
import io.lwarotation.core.rotation.DatesOfText.Dates;
import io.lwarotation.core.rotation.StoringByHand.Seen;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Stores credentials that a person brings, after they were seen to work at SP-API. Writes only what
 * changed: the client secret last but for the record, so that a run that was cut short is finished
 * by running it again.
 */
public record StoreCredentials(
    CredentialParameters parameters,
    SecretVault vault,
    RotationRecords records,
    SecretTrial trial) {
  /** The console shows a date, and nobody knows of which time zone. */
  private static final Duration DAY = Duration.ofDays(1);

  private static final List<Credential> WRITING_ORDER =
      List.of(Credential.CLIENT_ID, Credential.REFRESH_TOKEN, Credential.CLIENT_SECRET);

  /**
   * What to do.
   *
   * @param given the credentials to store; what is not given stays
   * @param expiresAt when the client secret expires, if the person knows: the earlier of this date
   *     and what is known otherwise counts
   * @param knownSince since when the client secret is known to exist, if it is older than today: it
   *     expires 180 days later at the latest
   * @param force store even what does not work, and while a new secret is being stored
   */
  public record Request(
      Map<Credential, Secret> given,
      Optional<Instant> expiresAt,
      Optional<Instant> knownSince,
      boolean force) {
    public Request {
      given = Map.copyOf(given);
    }
  }

  /** What may be done. */
  public sealed interface Decision {
    /** Nothing; {@code why} is a sentence without its end. */
    record Refused(String why) implements Decision {}

    /**
     * To write.
     *
     * @param changed what is to be written, in the order of writing
     * @param end when the client secret expires, if that is to be recorded
     */
    record Possible(
        List<Credential> changed, Optional<SecretEnd> end, SecretTrial.Result verdict, Plan plan)
        implements Decision {
      public Possible {
        changed = List.copyOf(changed);
      }
    }
  }

  /** What a decision was made from. */
  public static final class Plan {
    private final Seen seen;
    private final Map<Credential, Secret> merged;

    private Plan(Seen seen, Map<Credential, Secret> merged) {
      this.seen = seen;
      this.merged = Map.copyOf(merged);
    }
  }

  /** How it ended. */
  public sealed interface Result {
    /**
     * All was written.
     *
     * @param overwrote whether somebody else stored another secret at the same time
     */
    record Stored(Optional<RotationRecord> record, boolean overwrote) implements Result {}

    /** Nothing was written, for somebody else wrote at the same time. */
    record Lost() implements Result {}

    /**
     * A write failed after others had succeeded, or may have.
     *
     * @param written what surely was, in order
     * @param failed what was being written; empty if it was the record
     */
    record Partly(
        List<Credential> written,
        Optional<Credential> failed,
        List<Credential> missing,
        RuntimeException cause)
        implements Result {
      public Partly {
        written = List.copyOf(written);
        missing = List.copyOf(missing);
      }
    }
  }

  /**
   * Reads, tries and decides; writes nothing.
   *
   * @throws io.lwarotation.core.StoreException if AWS refused or did not answer
   */
  public Decision decide(Request request, Deadline deadline) {
    Seen seen = storing().look(deadline);
    CredentialParameters.Contents stored = seen.contents();
    Optional<String> wrongDate = request.expiresAt().flatMap(date -> wrong(date, stored.readAt()));
    if (wrongDate.isPresent()) {
      return new Decision.Refused(wrongDate.get());
    }
    Map<Credential, Secret> merged = new EnumMap<>(Credential.class);
    merged.putAll(stored.usable());
    merged.putAll(request.given());
    for (Credential credential : Credential.values()) {
      if (!merged.containsKey(credential)) {
        return new Decision.Refused(missing(credential, stored));
      }
    }
    List<Credential> changed =
        WRITING_ORDER.stream()
            .filter(request.given()::containsKey)
            .filter(credential -> changes(credential, merged, stored, deadline))
            .toList();
    boolean touchesSecret =
        changed.contains(Credential.CLIENT_SECRET) || request.expiresAt().isPresent();
    if (touchesSecret && !request.force()) {
      Optional<String> obstacle = StoringByHand.obstacle(seen);
      if (obstacle.isPresent()) {
        return new Decision.Refused(obstacle.get());
      }
    }
    SecretTrial.Result verdict =
        trial.run(
            new ClientId(of(merged, Credential.CLIENT_ID).reveal()),
            of(merged, Credential.CLIENT_SECRET),
            of(merged, Credential.REFRESH_TOKEN),
            deadline);
    if (!request.force()) {
      Optional<String> objection = Objection.to(verdict, changed);
      if (objection.isPresent()) {
        return new Decision.Refused(objection.get());
      }
    }
    Optional<SecretEnd> end =
        touchesSecret ? Optional.of(end(request, seen, merged, deadline)) : Optional.empty();
    return new Decision.Possible(changed, end, verdict, new Plan(seen, merged));
  }

  private SecretEnd end(
      Request request, Seen seen, Map<Credential, Secret> merged, Deadline deadline) {
    Secret secret = of(merged, Credential.CLIENT_SECRET);
    boolean another = !secret.equals(seen.contents().usable().get(Credential.CLIENT_SECRET));
    Optional<Instant> firstStored = vault.firstStored(secret, deadline);
    // The record of the stored version holds what is known; of a text that came again, the log
    // does.
    Optional<Dates> said =
        firstStored
            .filter(_ -> another || seen.counting().isEmpty())
            .flatMap(since -> storing().said(secret, seen, since, deadline));
    return SecretEnd.of(seen, another, request, firstStored, said);
  }

  private boolean changes(
      Credential credential,
      Map<Credential, Secret> merged,
      CredentialParameters.Contents stored,
      Deadline deadline) {
    return !of(merged, credential).equals(stored.usable().get(credential))
        || parameters.misshaped(credential, deadline).isPresent();
  }

  private static String missing(Credential credential, CredentialParameters.Contents stored) {
    String unusable = stored.unusable().get(credential);
    String give = ": give it as well (--" + credential.key() + ")";
    return unusable == null
        ? "the " + credential.spoken() + " is not stored yet" + give
        : "the stored " + credential.spoken() + " cannot be used, because it " + unusable + give;
  }

  private static Optional<String> wrong(Instant expiresAt, Instant now) {
    if (!expiresAt.plus(DAY).isAfter(now)) {
      return Optional.of("--expires names a day that is over: a client secret of then is dead");
    }
    return expiresAt.isAfter(now.plus(SecretExpiry.LIFETIME).plus(DAY))
        ? Optional.of(
            "--expires is more than 180 days ahead, and no client secret lives longer; copy the date from the"
                + " Developer Console")
        : Optional.empty();
  }

  /** Writes what was decided: to be run as one piece. */
  public Result carryOut(Decision.Possible possible, Deadline deadline) {
    Seen seen = possible.plan().seen;
    List<Credential> changed = possible.changed();
    boolean claims = changed.contains(Credential.CLIENT_SECRET);
    if (claims) {
      try {
        if (!storing().claim(seen, deadline)) {
          return new Result.Lost();
        }
      } catch (RuntimeException e) {
        return new Result.Partly(List.of(), Optional.empty(), changed, e);
      }
    }
    List<Credential> written = new ArrayList<>();
    long version = seen.contents().secretVersion();
    for (Credential credential : changed) {
      Secret value = of(possible.plan().merged, credential);
      try {
        if (credential == Credential.CLIENT_SECRET) {
          version = storing().write(value, deadline);
        } else {
          parameters.write(credential, value, deadline);
        }
      } catch (RuntimeException e) {
        if (claims) {
          storing().release(seen, deadline);
        }
        List<Credential> missing = changed.subList(written.size() + 1, changed.size());
        return new Result.Partly(written, Optional.of(credential), missing, e);
      }
      written.add(credential);
    }
    return record(possible, version, written, deadline);
  }

  private Result record(
      Decision.Possible possible, long version, List<Credential> written, Deadline deadline) {
    if (possible.end().isEmpty()) {
      return new Result.Stored(Optional.empty(), false);
    }
    SecretEnd end = possible.end().get();
    long before = possible.plan().seen.contents().secretVersion();
    try {
      RotationRecord record = storing().record(version, before, end, deadline);
      return new Result.Stored(Optional.of(record), version > before + 1);
    } catch (RuntimeException e) {
      return new Result.Partly(written, Optional.empty(), List.of(), e);
    }
  }

  private StoringByHand storing() {
    return new StoringByHand(parameters, vault, new RecordLog(records), trial);
  }

  private static Secret of(Map<Credential, Secret> set, Credential credential) {
    return Objects.requireNonNull(set.get(credential), credential::key);
  }
}
