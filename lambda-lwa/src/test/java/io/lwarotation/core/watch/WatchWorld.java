package io.lwarotation.core.watch;

import io.lwarotation.core.Deadline;
import io.lwarotation.core.RotationRecord;
import io.lwarotation.core.StoreException;
import io.lwarotation.core.StoredRecord;
import io.lwarotation.core.notice.Notice;
import io.lwarotation.core.notice.NoticeTexts;
import io.lwarotation.core.notice.Place;
import io.lwarotation.core.rotation.Notices;
import io.lwarotation.core.watch.WatchFacts.Subscriptions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What the watch looks at and writes to, with state, on a clock that goes as it is told. */
final class WatchWorld implements WatchSources, WatchMemories, Notices {
  Instant now = Instant.parse("2026-01-01T06:00:00Z");
  Instant storedAt = now;
  long version = 2;
  StoredRecord record = new StoredRecord.Absent();
  @Nullable Instant noticedAt;
  long confirmed = 2;
  long pending = 0;
  long expected = 2;
  final Map<String, Long> deadLetters = new TreeMap<>();
  CallHistory calls = new CallHistory(List.of(), Optional.empty());
  final List<MemoryEntry> entries = new ArrayList<>();
  final List<Notice> published = new ArrayList<>();

  /** What fails now, by the name of the port's method. */
  final List<String> failing = new ArrayList<>();

  /** Runs at the next write of the memory, before it. */
  Runnable beforePut = () -> {};

  /** Runs at the next notice, before it. */
  Runnable beforePublish = () -> {};

  /** Dies instead of writing that the telling is done. */
  boolean diesBeforeRemembering;

  WatchApplication watch() {
    return new WatchApplication(
        this, this, this, new NoticeTexts("my-erp", Place.UNKNOWN, false), () -> now);
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

  void record(Instant expiresAt, @Nullable Instant oldEnds, @Nullable Instant requestedAt) {
    record =
        new StoredRecord.Present(
            new RotationRecord(version, null, expiresAt, oldEnds, requestedAt, null));
  }

  private void need(String part) {
    if (failing.contains(part)) {
      throw new StoreException(StoreException.Kind.REFUSED, part + " is refused.", null);
    }
  }

  @Override
  public SecretDates secret(Deadline deadline) {
    need("secret");
    return new SecretDates(version, storedAt, record, noticedAt, now);
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
    return calls;
  }

  @Override
  public MemoryEntry at(long wanted, Deadline deadline) {
    need("memory");
    int index = wanted == 0 ? entries.size() - 1 : (int) wanted - 1;
    return index < 0 || index >= entries.size()
        ? new MemoryEntry(0, WatchMemory.EMPTY, null, null)
        : entries.get(index);
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
  }
}
