package io.lwarotation.core.rotation;

import static io.lwarotation.core.rotation.ByHandStore.NOW;
import static io.lwarotation.core.rotation.OneDelivery.END;
import static io.lwarotation.core.rotation.OneDelivery.MADE;
import static io.lwarotation.core.rotation.OneDelivery.NEW;
import static io.lwarotation.core.rotation.OneDelivery.OLD;
import static io.lwarotation.core.rotation.OneDelivery.OTHER;
import static io.lwarotation.core.rotation.OneDelivery.THIRD;
import static io.lwarotation.core.rotation.OneDelivery.assertOutcome;
import static io.lwarotation.core.rotation.OneDelivery.once;
import static io.lwarotation.core.rotation.OneDelivery.record;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lwarotation.core.Fingerprint;
import io.lwarotation.core.Refusal;
import io.lwarotation.core.RotationRecord;
import io.lwarotation.core.StoreException;
import io.lwarotation.core.rotation.AcceptOutcome.AlreadyStored;
import io.lwarotation.core.rotation.AcceptOutcome.RetryLater;
import io.lwarotation.core.rotation.AcceptOutcome.Stored;
import io.lwarotation.core.rotation.RecordNotes.AmazonDates;
import io.lwarotation.core.rotation.RecordNotes.Claim;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a person stored under a program's write. */
class PutBackTest {
  private final OneDelivery delivery = new OneDelivery();

  @Test
  void putsBackWhatWasStoredByHandUnderItsWrite() {
    AmazonDates ofStored = new AmazonDates(MADE.minusSeconds(60), END.minusSeconds(60));
    delivery.store.entry(
        new RotationRecord(2, ofStored.rotatedAt(), ofStored.expiresAt(), null, null, null),
        RecordNotes.NONE.seen(ofStored));
    delivery.store.meanwhile = once(() -> delivery.store.secret(OTHER, NOW));

    assertInstanceOf(RetryLater.class, delivery.accept());

    assertEquals(Optional.of(OTHER), delivery.store.secrets.getLast());
    assertEquals(
        List.of("claim", "client-secret", "claim", "client-secret"), delivery.store.writes);
    assertEquals(List.of(), delivery.events);
  }

  /** Seed 855984. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void putsBackWhatWasStoredByHandWhileItPutBackSomethingElse(boolean unseen) {
    delivery.store.meanwhile =
        inTurn(() -> delivery.store.secret(OTHER, NOW), () -> delivery.store.secret(THIRD, NOW));
    if (unseen) {
      delivery.store.unseen = 5;
      assertThrows(StoreException.class, delivery::accept);
      delivery.store.unseen = 0;
      delivery.store.now = NOW.plus(Duration.ofMinutes(16));
    }

    assertInstanceOf(RetryLater.class, delivery.accept());

    assertEquals(Optional.of(THIRD), delivery.store.secrets.getLast());
    assertEquals(List.of(), delivery.events);
  }

  /** The person does not wait for the claim, and replaces it. */
  @Test
  void putsBackWhatWasForcedUnderItsWrite() {
    delivery.store.meanwhile = once(() -> delivery.force(OTHER));

    assertInstanceOf(RetryLater.class, delivery.accept());
    delivery.store.now = NOW.plus(Duration.ofMinutes(16));
    assertInstanceOf(RetryLater.class, delivery.accept());

    assertEquals(Optional.of(OTHER), delivery.store.secrets.getLast());
    assertEquals(List.of(), delivery.events);
  }

  /** What an invocation overwrote that died is known all the same. */
  @Test
  void putsBackWhatWasOverwrittenWhereAPersonTriedInVain() {
    delivery.store.meanwhile = once(() -> delivery.store.secret(OTHER, NOW));
    delivery.store.unseen = 3;
    assertThrows(StoreException.class, delivery::accept);
    delivery.store.now = NOW.plus(Duration.ofMinutes(16));
    delivery.store.failAt = 3;
    delivery.force(THIRD);
    delivery.store.unseen = -1;

    assertInstanceOf(RetryLater.class, delivery.accept());

    assertEquals(Optional.of(OTHER), delivery.store.secrets.getLast());
  }

  /** The person's claim is over by then: a computer that slept. */
  @Test
  void putsBackWhatAPersonRecordsLater() {
    delivery.store.meanwhile =
        inTurn(
            () -> delivery.store.secret(OTHER, NOW),
            () -> {
              delivery.recordByHand(3);
              delivery.store.failAt = delivery.store.writes.size();
            });
    assertThrows(StoreException.class, delivery::accept);
    delivery.store.now = NOW.plus(Duration.ofMinutes(16));

    assertInstanceOf(RetryLater.class, delivery.accept());

    assertEquals(Optional.of(OTHER), delivery.store.secrets.getLast());
    assertEquals(List.of(), delivery.events);
  }

  @Test
  void aPersonWhoRecordsLaterLeavesTheRecordOfALaterVersion() {
    delivery.store.meanwhile = once(() -> delivery.store.secret(OTHER, NOW));
    delivery.refused.put(OTHER, Refusal.SECRET_EXPIRED);
    assertEquals(new Stored(4, END), delivery.accept());

    delivery.recordByHand(3);

    delivery.assertComplete(record(4, null));
  }

  private static Runnable inTurn(Runnable... what) {
    Iterator<Runnable> turns = List.of(what).iterator();
    return () -> {
      if (turns.hasNext()) {
        turns.next().run();
      }
    };
  }

  /** Seed 5007766: the claim of a secret that was made at the same moment. */
  @Test
  void putsNothingBackThatAnotherMessagesClaimOverwrote() {
    delivery.store.secret(OTHER, NOW);
    delivery.store.secret(NEW, NOW);
    Claim claim = new Claim(NOW, 2L, MADE, Fingerprint.of(OTHER.reveal()), null);
    delivery.store.entry(
        new RotationRecord(2, null, END, null, null, null), RecordNotes.NONE.claimed(claim));

    assertEquals(new AlreadyStored(4, END), delivery.accept());
  }

  @ParameterizedTest
  @CsvSource({"2,somebody stored a secret that works by hand", "3,could not be put back"})
  void writesWhatItPutsBackAgainUntilItIsReadBack(int damaged, String reason) {
    delivery.store.meanwhile = once(() -> delivery.store.secret(OTHER, NOW));
    delivery.store.afterwards =
        () -> {
          int puttingBack = delivery.store.secrets.size() - 4;
          if (puttingBack > 0 && puttingBack <= damaged) {
            delivery.store.secrets.removeLast();
            delivery.store.secrets.add(Optional.empty());
          }
        };

    String told = assertInstanceOf(RetryLater.class, delivery.accept()).reason();

    assertTrue(told.contains(reason), told);
    assertEquals(List.of(), delivery.events);
  }

  @Test
  void finishesNothingWhileAVersionInBetweenCannotBeSeen() {
    delivery.store.meanwhile = once(() -> delivery.store.secret(OTHER, NOW));
    delivery.store.unseen = 3;
    assertThrows(StoreException.class, delivery::accept);
    delivery.store.now = NOW.plus(Duration.ofMinutes(16));
    assertThrows(StoreException.class, delivery::accept);

    assertEquals(List.of(), delivery.events);
    assertEquals(List.of("claim", "client-secret"), delivery.store.writes);
  }

  @Test
  void tellsNothingWhereWhatWasOverwrittenCannotBeTried() {
    delivery.store.meanwhile = once(() -> delivery.store.secret(OTHER, NOW));
    delivery.refused.put(OTHER, Refusal.THROTTLED);

    assertTrue(
        assertInstanceOf(RetryLater.class, delivery.accept())
            .reason()
            .contains("could not be tried"));
    assertEquals(List.of("claim", "client-secret"), delivery.store.writes);
    assertEquals(List.of(), delivery.events);
  }

  @Test
  void passesOverWhatIsRefusedOldOrTheSame() {
    delivery.store.meanwhile =
        once(
            () -> {
              delivery.store.secret(OLD, NOW);
              delivery.store.secret(OTHER, NOW);
              delivery.store.secret(NEW, NOW);
            });
    delivery.refused.put(OTHER, Refusal.SECRET_EXPIRED);

    assertEquals(new Stored(6, END), delivery.accept());
    delivery.assertComplete(record(6, null));
  }

  @ParameterizedTest
  @CsvSource({"0,AlreadyStored", "1,RetryLater"})
  void passesOverATextThatTheRecordDatesBeforeTheMessage(int later, String outcome) {
    Instant before = MADE.minusSeconds(60);
    Instant end = END.minusSeconds(60);
    delivery.store.secret(OTHER, NOW); // as version 3, days after the message's was made
    delivery.store.secret(THIRD, NOW);
    delivery.store.secret(OTHER, NOW);
    delivery.store.secret(NEW, NOW);
    Claim claim = new Claim(NOW, 4L, MADE);
    delivery.store.entry(
        new RotationRecord(3, before.plusSeconds(later), end, null, null, null),
        RecordNotes.NONE.seen(new AmazonDates(before, end)).claimed(claim));

    assertOutcome(outcome, delivery.accept());

    assertEquals(Optional.of(later == 0 ? NEW : OTHER), delivery.store.secrets.getLast());
  }

  @ParameterizedTest
  @CsvSource({"0,RetryLater", "1,AlreadyStored"})
  void putsBackWhatWasOverwrittenUnderTheClaimOfAnInvocationThatDied(int later, String outcome) {
    delivery.store.secret(OTHER, NOW);
    delivery.store.secret(NEW, NOW);
    // A claim for another message wrote nothing of this one's.
    Claim claim = new Claim(NOW.plusSeconds(1), 2L, MADE.plusSeconds(later));
    delivery.store.entry(
        new RotationRecord(2, null, END, null, null, null), RecordNotes.NONE.claimed(claim));
    delivery.store.now = NOW.plusSeconds(1);

    assertOutcome(outcome, delivery.accept());

    assertEquals(Optional.of(later == 0 ? OTHER : NEW), delivery.store.secrets.getLast());
    assertEquals(later, delivery.events.size());
  }

  @Test
  void aPersonTakesAClaimOfTheirOwnWhereTheOneOfAMessageIsOver() {
    Claim over = new Claim(NOW, 1L, MADE);
    delivery.store.entry(
        new RotationRecord(2, null, END, null, null, null), RecordNotes.NONE.claimed(over));

    delivery.force(OTHER);

    assertEquals(
        new Claim(NOW.plus(Duration.ofMinutes(5)), 2L, null),
        delivery.store.entries.get(2).notes().claim());
  }
}
