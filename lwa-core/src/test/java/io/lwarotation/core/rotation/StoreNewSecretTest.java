package io.lwarotation.core.rotation;

import static io.lwarotation.core.rotation.ByHandStore.NOW;
import static io.lwarotation.core.rotation.ByHandStore.inDays;
import static io.lwarotation.core.rotation.OneDelivery.END;
import static io.lwarotation.core.rotation.OneDelivery.MADE;
import static io.lwarotation.core.rotation.OneDelivery.NEW;
import static io.lwarotation.core.rotation.OneDelivery.OLD_END;
import static io.lwarotation.core.rotation.OneDelivery.OTHER;
import static io.lwarotation.core.rotation.OneDelivery.assertOutcome;
import static io.lwarotation.core.rotation.OneDelivery.message;
import static io.lwarotation.core.rotation.OneDelivery.record;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.lwarotation.core.Fingerprint;
import io.lwarotation.core.RotationRecord;
import io.lwarotation.core.StoreException;
import io.lwarotation.core.StoredRecord;
import io.lwarotation.core.rotation.AcceptOutcome.AlreadyStored;
import io.lwarotation.core.rotation.AcceptOutcome.RetryLater;
import io.lwarotation.core.rotation.AcceptOutcome.Stored;
import io.lwarotation.core.rotation.RecordNotes.Claim;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is written of one delivery, with others who write at the same time. */
class StoreNewSecretTest {
  private final OneDelivery delivery = new OneDelivery();
  private final ByHandStore store = delivery.store;

  @Test
  void storesUnderAClaimThatOutlivesEveryInvocation() {
    assertEquals(new Stored(3, END), delivery.accept());

    assertEquals(List.of("claim", "client-secret", "claim", "record"), store.writes);
    Instant until = NOW.plus(Duration.ofMinutes(15));
    assertEquals(
        new Claim(until, 2L, MADE, Fingerprint.of(NEW.reveal()), null),
        store.entries.get(1).notes().claim());
    assertEquals(new Claim(until, null, MADE), store.entries.get(2).notes().claim());
    delivery.assertComplete(record(3, null));
  }

  @Test
  void completesWhatIsStoredAndNotRecorded() {
    store.secret(NEW, NOW);

    assertEquals(new AlreadyStored(3, END), delivery.accept());

    assertEquals(List.of("claim", "record"), store.writes);
    delivery.assertComplete(record(3, null));
  }

  /** Seed 2037313: else the message goes while another delivery is storing it once more. */
  @ParameterizedTest
  @CsvSource({"false,AlreadyStored", "true,RetryLater"})
  void acknowledgesWhatIsCompleteWhereNobodyHasWrittenSince(boolean claimed, String outcome) {
    store.secret(NEW, NOW);
    store.entry(record(3, null));
    Claim another = new Claim(NOW.plusSeconds(900), 3L, MADE);
    if (claimed) {
      store.beforeAnEntry.add(
          () -> store.entry(record(3, null), RecordNotes.NONE.claimed(another)));
    }

    assertOutcome(outcome, delivery.accept());

    assertEquals(List.of("record"), store.writes);
    assertEquals(List.of(), delivery.events);
  }

  @Test
  void announcesAgainWhereAClaimIsLeft() {
    store.secret(NEW, NOW);
    store.entry(record(3, null), RecordNotes.NONE.claimed(new Claim(NOW, null, MADE)));

    assertEquals(new AlreadyStored(3, END), delivery.accept());

    delivery.assertComplete(record(3, null));
  }

  @Test
  void keepsAnEarlierEndThatTheRecordSpeaksOf() {
    store.secret(NEW, NOW);
    Instant lowered = inDays(3);
    store.entry(RotationRecord.of(3, lowered));

    assertEquals(new AlreadyStored(3, END), delivery.accept());

    delivery.assertComplete(new RotationRecord(3, MADE, lowered, OLD_END, null, "n-1"));
  }

  @Test
  void theEndOfAnotherVersionOrALaterOneChangesNothing() {
    store.secret(NEW, NOW);
    store.entry(RotationRecord.of(2, NOW));
    delivery.accept();
    delivery.assertComplete(record(3, null));

    delivery.events.clear();
    delivery.notices = 0;
    store.entry(new RotationRecord(3, MADE, END.plusSeconds(1), OLD_END, null, "n-1"));
    delivery.accept();
    delivery.assertComplete(record(3, null));
  }

  /** A version that is wrong by one, beside the end of the secret in use. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aDateThatAPersonWroteOfAVersionToComeIsNotTheNewSecrets(boolean dies) {
    Instant early = inDays(20);
    store.hand(new StoredRecord.Present(RotationRecord.of(3, early)));
    if (dies) {
      store.failAt = 2;
      assertThrows(StoreException.class, delivery::accept);
      store.now = NOW.plus(Duration.ofMinutes(16));
    }

    delivery.accept();

    delivery.assertComplete(record(3, null));
  }

  @ParameterizedTest
  @CsvSource({"5,false", "6,true"})
  void answersARequestThatAnotherClockMarkedAMomentLater(int seconds, boolean open) {
    Instant asked = MADE.plusSeconds(seconds);
    store.entry(NOW, RotationRecord.of(2, END).marked(asked), RecordNotes.NONE);

    delivery.accept();

    delivery.assertComplete(record(3, open ? asked : null));
  }

  @Test
  void writesNothingWhereItsClaimDoesNotCount() {
    store.entries.add(
        new RecordEntry(9, NOW, new StoredRecord.Present(record(2, null)), 8L, RecordNotes.NONE));
    NewSecretMessage newer = message(END.plusSeconds(60), MADE.plusSeconds(60));

    assertEquals(
        new RetryLater("another invocation changed the record at the same time"),
        delivery.accept(newer));
    assertEquals(List.of("claim"), store.writes);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void writesNoSecretWhereSomebodyWroteAfterTheClaim(boolean theSecret) {
    RotationRecord record = RotationRecord.of(2, END).marked(NOW);
    delivery.afterTheClaim = theSecret ? () -> store.secret(OTHER, NOW) : () -> store.entry(record);

    assertInstanceOf(RetryLater.class, delivery.accept());
    assertEquals(theSecret ? List.of("claim", "record") : List.of("claim"), store.writes);
  }

  @ParameterizedTest
  @CsvSource({"779,Stored", "780,RetryLater"})
  void beginsNoWriteShortlyBeforeItsClaimEnds(int seconds, String outcome) {
    delivery.afterTheClaim = () -> store.now = NOW.plusSeconds(seconds);

    assertOutcome(outcome, delivery.accept());
    assertEquals(outcome.equals("Stored") ? 4 : 2, store.writes.size());
  }

  @Test
  void tellsNothingOfASecretThatIsNotReadBack() {
    store.afterwards = () -> store.secrets.set(2, Optional.of(OTHER));

    assertEquals(new RetryLater("the new secret could not be read back"), delivery.accept());

    assertEquals(List.of(), delivery.events);
    assertEquals(List.of("claim", "client-secret"), store.writes);
  }

  /** Seed 804424: of a secret that was asked for, waited for and given up. */
  @ParameterizedTest
  @CsvSource({"-1,OLD_END", "0,OLD_END", "1,LATER", "2592000,LATER", "2592001,OLD_END"})
  void keepsALaterGraceThatCanBeTrue(long seconds, String end) {
    store.secret(NEW, NOW);
    Instant later = seconds < 2 ? OLD_END.plusSeconds(seconds) : NOW.plusSeconds(seconds);
    store.entry(RotationRecord.of(3, END).graced(later));

    delivery.accept();

    delivery.assertComplete(
        new RotationRecord(3, MADE, END, end.equals("LATER") ? later : OLD_END, null, "n-1"));
  }

  @Test
  void announcesNothingThatIsNotRecorded() {
    store.meanwhile.add(() -> store.entry(RotationRecord.of(2, END)));

    assertEquals(
        new RetryLater("another invocation changed the record at the same time"),
        delivery.accept());

    assertEquals(List.of(), delivery.events);
    assertEquals(0, delivery.notices);
  }

  @Test
  void comesAgainWhereTheEndOfItsClaimIsLost() {
    delivery.afterTheEvent = () -> store.entry(record(3, null));

    assertEquals(
        new RetryLater("another invocation changed the record at the same time"),
        delivery.accept());
    assertEquals(1, delivery.events.size());
  }
}
