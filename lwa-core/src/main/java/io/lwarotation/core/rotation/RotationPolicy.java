package io.lwarotation.core.rotation;

import io.lwarotation.core.RotationRecord;
import io.lwarotation.core.SecretExpiry;
import io.lwarotation.core.StoredRecord;
import io.lwarotation.core.rotation.RotationDecision.Due;
import io.lwarotation.core.rotation.RotationDecision.Expired;
import io.lwarotation.core.rotation.RotationDecision.InFlight;
import io.lwarotation.core.rotation.RotationDecision.InGrace;
import io.lwarotation.core.rotation.RotationDecision.NotDue;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * When to rotate: a pure function of the moment and of what is stored.
 *
 * <p>A request and a grace are facts about the application at Amazon: they count whatever version
 * of the secret the record speaks of. Dates that cannot be true (a request later than the entry
 * that holds it, a grace or an expiry too far ahead) are cut, so that no wrong date stops rotation
 * for ever.
 */
public record RotationPolicy(RotationSettings settings) {
  /**
   * How long one invocation may take, Lambda's longest time-out: so long a new secret is taken in
   * alone, and so long after its mark a request may leave.
   */
  static final Duration STORING = Duration.ofMinutes(15);

  /** No grace that Amazon gives is longer; a later date is an error of a person or a program. */
  static final Duration LONGEST_GRACE = Duration.ofDays(30);

  /**
   * What is to be done.
   *
   * @param now by the store's clock
   * @param madeBefore when that version, or the same text in an earlier version, was written
   */
  public RotationDecision decide(
      Instant now, RecordEntry truth, long secretVersion, Instant madeBefore) {
    Optional<Instant> asked = requestedAt(truth);
    Optional<Instant> awaited = awaitedSince(now, truth, secretVersion, madeBefore);
    if (awaited.isPresent() && now.isBefore(awaited.get().plus(settings.inFlight()))) {
      return new InFlight(awaited.get());
    }
    if (isStoring(now, truth)) {
      return new InFlight(truth.writtenAt());
    }
    Instant expiresAt = SecretExpiry.of(secretVersion, madeBefore, truth.record()).expiresAt();
    if (!now.isBefore(expiresAt)) {
      return new Expired(expiresAt);
    }
    // The request left after it was noted, within the same invocation.
    Instant askedUntil =
        asked.map(at -> at.plus(settings.grace()).plus(STORING)).orElse(Instant.MIN);
    Instant graceUntil = later(askedUntil, graceEnd(truth));
    if (now.isBefore(graceUntil)) {
      return new InGrace(graceUntil, awaited.isPresent());
    }
    Due due = new Due(expiresAt);
    Instant from = dueSince(due);
    return now.isBefore(from) ? new NotDue(from) : due;
  }

  /** From when on a secret was due for rotation. */
  Instant dueSince(Due due) {
    return due.expiresAt().minus(settings.dueBefore());
  }

  /**
   * When the secret was asked for that may still come, within a week. A text that was stored for
   * the first time after the request ends the waiting: somebody stored what they found in the
   * console. Of a secret with Amazon's dates whoever stored it has seen to that.
   */
  public static Optional<Instant> awaitedSince(
      Instant now, RecordEntry truth, long secretVersion, Instant madeBefore) {
    boolean dated =
        truth.record() instanceof StoredRecord.Present(RotationRecord record)
            && record.secretVersion() == secretVersion
            && record.rotatedAt() != null;
    return requestedAt(truth)
        .filter(asked -> dated || !madeBefore.isAfter(asked))
        .filter(asked -> now.isBefore(asked.plus(RotationSettings.STANDARD.grace())));
  }

  /**
   * Whether another invocation may be storing a new secret at this moment: it says so in the
   * record, or somebody wrote over the record what cannot be read, and it may have said so before.
   */
  static boolean isStoring(Instant now, RecordEntry truth) {
    if (truth.record() instanceof StoredRecord.Broken) {
      return now.isBefore(truth.writtenAt().plus(STORING));
    }
    Instant until = truth.storingUntil();
    return until != null
        && now.isBefore(until)
        && now.isBefore(truth.writtenAt().plus(STORING).plus(STORING));
  }

  /**
   * When the rotation that may be under way was asked for; never later than it was written down.
   */
  public static Optional<Instant> requestedAt(RecordEntry truth) {
    return switch (truth.record()) {
      case StoredRecord.Present(RotationRecord record) ->
          Optional.ofNullable(record.requestedAt())
              .map(at -> at.isBefore(truth.writtenAt()) ? at : truth.writtenAt());
      case StoredRecord.Absent _, StoredRecord.Broken _ -> Optional.empty();
    };
  }

  /** Whatever was stored since, the newest rotation that Amazon told of has its grace. */
  private Instant graceEnd(RecordEntry truth) {
    Instant told =
        truth.amazon().map(dates -> dates.rotatedAt().plus(settings.grace())).orElse(Instant.MIN);
    return later(earlier(told, truth.writtenAt().plus(LONGEST_GRACE)), recordedGraceEnd(truth));
  }

  private Instant recordedGraceEnd(RecordEntry truth) {
    Instant latest = truth.writtenAt().plus(LONGEST_GRACE);
    return switch (truth.record()) {
      case StoredRecord.Present(RotationRecord record) -> {
        Instant until = record.oldSecretExpiresAt();
        Instant rotatedAt =
            record.rotatedAt() != null
                ? record.rotatedAt()
                : truth.amazon().map(RecordNotes.AmazonDates::rotatedAt).orElse(null);
        if (rotatedAt != null && (until == null || until.isBefore(rotatedAt))) {
          until = rotatedAt.plus(settings.grace());
        }
        yield until == null ? Instant.MIN : earlier(until, latest);
      }
      // What cannot be read may have held a request or a grace: both are over a grace later.
      case StoredRecord.Broken _ -> truth.writtenAt().plus(settings.grace());
      case StoredRecord.Absent _ -> Instant.MIN;
    };
  }

  private static Instant later(Instant a, Instant b) {
    return a.isBefore(b) ? b : a;
  }

  private static Instant earlier(Instant a, Instant b) {
    return a.isBefore(b) ? a : b;
  }
}
