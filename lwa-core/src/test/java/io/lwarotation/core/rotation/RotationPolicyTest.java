package io.lwarotation.core.rotation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.lwarotation.core.RotationRecord;
import io.lwarotation.core.StoredRecord;
import io.lwarotation.core.rotation.RecordNotes.AmazonDates;
import io.lwarotation.core.rotation.RotationDecision.Due;
import io.lwarotation.core.rotation.RotationDecision.Expired;
import io.lwarotation.core.rotation.RotationDecision.InFlight;
import io.lwarotation.core.rotation.RotationDecision.InGrace;
import io.lwarotation.core.rotation.RotationDecision.NotDue;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RotationPolicyTest {
  private static final Instant STORED = Instant.parse("2026-01-01T00:00:00Z");
  private static final Instant EXPIRES = STORED.plus(Duration.ofDays(170));
  private static final Instant DUE = EXPIRES.minus(Duration.ofDays(30));
  private static final Instant BY_AGE = STORED.plus(Duration.ofDays(180));
  private static final Instant BY_AGE_DUE = BY_AGE.minus(Duration.ofDays(30));
  private static final Duration TICK = Duration.ofNanos(1);
  private static final Duration TWO_DAYS = Duration.ofDays(2);

  /** So long after its mark a request may leave. */
  private static final Duration LEAVES = Duration.ofMinutes(15);

  private static final Duration WEEK = Duration.ofDays(7);
  private static final long VERSION = 7;

  private final RotationPolicy policy = new RotationPolicy(RotationSettings.STANDARD);

  static Stream<Arguments> boundaries() {
    Instant asked = DUE.plusSeconds(5);
    Instant over = asked.plus(WEEK).plus(LEAVES);
    Instant old = DUE.plusSeconds(60);
    RecordEntry plain = entry(record(VERSION, STORED, EXPIRES, null, null), DUE);
    RecordEntry marked = entry(record(VERSION, STORED, EXPIRES, null, asked), asked);
    RecordEntry grace = entry(record(VERSION, STORED, EXPIRES, old, null), DUE);
    RecordEntry absent = entry(new StoredRecord.Absent(), STORED);
    RecordEntry broken = entry(new StoredRecord.Broken("not JSON"), BY_AGE_DUE);
    RecordEntry early = entry(record(VERSION, null, BY_AGE, null, null), STORED);
    return Stream.of(
        row("a moment before it is due", DUE.minus(TICK), plain, new NotDue(DUE)),
        row("the moment it is due", DUE, plain, new Due(EXPIRES)),
        row("a moment before it expires", EXPIRES.minus(TICK), plain, new Due(EXPIRES)),
        row("the moment it expires", EXPIRES, plain, new Expired(EXPIRES)),
        row("no record, by age", BY_AGE_DUE.minus(TICK), absent, new NotDue(BY_AGE_DUE)),
        row("no record, due by age", BY_AGE_DUE, absent, new Due(BY_AGE)),
        row("no record, expired by age", BY_AGE, absent, new Expired(BY_AGE)),
        row("asked for just now", asked, marked, new InFlight(asked)),
        row("in flight to the end", asked.plus(TWO_DAYS).minus(TICK), marked, new InFlight(asked)),
        row("awaited in vain", asked.plus(TWO_DAYS), marked, new InGrace(over, true)),
        row("awaited for a week", asked.plus(WEEK).minus(TICK), marked, new InGrace(over, true)),
        row("no longer awaited", asked.plus(WEEK), marked, new InGrace(over, false)),
        row("the grace of a request is over", over, marked, new Due(EXPIRES)),
        row("the old secret lives", old.minus(TICK), grace, new InGrace(old, false)),
        row("the old secret is dead", old, grace, new Due(EXPIRES)),
        row("unreadable a week ago", BY_AGE_DUE.plus(WEEK), broken, new Due(BY_AGE)),
        row(
            "unreadable, and it may have held a claim",
            BY_AGE_DUE.plusSeconds(900).minus(TICK),
            broken,
            new InFlight(BY_AGE_DUE)),
        row(
            "unreadable for longer than a claim lasts",
            BY_AGE_DUE.plusSeconds(900),
            broken,
            new InGrace(BY_AGE_DUE.plus(WEEK), false)),
        row(
            "unreadable not yet a week",
            BY_AGE_DUE.plus(WEEK).minus(TICK),
            broken,
            new InGrace(BY_AGE_DUE.plus(WEEK), false)),
        row(
            "a request of another version of the secret",
            asked,
            entry(record(VERSION - 1, STORED, EXPIRES, null, asked), asked),
            new InFlight(asked)),
        row(
            "dates of another version of the secret",
            BY_AGE_DUE,
            entry(record(VERSION - 1, STORED, STORED, null, null), STORED),
            new Due(BY_AGE)),
        row(
            "a grace that no message told",
            STORED.plus(WEEK).minus(TICK),
            entry(record(VERSION, STORED, STORED.plus(TWO_DAYS).plus(WEEK), null, null), STORED),
            new InGrace(STORED.plus(WEEK), false)),
        row(
            "a grace that ended before the rotation that the record speaks of",
            STORED.plus(WEEK).minus(TICK),
            entry(
                record(VERSION, STORED, STORED.plus(TWO_DAYS).plus(WEEK), STORED.minus(TICK), null),
                STORED),
            new InGrace(STORED.plus(WEEK), false)),
        row(
            "the grace of Amazon's newest rotation, though another secret is stored",
            BY_AGE_DUE.plus(WEEK).minus(TICK),
            told(BY_AGE_DUE, record(VERSION, null, BY_AGE, null, null)),
            new InGrace(BY_AGE_DUE.plus(WEEK), false)),
        row(
            "that grace is over",
            BY_AGE_DUE.plus(WEEK),
            told(BY_AGE_DUE, record(VERSION, null, BY_AGE, null, null)),
            new Due(BY_AGE)),
        row(
            "another text was stored after the request",
            STORED.plusSeconds(60),
            entry(record(VERSION - 1, null, BY_AGE, null, STORED.minus(TICK)), STORED),
            new InGrace(STORED.plus(WEEK).plus(LEAVES).minus(TICK), false)),
        row(
            "a request dated later than its entry",
            DUE.plus(WEEK).plus(LEAVES),
            entry(record(VERSION, STORED, EXPIRES, null, EXPIRES.plus(WEEK)), DUE),
            new Due(EXPIRES)),
        row(
            "a grace that never ends",
            EXPIRES.minus(TICK),
            entry(record(VERSION, STORED, EXPIRES, Instant.MAX, null), STORED),
            new Due(EXPIRES)),
        row(
            "an expiry that never comes",
            BY_AGE,
            entry(record(VERSION, STORED, Instant.MAX, null, null), STORED),
            new Expired(BY_AGE)),
        row(
            "asked for, and Amazon's secret was stored later",
            STORED.plusSeconds(60),
            entry(record(VERSION, STORED, EXPIRES, null, STORED.minus(TICK)), STORED),
            new InFlight(STORED.minus(TICK))),
        row(
            "asked for, and a person stored another text later",
            STORED.plusSeconds(60),
            entry(record(VERSION, null, BY_AGE, null, STORED.minus(TICK)), STORED),
            new InGrace(STORED.plus(WEEK).plus(LEAVES).minus(TICK), false)),
        row(
            "asked for, and the record speaks of the secret before",
            STORED.plusSeconds(60),
            entry(record(VERSION - 1, STORED, EXPIRES, null, STORED.minus(TICK)), STORED),
            new InGrace(STORED.plus(WEEK).plus(LEAVES).minus(TICK), false)),
        row(
            "the grace of a newer rotation than the stored secret's",
            BY_AGE_DUE.plus(WEEK).minus(TICK),
            told(BY_AGE_DUE, record(VERSION, STORED, BY_AGE, null, null)),
            new InGrace(BY_AGE_DUE.plus(WEEK), false)),
        row("a record by hand", BY_AGE_DUE, early, new Due(BY_AGE)),
        row(
            "somebody stores a new secret",
            DUE.plusSeconds(10),
            storing(DUE, DUE.plusSeconds(900)),
            new InFlight(DUE)),
        row(
            "somebody died storing one",
            DUE.plusSeconds(900),
            storing(DUE, DUE.plusSeconds(900)),
            new Due(EXPIRES)),
        row(
            "somebody stores for ever",
            DUE.plusSeconds(1800),
            storing(DUE, Instant.MAX),
            new Due(EXPIRES)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("boundaries")
  void decidesAtEveryBoundary(
      String name, Instant now, RecordEntry truth, RotationDecision expected) {
    assertEquals(expected, policy.decide(now, truth, VERSION, STORED));
  }

  private static Arguments row(
      String name, Instant now, RecordEntry truth, RotationDecision expected) {
    return Arguments.of(name, now, truth, expected);
  }

  private static StoredRecord record(
      long version,
      @Nullable Instant rotatedAt,
      Instant expiresAt,
      @Nullable Instant oldExpiresAt,
      @Nullable Instant requestedAt) {
    return new StoredRecord.Present(
        new RotationRecord(version, rotatedAt, expiresAt, oldExpiresAt, requestedAt, null));
  }

  private static RecordEntry entry(StoredRecord record, Instant writtenAt) {
    return new RecordEntry(3, writtenAt, record, null, RecordNotes.NONE);
  }

  private static RecordEntry told(Instant rotatedAt, StoredRecord record) {
    return new RecordEntry(
        3,
        rotatedAt,
        record,
        2L,
        RecordNotes.NONE.seen(new AmazonDates(rotatedAt, rotatedAt.plus(WEEK))));
  }

  private static RecordEntry storing(Instant writtenAt, Instant until) {
    return new RecordEntry(
        3,
        writtenAt,
        record(VERSION, STORED, EXPIRES, null, null),
        null,
        RecordNotes.NONE.claimed(new RecordNotes.Claim(until, null, null)));
  }
}
