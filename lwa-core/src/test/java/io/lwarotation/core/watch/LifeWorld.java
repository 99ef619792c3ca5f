package io.lwarotation.core.watch;

import io.lwarotation.core.Deadline;
import io.lwarotation.core.RotationRecord;
import io.lwarotation.core.SecretExpiry;
import io.lwarotation.core.StoredRecord;
import io.lwarotation.core.rotation.RecordDraft;
import io.lwarotation.core.rotation.RecordEntry;
import io.lwarotation.core.rotation.RecordLog;
import io.lwarotation.core.rotation.RecordNotes;
import io.lwarotation.core.rotation.RotationDecision;
import io.lwarotation.core.rotation.RotationPolicy;
import io.lwarotation.core.rotation.RotationRecords;
import io.lwarotation.core.rotation.RotationSettings;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * What happens to an application, hour by hour: a record that stack and people write, calls that
 * succeed, fail or do not come, rotations whose secret comes late or never.
 */
final class LifeWorld implements RotationRecords {
  static final Duration GRACE = Duration.ofDays(7);

  final WatchWorld seen = new WatchWorld();
  final boolean automatic;
  final Duration period;
  final String schedule;

  /** Every version of the record. */
  final List<RecordEntry> log = new ArrayList<>();

  /** Starts of all calls, and whether each succeeded. */
  final List<Call> calls = new ArrayList<>();

  boolean scheduled = true;
  boolean credentialsWork;
  boolean rotationRuns = true;
  boolean isPut;
  @Nullable Instant editedAt;

  /** When the rotation told of its trouble. */
  final List<Instant> toldByRotation = new ArrayList<>();

  private final SplittableRandom random;
  private @Nullable Instant arrival;
  private Instant nextCall;

  record Call(Instant at, boolean good) {}

  LifeWorld(SplittableRandom random) {
    this.random = random;
    this.automatic = random.nextBoolean();
    this.period =
        List.of(Duration.ofHours(6), Duration.ofDays(1), Duration.ofDays(7)).get(random.nextInt(3));
    this.schedule = "every " + period;
    this.nextCall = seen.now.plus(Duration.ofMinutes(random.nextInt(2) * 300L + 17));
    seen.version = 1;
    seen.settings = new WatchSettings(automatic, 150, schedule, Optional.of(period));
  }

  Instant now() {
    return seen.now;
  }

  /** One hour goes by; then the scheduled call, the rotation and Amazon do what is due. */
  void hour(int hour) {
    seen.now = seen.now.plus(Duration.ofHours(1));
    Instant due = arrival;
    if (due != null && !now().isBefore(due)) {
      arrival = null;
      store();
    }
    if (automatic && rotationRuns && isPut && hour % 6 == 0) {
      rotate();
    }
    while (!nextCall.isAfter(now())) {
      if (scheduled) {
        calls.add(new Call(nextCall, isPut && credentialsWork && now().isBefore(end())));
      }
      nextCall = nextCall.plus(period);
    }
  }

  /** The watch's sources show what is so now. */
  void show() {
    seen.calls = metric();
    RecordEntry truth = truth();
    seen.newest = newest();
    seen.record = truth.record();
    seen.recordWrittenAt = truth.writtenAt();
    seen.noticedAt = truth.noticedAt();
    seen.editedAt = new RecordLog(this).editedAt(newest(), deadline());
  }

  /** Somebody or Amazon's message stores a new secret that works. */
  void store() {
    seen.version++;
    seen.storedAt = now();
    isPut = true;
    credentialsWork = true;
    arrival = null;
    Instant old = seen.version == 2 ? null : now().plus(GRACE);
    Instant end = now().plus(SecretExpiry.LIFETIME).minus(Duration.ofHours(random.nextInt(48)));
    write(RotationRecord.of(seen.version, end).graced(old), null);
  }

  /** A person stores a secret without our tools: the record speaks of another version. */
  void storeByHand() {
    seen.version++;
    seen.storedAt = now();
    isPut = true;
    credentialsWork = true;
    arrival = null;
  }

  void edit() {
    RecordEntry before = newest();
    if (before.follows() == null
        || before.record() instanceof StoredRecord.Broken
        || !now().isAfter(before.writtenAt())) {
      return; // in the same quarter of an hour it looks like a lost race
    }
    RotationRecord record = RotationRecord.of(seen.version, now().plus(Duration.ofDays(400)));
    append(new StoredRecord.Present(record), before.follows(), before.noticedAt());
    editedAt = now();
  }

  /** A person mends the record: the same secret is put once more. */
  void mend() {
    RecordEntry truth = truth();
    RotationRecord known = record(truth);
    write(
        RotationRecord.of(known.secretVersion(), known.expiresAt()).marked(known.requestedAt()),
        truth.noticedAt());
  }

  boolean isUnreadable() {
    return newest().record() instanceof StoredRecord.Broken;
  }

  boolean isSpoilt() {
    return editedAt != null || isUnreadable();
  }

  void scribble() {
    append(new StoredRecord.Broken("it is not JSON"), null, null);
    editedAt = null;
  }

  /** As RotateSecret does it, with the policy that it has. */
  private void rotate() {
    RecordEntry truth = truth();
    RotationDecision decision =
        new RotationPolicy(RotationSettings.STANDARD)
            .decide(now(), truth, seen.version, seen.storedAt);
    boolean tells =
        decision instanceof RotationDecision.Expired
            || (decision instanceof RotationDecision.InGrace(Instant _, boolean awaited)
                && awaited);
    Instant last = truth.noticedAt();
    if (tells && (last == null || !now().isBefore(last.plus(Duration.ofDays(1))))) {
      toldByRotation.add(now());
      write(record(truth), now());
    }
    if (decision instanceof RotationDecision.Due && credentialsWork) {
      RotationRecord before = record(truth);
      write(RotationRecord.of(before.secretVersion(), before.expiresAt()).marked(now()), last);
      arrival =
          random.nextInt(5) == 0 ? null : now().plus(Duration.ofHours(1 + random.nextInt(40)));
    }
  }

  private RotationRecord record(RecordEntry truth) {
    return truth.record() instanceof StoredRecord.Present(RotationRecord record)
        ? record
        : RotationRecord.of(seen.version, seen.storedAt.plus(SecretExpiry.LIFETIME));
  }

  private void write(RotationRecord record, @Nullable Instant noticedAt) {
    append(new StoredRecord.Present(record), (long) log.size(), noticedAt);
    editedAt = null;
  }

  private void append(StoredRecord record, @Nullable Long follows, @Nullable Instant noticedAt) {
    log.add(
        new RecordEntry(
            log.size() + 1L, now(), record, follows, new RecordNotes(null, noticedAt, null, null)));
  }

  /** The entry that counts. */
  private RecordEntry truth() {
    return new RecordLog(this).truth(newest(), deadline());
  }

  private Deadline deadline() {
    return Deadline.in(Duration.ofSeconds(50), this::now);
  }

  private RecordEntry newest() {
    return log.isEmpty()
        ? new RecordEntry(0, Instant.EPOCH, new StoredRecord.Absent(), null, RecordNotes.NONE)
        : log.getLast();
  }

  @Override
  public RecordEntry at(long version, Deadline deadline) {
    return log.get((int) version - 1);
  }

  @Override
  public long put(RecordDraft draft, Deadline deadline) {
    throw new AssertionError("the watch writes no record");
  }

  /** The newest entry that a program wrote, by a second account. */
  Optional<RecordEntry> counting() {
    for (RecordEntry entry : log.reversed()) {
      if (entry.follows() != null && entry.follows() == entry.version() - 1) {
        return Optional.of(entry);
      }
    }
    return Optional.empty();
  }

  /** When the secret in use ends, as far as it can be known without decrypting. */
  Instant end() {
    Instant byAge = seen.storedAt.plus(Duration.ofDays(180));
    return counting()
        .map(RecordEntry::record)
        .filter(StoredRecord.Present.class::isInstance)
        .map(present -> ((StoredRecord.Present) present).record())
        .filter(record -> record.secretVersion() == seen.version)
        .map(RotationRecord::expiresAt)
        .filter(byAge::isAfter)
        .orElse(byAge);
  }

  /** The last call of all, and the last good one: no metric forgets them here. */
  Optional<Call> lastCall(boolean good) {
    return calls.reversed().stream().filter(call -> call.good() || !good).findFirst();
  }

  /** Two weeks, in hours of the clock. */
  private CallHistory metric() {
    Instant from = now().minus(Duration.ofDays(14));
    List<Call> latestFirst =
        calls.reversed().stream().takeWhile(call -> call.at().isAfter(from)).toList();
    return new CallHistory(
        latestFirst.reversed().stream().map(this::endOfHour).findFirst(),
        latestFirst.stream().map(this::endOfHour).findFirst(),
        latestFirst.stream().filter(Call::good).map(this::endOfHour).findFirst());
  }

  private Instant endOfHour(Call call) {
    Instant end = call.at().truncatedTo(ChronoUnit.HOURS).plus(CallHistory.HOUR);
    return end.isAfter(now()) ? now() : end;
  }
}
