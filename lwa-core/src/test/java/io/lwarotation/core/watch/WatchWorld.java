package io.lwarotation.core.watch;

import io.lwarotation.core.Deadline;
import io.lwarotation.core.RotationRecord;
import io.lwarotation.core.StoreException;
import io.lwarotation.core.StoredRecord;
import io.lwarotation.core.notice.Notice;
import io.lwarotation.core.notice.NoticeKind;
import io.lwarotation.core.notice.NoticeTexts;
import io.lwarotation.core.notice.Place;
import io.lwarotation.core.rotation.Notices;
import io.lwarotation.core.rotation.RecordEntry;
import io.lwarotation.core.rotation.RecordNotes;
import io.lwarotation.core.watch.WatchFacts.Subscriptions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What the watch looks at and writes to, with state, on a clock that goes as it is told. */
final class WatchWorld implements WatchSources, WatchMemories, Notices {
  Instant now = Instant.parse("2026-01-01T06:00:00Z");
  Instant storedAt = now;
  long version = 2;
  StoredRecord record = new StoredRecord.Absent();
  @Nullable Instant noticedAt;
  Instant recordWrittenAt = now;
  Optional<Instant> editedAt = Optional.empty();

  /** The newest entry of the record, if it is not the one that counts. */
  @Nullable RecordEntry newest;

  long confirmed = 2;
  long pending = 0;
  long expected = 2;
  final Map<String, Long> deadLetters = new TreeMap<>();

  /** As the metric knows them; null while they come and succeed. */
  @Nullable CallHistory calls;

  WatchSettings settings =
      new WatchSettings(false, 150, "rate(1 day)", Optional.of(Duration.ofDays(1)));
  final List<MemoryEntry> entries = new ArrayList<>();

  /** Versions of the memory that cannot be seen. */
  final Set<Long> unseen = new TreeSet<>();

  final List<Notice> published = new ArrayList<>();

  /** What fails now, by the name of the port's method. */
  final List<String> failing = new ArrayList<>();

  /** Runs at the next write of the memory, before it. */
  Runnable beforePut = () -> {};

  /** Runs at the next notice, before it. */
  Runnable beforePublish = () -> {};

  /** Runs after the next notice. */
  Runnable afterPublish = () -> {};

  /** Dies instead of writing that the telling is done. */
  boolean diesBeforeRemembering;

  WatchApplication watch() {
    return new WatchApplication(
        settings,
        this,
        this,
        this,
        new NoticeTexts("my-erp", Place.UNKNOWN, settings.automatic()),
        () -> now);
  }

  WatchApplication.Result run() {
    return watch().run(Deadline.in(Duration.ofSeconds(50), () -> now));
  }

  /** Subjects of what a run published. */
  List<String> told() {
    published.clear();
    run();
    return published.stream().map(Notice::subject).toList();
  }

  /** So many days after the secret was stored. */
  Instant day(int days) {
    return storedAt.plus(Duration.ofDays(days));
  }

  /** The same of a run at that time. */
  List<String> toldAt(Instant at) {
    now = at;
    return told();
  }

  /** The same of a run so much later. */
  List<String> toldAfter(Duration time) {
    return toldAt(now.plus(time));
  }

  /** The kinds of what a run published at that time. */
  List<NoticeKind> kindsAt(Instant at) {
    now = at;
    published.clear();
    return run().told();
  }

  /** Calls, as the metric knows them. */
  void called(@Nullable Instant last, @Nullable Instant lastGood) {
    calls =
        new CallHistory(
            Optional.ofNullable(lastGood == null ? last : lastGood),
            Optional.ofNullable(last),
            Optional.ofNullable(lastGood));
  }

  /** A rotation was asked for, and written down at that moment. */
  void requested(Instant at) {
    recordWrittenAt = at;
    record(storedAt.plus(Duration.ofDays(180)), null, at);
  }

  void record(Instant expiresAt, @Nullable Instant oldEnds, @Nullable Instant requestedAt) {
    record =
        new StoredRecord.Present(
            RotationRecord.of(version, expiresAt).graced(oldEnds).marked(requestedAt));
  }

  private void need(String part) {
    if (failing.contains(part)) {
      throw new StoreException(StoreException.Kind.REFUSED, part + " is refused.", null);
    }
  }

  @Override
  public SecretDates secret(Deadline deadline) {
    need("secret");
    RecordEntry truth =
        new RecordEntry(
            1, recordWrittenAt, record, 0L, new RecordNotes(null, noticedAt, null, null));
    return new SecretDates(
        version, storedAt, newest == null ? truth : newest, truth, editedAt, now);
  }

  @Override
  public Subscriptions subscriptions(Deadline deadline) {
    need("subscriptions");
    return new Subscriptions(confirmed, pending, expected);
  }

  @Override
  public Map<String, Long> deadLetters(Deadline deadline) {
    need("deadLetters");
    return deadLetters;
  }

  @Override
  public CallHistory calls(Instant at, Deadline deadline) {
    need("calls");
    Optional<Instant> good = Optional.of(at);
    return calls == null ? new CallHistory(good, good, good) : calls;
  }

  @Override
  public MemoryEntry newest(Deadline deadline) {
    need("memory");
    return entries.isEmpty()
        ? new MemoryEntry(0, WatchMemory.EMPTY, null, null)
        : entries.getLast();
  }

  @Override
  public Optional<MemoryEntry> at(long wanted, Deadline deadline) {
    need("memory");
    return unseen.contains(wanted) ? Optional.empty() : Optional.of(entries.get((int) wanted - 1));
  }

  @Override
  public long put(
      WatchMemory memory, long follows, @Nullable Instant tellingUntil, Deadline deadline) {
    need("put");
    if (tellingUntil == null && diesBeforeRemembering) {
      throw new IllegalStateException("died");
    }
    Runnable before = beforePut;
    beforePut = () -> {};
    before.run();
    entries.add(new MemoryEntry(entries.size() + 1L, memory, follows, tellingUntil));
    return entries.size();
  }

  @Override
  public void publish(Notice notice, Deadline deadline) {
    need("publish");
    Runnable before = beforePublish;
    beforePublish = () -> {};
    before.run();
    published.add(notice);
    Runnable after = afterPublish;
    afterPublish = () -> {};
    after.run();
  }
}
