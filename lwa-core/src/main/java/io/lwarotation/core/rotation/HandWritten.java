package io.lwarotation.core.rotation;

import io.lwarotation.core.RotationRecord;
import io.lwarotation.core.StoredRecord;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What an entry means that a person wrote over another one. It counts, but its dates only make
 * things earlier: a mark, a claim, a grace and Amazon's dates stay as the programs left them.
 */
final class HandWritten {

  private HandWritten() {}

  static RecordEntry over(RecordEntry before, RecordEntry entry) {
    return new RecordEntry(
        entry.version(), entry.writtenAt(), record(before, entry), null, before.notes());
  }

  private static StoredRecord record(RecordEntry before, RecordEntry entry) {
    return switch (before.record()) {
      case StoredRecord.Present(RotationRecord known) ->
          new StoredRecord.Present(
              switch (entry.record()) {
                case StoredRecord.Present(RotationRecord written) ->
                    merged(known, written, entry.writtenAt());
                case StoredRecord.Absent _ -> known;
                // It may be older than a rotation of which nobody knows.
                case StoredRecord.Broken _ -> known.gracedAtLeast(worst(entry));
              });
      case StoredRecord.Broken _ ->
          entry.record() instanceof StoredRecord.Present(RotationRecord written)
              ? new StoredRecord.Present(
                  dated(written, entry.writtenAt()).gracedAtLeast(worst(before)))
              : before.record();
      case StoredRecord.Absent _ ->
          entry.record() instanceof StoredRecord.Present(RotationRecord written)
              ? new StoredRecord.Present(dated(written, entry.writtenAt()))
              : entry.record();
    };
  }

  private static RotationRecord merged(
      RotationRecord known, RotationRecord written, Instant writtenAt) {
    RotationRecord plain = dated(written, writtenAt);
    boolean same = written.secretVersion() == known.secretVersion();
    boolean older = written.secretVersion() < known.secretVersion();
    return new RotationRecord(
        Math.max(known.secretVersion(), written.secretVersion()),
        same || older ? known.rotatedAt() : null,
        same
            ? earlier(known.expiresAt(), written.expiresAt())
            : older ? known.expiresAt() : written.expiresAt(),
        later(known.oldSecretExpiresAt(), plain.oldSecretExpiresAt()),
        known.requestedAt() != null ? known.requestedAt() : plain.requestedAt(),
        same || older ? known.notificationId() : null);
  }

  /** When a grace is over of which an unreadable entry may have spoken. */
  static Instant worst(RecordEntry unreadable) {
    return unreadable.writtenAt().plus(RotationSettings.STANDARD.grace());
  }

  /** Without what only Amazon can say, and without dates that cannot be true. */
  private static RotationRecord dated(RotationRecord written, Instant writtenAt) {
    Instant grace = written.oldSecretExpiresAt();
    Instant requested = written.requestedAt();
    return RotationRecord.of(written.secretVersion(), written.expiresAt())
        .graced(grace == null ? null : earlier(grace, writtenAt.plus(RotationPolicy.LONGEST_GRACE)))
        .marked(requested == null ? null : earlier(requested, writtenAt));
  }

  private static Instant earlier(Instant a, Instant b) {
    return a.isBefore(b) ? a : b;
  }

  private static @Nullable Instant later(@Nullable Instant a, @Nullable Instant b) {
    return a == null || (b != null && b.isAfter(a)) ? b : a;
  }
}
