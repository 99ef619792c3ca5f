package io.lwarotation.core.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lwarotation.core.RotationRecord;
import io.lwarotation.core.SecretExpiry;
import io.lwarotation.core.StoredRecord;
import io.lwarotation.core.notice.NoticeKind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the watch says of the rotation and its record. */
class WatchRecordTest {
  private static final List<NoticeKind> MISSING = List.of(NoticeKind.NEW_SECRET_MISSING);

  private final WatchWorld world = new WatchWorld();

  /** As where the stack rotates: the notice of the secret's end comes after these tests' days. */
  @BeforeEach
  void remindsLate() {
    world.settings = new WatchSettings(false, 160, "rate(1 day)", Optional.of(Duration.ofDays(1)));
  }

  @Test
  void tellsOfASecretThatDoesNotComeUnlessTheRotationDoes() {
    Instant asked = world.day(150);
    world.requested(asked);
    assertEquals(List.of(), world.kindsAt(asked.plus(Duration.ofDays(2))), "it may still come");
    assertEquals(MISSING, world.kindsAt(world.now.plusSeconds(1)));

    world.now = world.now.plus(Duration.ofDays(1));
    world.noticedAt = world.now.minus(Duration.ofHours(26));
    assertEquals(List.of(), world.run().told());
    world.noticedAt = world.now.minus(Duration.ofHours(26)).minusSeconds(1);
    assertEquals(MISSING, world.run().told());
  }

  @Test
  void aNoticeOfAClockThatIsAheadSilencesNobody() {
    Instant asked = world.day(150);
    world.requested(asked);
    world.now = asked.plus(Duration.ofHours(49));
    world.noticedAt = world.now.plusSeconds(1);
    assertEquals(MISSING, world.run().told());
    world.now = world.now.plus(Duration.ofDays(1));
    world.noticedAt = world.now;
    assertEquals(List.of(), world.run().told());
  }

  @Test
  void aSecretThatWasStoredAfterTheRequestEndsIt() {
    Instant asked = world.day(150);
    world.requested(asked);
    world.now = asked.plus(Duration.ofHours(50));
    world.storedAt = asked.plusSeconds(1);
    assertEquals(List.of(), world.run().told());
    world.storedAt = asked;
    assertEquals(MISSING, world.run().told());
  }

  /** As the rotation does: the late message of an earlier rotation ends no waiting. */
  @Test
  void theSecretOfAnEarlierRotationEndsNoRequest() {
    Instant asked = world.day(150);
    world.recordWrittenAt = asked.plusSeconds(1);
    world.storedAt = world.recordWrittenAt;
    Instant made = asked.minus(Duration.ofDays(8));
    world.record =
        new StoredRecord.Present(
            new RotationRecord(
                world.version, made, made.plus(SecretExpiry.LIFETIME), null, asked, "n-1"));
    assertEquals(MISSING, world.kindsAt(asked.plus(Duration.ofHours(50))));
  }

  @Test
  void aRequestIsOverAfterAWeek() {
    Instant asked = world.day(100);
    world.requested(asked);
    assertEquals(MISSING, world.kindsAt(asked.plus(Duration.ofDays(7)).minusSeconds(1)));
    assertEquals(List.of(), world.kindsAt(asked.plus(Duration.ofDays(8))));
  }

  @Test
  void theRotationTellsFirstThatTheSecretHasExpired() {
    world.settings = new WatchSettings(true, 150, "rate(1 day)", Optional.of(Duration.ofDays(1)));
    assertEquals(
        List.of(), world.kindsAt(world.day(180).plus(Duration.ofHours(11))), "its next run does");
    world.now = world.now.plus(Duration.ofDays(1));
    world.noticedAt = world.now.minus(Duration.ofHours(20));
    assertEquals(List.of(), world.run().told(), "it did");
    world.noticedAt = world.now.minus(Duration.ofHours(30));
    assertEquals(List.of(NoticeKind.SECRET_EXPIRED), world.run().told());
  }

  @Test
  void theRotationTellsFirstThatASecretDoesNotCome() {
    world.settings = new WatchSettings(true, 150, "rate(1 day)", Optional.of(Duration.ofDays(1)));
    Instant asked = world.day(100);
    world.requested(asked);
    assertEquals(List.of(), world.kindsAt(asked.plus(Duration.ofHours(59))));
    assertEquals(MISSING, world.kindsAt(asked.plus(Duration.ofHours(60))));
  }

  @Test
  void tellsOnceThatTheOldSecretEnds() {
    world.record(world.now.plus(Duration.ofDays(178)), world.now.plus(Duration.ofDays(3)), null);
    assertEquals(List.of(), world.told());
    assertEquals(1, world.toldAfter(Duration.ofDays(1)).size());
    assertEquals(List.of(), world.toldAfter(Duration.ofDays(1)));
    assertEquals(List.of(), world.toldAfter(Duration.ofDays(2)));
  }

  /** Its notice would say that the new one is stored. */
  @Test
  void tellsOfNoOldSecretWhereItIsTheStoredOne() {
    Instant end = world.now.plus(Duration.ofDays(2));
    world.record(end, end, null);

    assertEquals(List.of(NoticeKind.SECRET_EXPIRES), world.run().told());
  }

  @Test
  void tellsOfAnEditThatDoesNotCount() {
    world.editedAt = Optional.of(world.now);

    assertEquals(List.of(NoticeKind.RECORD_EDITED), world.run().told());
    assertTrue(world.published.getFirst().text().contains("edited by hand at " + world.now));
  }

  @Test
  void tellsOfABrokenRecord() {
    world.record = new StoredRecord.Broken("it is not JSON");

    assertEquals(List.of(NoticeKind.RECORD_BROKEN), world.run().told());
  }
}
