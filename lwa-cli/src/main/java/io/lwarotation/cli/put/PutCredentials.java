package io.lwarotation.cli.put;

import io.lwarotation.core.ClientId;
import io.lwarotation.core.Deadline;
import io.lwarotation.core.Grant;
import io.lwarotation.core.RotationRecord;
import io.lwarotation.core.Secret;
import io.lwarotation.core.SecretExpiry;
import io.lwarotation.core.StoredRecord;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Stores credentials after they were seen to work at SP-API. Writes only what changed: the client
 * secret last but for the record, so that a run that was cut short is finished by running it again;
 * without its record, a secret counts as expiring 180 days after it was stored.
 */
record PutCredentials(Vault vault, Trial trial, InstantSource clock) {
  /** The console shows a date, and nobody knows of which time zone. */
  private static final Duration DAY = Duration.ofDays(1);

  private static final Duration TRIAL_TIME = Duration.ofSeconds(30);

  /** How long Amazon accepts the secret before the newest. */
  private static final Duration GRACE = Duration.ofDays(7);

  private static final List<Credential> WRITING_ORDER =
      List.of(Credential.CLIENT_ID, Credential.REFRESH_TOKEN, Credential.CLIENT_SECRET);

  /**
   * What to do.
   *
   * @param given the credentials to store; what is not given stays
   * @param expiresAt when the client secret expires, if the operator knows; otherwise 180 days from
   *     now
   * @param knownSince since when the client secret is known to exist, if it is older than today: it
   *     expires 180 days later at the latest
   * @param force store even what does not work
   * @param dryRun try, and store nothing
   */
  record Request(
      Map<Credential, Secret> given,
      Optional<Instant> expiresAt,
      Optional<Instant> knownSince,
      boolean force,
      boolean dryRun) {
    Request {
      given = Map.copyOf(given);
    }

    /** The same, for a client secret that may have been made today. */
    Request(
        Map<Credential, Secret> given, Optional<Instant> expiresAt, boolean force, boolean dryRun) {
      this(given, expiresAt, Optional.empty(), force, dryRun);
    }
  }

  /** How it ended. */
  sealed interface Result {
    /** What was written, in the order of writing, and when the secret expires if that changed. */
    record Stored(List<Credential> written, Optional<RotationRecord> record, Trial.Verdict verdict)
        implements Result {}

    /** A dry run: what would have been written. */
    record WouldStore(List<Credential> changed, Trial.Verdict verdict) implements Result {}

    /**
     * A write failed after others had succeeded, or may have.
     *
     * @param written what surely was, in order
     * @param failed what was being written; empty if it was the record
     * @param missing what was not begun
     * @param cause why
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

    /** Nothing was written. */
    record Refused(String why) implements Result {}
  }

  /** The writing, once all is decided: to be run as one piece. */
  interface Decision {
    Result carryOut();
  }

  /** Reads, tries and decides; writes nothing before {@link Decision#carryOut}. */
  Decision decide(Request request) {
    Vault.Contents stored = vault.read();
    Optional<String> wrongDate = request.expiresAt().flatMap(date -> wrong(date, stored.readAt()));
    if (wrongDate.isPresent()) {
      return refused(wrongDate.get());
    }
    Map<Credential, Secret> merged = new EnumMap<>(Credential.class);
    merged.putAll(stored.credentials());
    merged.putAll(request.given());
    for (Credential credential : Credential.values()) {
      if (!merged.containsKey(credential)) {
        return refused(
            "the "
                + credential.spoken()
                + " is not stored yet: give it as well (--"
                + credential.key()
                + ")");
      }
    }
    Grant.Seller grant;
    try {
      grant = grantOf(merged);
    } catch (IllegalArgumentException e) {
      return refused("the client id " + e.getMessage());
    }
    Trial.Verdict verdict = trial.of(grant, Deadline.in(TRIAL_TIME, clock));
    if (!request.force()) {
      switch (verdict) {
        case Trial.Verdict.Works _, Trial.Verdict.WorksWithoutRole _ -> {}
        case Trial.Verdict.Fails(String why) -> {
          return refused(
              "these credentials do not work, because "
                  + why
                  + "; what was stored before is untouched");
        }
        case Trial.Verdict.Unknown(String why) -> {
          return refused(
              "whether these credentials work could not be seen, because "
                  + why
                  + "; what was stored before is untouched: try again in a while");
        }
      }
    }
    List<Credential> changed =
        WRITING_ORDER.stream()
            .filter(request.given()::containsKey)
            .filter(
                credential -> !of(merged, credential).equals(stored.credentials().get(credential)))
            .toList();
    return request.dryRun()
        ? () -> new Result.WouldStore(changed, verdict)
        : () -> write(changed, merged, stored, request, verdict);
  }

  private static Decision refused(String why) {
    return () -> new Result.Refused(why);
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

  private Result write(
      List<Credential> changed,
      Map<Credential, Secret> merged,
      Vault.Contents stored,
      Request request,
      Trial.Verdict verdict) {
    List<Credential> written = new ArrayList<>();
    long version = stored.secretVersion();
    for (Credential credential : changed) {
      long newVersion;
      try {
        newVersion = vault.write(credential, of(merged, credential));
      } catch (RuntimeException e) {
        List<Credential> missing = changed.subList(written.size() + 1, changed.size());
        return new Result.Partly(written, Optional.of(credential), missing, e);
      }
      if (credential == Credential.CLIENT_SECRET) {
        version = newVersion;
      }
      written.add(credential);
    }
    boolean secretIsNew = written.contains(Credential.CLIENT_SECRET);
    if (!secretIsNew && request.expiresAt().isEmpty()) {
      return new Result.Stored(written, Optional.empty(), verdict);
    }
    RotationRecord record = recordOf(version, stored, request);
    try {
      vault.writeRecord(record);
    } catch (RuntimeException e) {
      return new Result.Partly(written, Optional.empty(), List.of(), e);
    }
    return new Result.Stored(written, Optional.of(record), verdict);
  }

  /**
   * What a rotation that is under way has left in the record stays: it keeps a second one from
   * being started. When Amazon made the secret is written only if the operator knows it.
   */
  private static RotationRecord recordOf(long version, Vault.Contents stored, Request request) {
    Instant expiresAt =
        request
            .expiresAt()
            .orElseGet(
                () -> request.knownSince().orElse(stored.readAt()).plus(SecretExpiry.LIFETIME));
    Instant madeAt = request.expiresAt().map(end -> end.minus(SecretExpiry.LIFETIME)).orElse(null);
    return switch (stored.record()) {
      case StoredRecord.Present(RotationRecord before) ->
          new RotationRecord(
              version, madeAt, expiresAt, before.oldSecretExpiresAt(), before.requestedAt(), null);
      case StoredRecord.Absent _ ->
          new RotationRecord(version, madeAt, expiresAt, null, null, null);
      // What it said of an old secret is lost: assume the worst.
      case StoredRecord.Broken _ ->
          new RotationRecord(
              version, madeAt, expiresAt, stored.recordWrittenAt().plus(GRACE), null, null);
    };
  }

  private static Grant.Seller grantOf(Map<Credential, Secret> set) {
    return new Grant.Seller(
        new ClientId(of(set, Credential.CLIENT_ID).reveal()),
        of(set, Credential.CLIENT_SECRET),
        of(set, Credential.REFRESH_TOKEN));
  }

  private static Secret of(Map<Credential, Secret> set, Credential credential) {
    return Objects.requireNonNull(set.get(credential), credential::key);
  }
}
