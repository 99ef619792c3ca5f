package io.lwarotation.core.rotation.simulation;

import io.lwarotation.core.RotationRecord;
import io.lwarotation.core.Secret;
import io.lwarotation.core.StoreException;
import io.lwarotation.core.StoredRecord;
import io.lwarotation.core.rotation.NewSecretMessage;
import io.lwarotation.core.rotation.RecordEntry;
import io.lwarotation.core.rotation.RecordNotes;
import io.lwarotation.core.rotation.VaultState;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

/** Errors around the stored secret: its writing, its reading back, its age. */
final class SecretErrors {
  private SecretErrors() {}

  static void believesItsWrite(Ports p) {
    p.write(
        (_, real) -> {
          try {
            return real.get();
          } catch (StoreException e) {
            return p.lastSeen + 1;
          }
        });
    skipsTheReadBack(p);
  }

  static void skipsTheReadBack(Ports p) {
    Map<Long, Secret> written = new HashMap<>();
    p.write(
        (secret, real) -> {
          long version = real.get();
          written.put(version, secret);
          return version;
        });
    p.at(
        (version, real) ->
            written.containsKey(version) ? Optional.of(written.get(version)) : real.get());
  }

  static void unseenIsAbsent(Ports p) {
    p.at(
        (_, real) -> {
          try {
            return real.get();
          } catch (StoreException e) {
            return Optional.empty();
          }
        });
  }

  static void putsNothingBack(Ports p) {
    AtomicReference<Optional<Secret>> believed = new AtomicReference<>(Optional.empty());
    long[] written = {0};
    p.write(
        (secret, real) -> {
          if (AmazonErrors.isOfMessage(p, secret)) {
            written[0] = real.get();
            return written[0];
          }
          believed.set(Optional.of(secret));
          return Math.max(p.lastSeen, written[0]) + 1;
        });
    p.at((_, real) -> believed.getAndSet(Optional.empty()).or(real));
  }

  /** What somebody stored after a request looks as if it had been there before. */
  static void takesTextsForOlder(Ports p) {
    Function<Secret, Optional<Instant>> real = p.firstStored;
    p.firstStored = secret -> real.apply(secret).map(at -> at.minus(Duration.ofDays(5)));
  }

  /** Nothing that is stored is older than the message, by whatever it could be known. */
  static void provesNothingNewer(Ports p) {
    p.message
        .map(NewSecretMessage::rotatedAt)
        .ifPresent(
            made -> {
              p.seen(state -> undated(state, made));
              p.firstStored = _ -> Optional.empty();
            });
  }

  private static VaultState undated(VaultState s, Instant made) {
    RecordEntry e = s.newest();
    StoredRecord record =
        e.record() instanceof StoredRecord.Present(RotationRecord r)
            ? new StoredRecord.Present(
                RotationRecord.of(r.secretVersion(), r.expiresAt())
                    .graced(r.oldSecretExpiresAt())
                    .marked(r.requestedAt()))
            : e.record();
    Instant modified = s.secretLastModified();
    return new VaultState(
        s.clientId(),
        s.secret(),
        s.refreshToken(),
        s.secretVersion(),
        modified.isBefore(made) ? made : modified,
        new RecordEntry(
            e.version(),
            e.writtenAt(),
            record,
            e.follows(),
            new RecordNotes(e.notes().claim(), e.noticedAt(), null, null)),
        s.readAt());
  }
}
