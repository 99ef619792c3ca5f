package io.lwarotation.core.rotation.simulation;

import io.lwarotation.core.RotationRecord;
import io.lwarotation.core.SecretExpiry;
import io.lwarotation.core.SpApiAnswer;
import io.lwarotation.core.SpApiRequest;
import io.lwarotation.core.StoreException;
import io.lwarotation.core.StoredRecord;
import io.lwarotation.core.rotation.NewSecretMessage;
import io.lwarotation.core.rotation.RecordDraft;
import io.lwarotation.core.rotation.RecordEntry;
import io.lwarotation.core.rotation.RecordNotes;
import io.lwarotation.core.rotation.RecordNotes.AmazonDates;
import io.lwarotation.core.rotation.VaultState;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Errors around the record: its marks, its claims, its compare-and-set, what it is taken for. */
final class RecordErrors {
  private RecordErrors() {}

  static void keepsNoRecord(Ports p) {
    p.put((draft, _) -> draft.follows() + 1);
  }

  static void noCompareAndSet(Ports p) {
    wins(p, _ -> true);
  }

  static void reportsALostRecord(Ports p) {
    wins(
        p,
        draft ->
            p.message
                .map(NewSecretMessage::rotatedAt)
                .filter(at -> at.equals(draft.record().rotatedAt()))
                .isPresent());
  }

  private static void wins(Ports p, Predicate<RecordDraft> which) {
    p.put(
        (draft, real) -> {
          long version = real.get();
          return which.test(draft) ? draft.follows() + 1 : version;
        });
  }

  static void neverStores(Ports p) {
    p.put(
        (draft, real) -> {
          var _ = real.get();
          return draft.follows() + (draft.notes().claim() == null ? 1 : 2);
        });
  }

  static void marksNothing(Ports p) {
    p.put((draft, real) -> isMarked(draft) ? draft.follows() + 1 : real.get());
  }

  private static boolean isMarked(RecordDraft draft) {
    return draft.record().requestedAt() != null;
  }

  static void marksAfterwards(Ports p) {
    Function<RecordDraft, Long> write = p.put;
    AtomicReference<@Nullable RecordDraft> held = new AtomicReference<>();
    p.put(
        (draft, real) -> {
          if (!isMarked(draft)) {
            return real.get();
          }
          held.set(draft);
          return draft.follows() + 1;
        });
    p.spApi(
        (request, real) -> {
          SpApiAnswer answer = real.get();
          RecordDraft mark = held.getAndSet(null);
          if (request.equals(SpApiRequest.ROTATE_CLIENT_SECRET) && mark != null) {
            var _ = write.apply(mark);
          }
          return answer;
        });
  }

  static void claimsNothing(Ports p) {
    AtomicReference<@Nullable VaultState> first = new AtomicReference<>();
    AtomicReference<@Nullable RecordDraft> own = new AtomicReference<>();
    Supplier<VaultState> read = p.read;
    p.read =
        () -> {
          RecordDraft claim = own.get();
          VaultState state = first.get();
          if (claim == null || state == null) {
            VaultState seen = read.get();
            RecordEntry e = seen.newest();
            state = Ports.with(seen, with(e, e.record(), e.follows(), e.notes().claimed(null)));
            first.set(state);
            return state;
          }
          return Ports.with(
              state,
              new RecordEntry(
                  claim.follows() + 1,
                  state.readAt(),
                  new StoredRecord.Present(claim.record()),
                  claim.follows(),
                  claim.notes().claimed(null)));
        };
    p.put(
        (draft, real) -> {
          own.compareAndSet(null, draft);
          return real.get();
        });
  }

  static void unseenIsAbsent(Ports p) {
    p.recordAt(
        (version, real) -> {
          try {
            return real.get();
          } catch (StoreException e) {
            StoredRecord absent = new StoredRecord.Absent();
            return new RecordEntry(version, Instant.EPOCH, absent, version - 1, RecordNotes.NONE);
          }
        });
  }

  static void forgetsWhatLost(Ports p) {
    p.newest(e -> e.lost() ? follows(e, e.version() - 1) : e);
  }

  /** A record that was written by hand stands alone: marks and graces before it are gone. */
  static void believesHandWriting(Ports p) {
    p.newest(
        e ->
            e.follows() == null && e.record() instanceof StoredRecord.Present
                ? follows(e, e.version() - 1)
                : e);
  }

  private static RecordEntry follows(RecordEntry e, long version) {
    return with(e, e.record(), version, e.notes());
  }

  private static RecordEntry with(
      RecordEntry e, StoredRecord record, @Nullable Long follows, RecordNotes notes) {
    return new RecordEntry(e.version(), e.writtenAt(), record, follows, notes);
  }

  /** The date that somebody typed makes the secret as old as a message's date would. */
  static void believesTypedDates(Ports p) {
    p.newest(RecordErrors::dated);
    p.recordAt((_, real) -> dated(real.get()));
  }

  private static RecordEntry dated(RecordEntry e) {
    if (!(e.record() instanceof StoredRecord.Present(RotationRecord r)) || r.rotatedAt() != null) {
      return e;
    }
    Instant made = r.expiresAt().minus(SecretExpiry.LIFETIME);
    RotationRecord record =
        new RotationRecord(
            r.secretVersion(),
            made,
            r.expiresAt(),
            r.oldSecretExpiresAt(),
            r.requestedAt(),
            r.notificationId());
    return with(
        e,
        new StoredRecord.Present(record),
        e.follows() == null ? Long.valueOf(e.version() - 1) : e.follows(),
        new RecordNotes(
            e.notes().claim(), e.noticedAt(), new AmazonDates(made, r.expiresAt()), null));
  }

  /** Whatever the record says, it says it of the message's secret. */
  static void takesAnyRecord(Ports p) {
    p.message.ifPresent(
        message ->
            p.seen(
                state -> {
                  RecordEntry e = state.newest();
                  if (!message.newSecret().equals(state.secret())
                      || !(e.record() instanceof StoredRecord.Present)) {
                    return state;
                  }
                  RotationRecord record =
                      new RotationRecord(
                          state.secretVersion(),
                          message.rotatedAt(),
                          message.newExpiresAt(),
                          message.oldExpiresAt(),
                          null,
                          message.notificationId());
                  AmazonDates dates = new AmazonDates(message.rotatedAt(), message.newExpiresAt());
                  return Ports.with(
                      state,
                      with(
                          e,
                          new StoredRecord.Present(record),
                          e.version() - 1,
                          RecordNotes.NONE.seen(dates)));
                }));
  }
}
