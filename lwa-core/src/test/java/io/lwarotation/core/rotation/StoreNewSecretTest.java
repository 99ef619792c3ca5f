package io.lwarotation.core.rotation;

import static io.lwarotation.core.rotation.ByHandStore.NOW;
import static io.lwarotation.core.rotation.OneDelivery.END;
import static io.lwarotation.core.rotation.OneDelivery.MADE;
import static io.lwarotation.core.rotation.OneDelivery.NEW;
import static io.lwarotation.core.rotation.OneDelivery.OLD_END;
import static io.lwarotation.core.rotation.OneDelivery.OTHER;
import static io.lwarotation.core.rotation.OneDelivery.assertOutcome;
import static io.lwarotation.core.rotation.OneDelivery.message;
import static io.lwarotation.core.rotation.OneDelivery.once;
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

  @Test
  void storesUnderAClaimThatOutlivesEveryInvocation() {
    assertEquals(new Stored(3, END), delivery.accept());

    assertEquals(List.of("claim", "client-secret", "claim", "record"), delivery.store.writes);
    Instant until = NOW.plus(Duration.ofMinutes(15));
    assertEquals(
        new Claim(until, 2L, MADE, Fingerprint.of(NEW.reveal()), null),
        delivery.store.entries.get(1).notes().claim());
    assertEquals(new Claim(until, null, MADE), delivery.store.entries.get(2).notes().claim());
    delivery.assertComplete(record(3, null));
  }

  @Test
  void completesWhatIsStoredAndNotRecorded() {
    delivery.store.secret(NEW, NOW);

    assertEquals(new AlreadyStored(3, END), delivery.accept());

    assertEquals(List.of("claim", "record"), delivery.store.writes);
    delivery.assertComplete(record(3, null));
  }

  /** Seed 2037313: else the message goes while another delivery is storing it once more. */
  @ParameterizedTest
  @CsvSource({"false,AlreadyStored", "true,RetryLater"})
  void acknowledgesWhatIsCompleteWhereNobodyHasWrittenSince(boolean claimed, String outcome) {
    delivery.store.secret(NEW, NOW);
    delivery.store.entry(record(3, null), RecordNotes.NONE);
    Claim another = new Claim(NOW.plusSeconds(900), 3L, MADE);
    if (claimed) {
      delivery.store.beforeAnEntry =
          once(() -> delivery.store.entry(record(3, null), RecordNotes.NONE.claimed(another)));
    }

    assertOutcome(outcome, delivery.accept());

    assertEquals(List.of("record"), delivery.store.writes);
    assertEquals(List.of(), delivery.events);
  }

  @Test
  void announcesAgainWhereAClaimIsLeft() {
    delivery.store.secret(NEW, NOW);
    delivery.store.entry(record(3, null), RecordNotes.NONE.claimed(new Claim(NOW, null, MADE)));

    assertEquals(new AlreadyStored(3, END), delivery.accept());

    delivery.assertComplete(record(3, null));
  }

  @Test
  void keepsAnEarlierEndThatTheRecordSpeaksOf() {
    delivery.store.secret(NEW, NOW);
    Instant lowered = NOW.plus(Duration.ofDays(3));
    delivery.store.entry(new RotationRecord(3, null, lowered, null, null, null), RecordNotes.NONE);

    assertEquals(new AlreadyStored(3, END), delivery.accept());

    delivery.assertComplete(new RotationRecord(3, MADE, lowered, OLD_END, null, "n-1"));
  }

  @Test
  void theEndOfAnotherVersionOrALaterOneChangesNothing() {
    delivery.store.secret(NEW, NOW);
    delivery.store.entry(new RotationRecord(2, null, NOW, null, null, null), RecordNotes.NONE);
    delivery.accept();
    delivery.assertComplete(record(3, null));

    delivery.events.clear();
    delivery.notices = 0;
    delivery.store.entry(
        new RotationRecord(3, MADE, END.plusSeconds(1), OLD_END, null, "n-1"), RecordNotes.NONE);
    delivery.accept();
    delivery.assertComplete(record(3, null));
  }

  /** A version that is wrong by one, beside the end of the secret in use. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aDateThatAPersonWroteOfAVersionToComeIsNotTheNewSecrets(boolean dies) {
    Instant early = NOW.plus(Duration.ofDays(20));
    delivery.store.hand(
        new StoredRecord.Present(new RotationRecord(3, null, early, null, null, null)));
    if (dies) {
      delivery.store.failAt = 2;
      assertThrows(StoreException.class, delivery::accept);
      delivery.store.now = NOW.plus(Duration.ofMinutes(16));
    }

    delivery.accept();

    delivery.assertComplete(record(3, null));
  }

  @ParameterizedTest
  @CsvSource({"5,false", "6,true"})
  void answersARequestThatAnotherClockMarkedAMomentLater(int seconds, boolean open) {
    Instant asked = MADE.plusSeconds(seconds);
    delivery.store.entries.add(
        new RecordEntry(
            2,
            NOW,
            new StoredRecord.Present(new RotationRecord(2, null, END, null, asked, null)),
            1L,
            RecordNotes.NONE));

    delivery.accept();

    delivery.assertComplete(record(3, open ? asked : null));
  }

  @Test
  void writesNothingWhereItsClaimDoesNotCount() {
    delivery.store.entries.add(
        new RecordEntry(9, NOW, new StoredRecord.Present(record(2, null)), 8L, RecordNotes.NONE));
    NewSecretMessage newer = message(END.plusSeconds(60), MADE.plusSeconds(60));

    assertEquals(
        new RetryLater("another invocation changed the record at the same time"),
        delivery.accept(newer));
    assertEquals(List.of("claim"), delivery.store.writes);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void writesNoSecretWhereSomebodyWroteAfterTheClaim(boolean theSecret) {
    RotationRecord record = new RotationRecord(2, null, END, null, NOW, null);
    delivery.afterTheClaim =
        theSecret
            ? () -> delivery.store.secret(OTHER, NOW)
            : () -> delivery.store.entry(record, RecordNotes.NONE);

    assertInstanceOf(RetryLater.class, delivery.accept());
    assertEquals(theSecret ? List.of("claim", "record") : List.of("claim"), delivery.store.writes);
  }

  @ParameterizedTest
  @CsvSource({"779,Stored", "780,RetryLater"})
  void beginsNoWriteShortlyBeforeItsClaimEnds(int seconds, String outcome) {
    delivery.afterTheClaim = () -> delivery.store.now = NOW.plusSeconds(seconds);

    assertOutcome(outcome, delivery.accept());
    assertEquals(outcome.equals("Stored") ? 4 : 2, delivery.store.writes.size());
  }

  @Test
  void tellsNothingOfASecretThatIsNotReadBack() {
    delivery.store.afterwards = () -> delivery.store.secrets.set(2, Optional.of(OTHER));

    assertEquals(new RetryLater("the new secret could not be read back"), delivery.accept());

    assertEquals(List.of(), delivery.events);
    assertEquals(List.of("claim", "client-secret"), delivery.store.writes);
  }

  /** Seed 804424: of a secret that was asked for, waited for and given up. */
  @ParameterizedTest
  @CsvSource({"-1,OLD_END", "0,OLD_END", "1,LATER", "2592000,LATER", "2592001,OLD_END"})
  void keepsALaterGraceThatCanBeTrue(long seconds, String end) {
    delivery.store.secret(NEW, NOW);
    Instant later = seconds < 2 ? OLD_END.plusSeconds(seconds) : NOW.plusSeconds(seconds);
    delivery.store.entry(new RotationRecord(3, null, END, later, null, null), RecordNotes.NONE);

    delivery.accept();

    delivery.assertComplete(
        new RotationRecord(3, MADE, END, end.equals("LATER") ? later : OLD_END, null, "n-1"));
  }

  @Test
  void announcesNothingThatIsNotRecorded() {
    delivery.store.failAt = Integer.MAX_VALUE;
    delivery.store.meanwhile =
        once(
            () ->
                delivery.store.entry(
                    new RotationRecord(2, null, END, null, null, null), RecordNotes.NONE));

    assertEquals(
        new RetryLater("another invocation changed the record at the same time"),
        delivery.accept());

    assertEquals(List.of(), delivery.events);
    assertEquals(0, delivery.notices);
  }

  @Test
  void comesAgainWhereTheEndOfItsClaimIsLost() {
    delivery.afterTheEvent = () -> delivery.store.entry(record(3, null), RecordNotes.NONE);

    assertEquals(
        new RetryLater("another invocation changed the record at the same time"),
        delivery.accept());
    assertEquals(1, delivery.events.size());
  }
}
