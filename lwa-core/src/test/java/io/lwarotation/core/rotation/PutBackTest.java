package io.lwarotation.core.rotation;

import static io.lwarotation.core.rotation.ByHandStore.NOW;
import static io.lwarotation.core.rotation.OneDelivery.END;
import static io.lwarotation.core.rotation.OneDelivery.MADE;
import static io.lwarotation.core.rotation.OneDelivery.NEW;
import static io.lwarotation.core.rotation.OneDelivery.OLD;
import static io.lwarotation.core.rotation.OneDelivery.OTHER;
import static io.lwarotation.core.rotation.OneDelivery.THIRD;
import static io.lwarotation.core.rotation.OneDelivery.assertOutcome;
import static io.lwarotation.core.rotation.OneDelivery.record;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lwarotation.core.ClientId;
import io.lwarotation.core.Fingerprint;
import io.lwarotation.core.Refusal;
import io.lwarotation.core.RotationRecord;
import io.lwarotation.core.Secret;
import io.lwarotation.core.StoreException;
import io.lwarotation.core.rotation.AcceptOutcome.AlreadyStored;
import io.lwarotation.core.rotation.AcceptOutcome.RetryLater;
import io.lwarotation.core.rotation.AcceptOutcome.Stored;
import io.lwarotation.core.rotation.RecordNotes.AmazonDates;
import io.lwarotation.core.rotation.RecordNotes.Claim;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a person stored under a program's write. */
class PutBackTest {
  private final OneDelivery delivery = new OneDelivery();
  private final ByHandStore store = delivery.store;

  @Test
  void putsBackWhatWasStoredByHandUnderItsWrite() {
    AmazonDates ofStored = new AmazonDates(MADE.minusSeconds(60), END.minusSeconds(60));
    store.entry(
        new RotationRecord(2, ofStored.rotatedAt(), ofStored.expiresAt(), null, null, null),
        RecordNotes.NONE.seen(ofStored));
    store.meanwhile.add(() -> store.secret(OTHER, NOW));

    assertInstanceOf(RetryLater.class, delivery.accept());

    assertEquals(Optional.of(OTHER), store.secrets.getLast());
    assertEquals(List.of("claim", "client-secret", "claim", "client-secret"), store.writes);
    assertEquals(List.of(), delivery.events);
  }

  /** Seed 855984. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void putsBackWhatWasStoredByHandWhileItPutBackSomethingElse(boolean unseen) {
    store.meanwhile.add(() -> store.secret(OTHER, NOW));
    store.meanwhile.add(() -> store.secret(THIRD, NOW));
    if (unseen) {
      store.unseen = 5;
      assertThrows(StoreException.class, delivery::accept);
      store.unseen = 0;
      store.now = NOW.plus(Duration.ofMinutes(16));
    }

    assertInstanceOf(RetryLater.class, delivery.accept());

    assertEquals(Optional.of(THIRD), store.secrets.getLast());
    assertEquals(List.of(), delivery.events);
  }

  /** The person does not wait for the claim, and replaces it. */
  @Test
  void putsBackWhatWasForcedUnderItsWrite() {
    store.meanwhile.add(() -> delivery.force(OTHER));

    assertInstanceOf(RetryLater.class, delivery.accept());
    store.now = NOW.plus(Duration.ofMinutes(16));
    assertInstanceOf(RetryLater.class, delivery.accept());

    assertEquals(Optional.of(OTHER), store.secrets.getLast());
    assertEquals(List.of(), delivery.events);
  }

  /** What an invocation overwrote that died is known all the same. */
  @Test
  void putsBackWhatWasOverwrittenWhereAPersonTriedInVain() {
    store.meanwhile.add(() -> store.secret(OTHER, NOW));
    store.unseen = 3;
    assertThrows(StoreException.class, delivery::accept);
    store.now = NOW.plus(Duration.ofMinutes(16));
    store.failAt = 3;
    delivery.force(THIRD);
    store.unseen = -1;

    assertInstanceOf(RetryLater.class, delivery.accept());

    assertEquals(Optional.of(OTHER), store.secrets.getLast());
  }

  /** The person's claim is over by then: a computer that slept. */
  @Test
  void putsBackWhatAPersonRecordsLater() {
    store.meanwhile.add(() -> store.secret(OTHER, NOW));
    store.meanwhile.add(
        () -> {
          delivery.recordByHand(3);
          store.failAt = store.writes.size();
        });
    assertThrows(StoreException.class, delivery::accept);
    store.now = NOW.plus(Duration.ofMinutes(16));

    assertInstanceOf(RetryLater.class, delivery.accept());

    assertEquals(Optional.of(OTHER), store.secrets.getLast());
    assertEquals(List.of(), delivery.events);
  }

  @Test
  void aPersonWhoRecordsLaterLeavesTheRecordOfALaterVersion() {
    store.meanwhile.add(() -> store.secret(OTHER, NOW));
    delivery.refused.put(OTHER, Refusal.SECRET_EXPIRED);
    assertEquals(new Stored(4, END), delivery.accept());

    delivery.recordByHand(3);

    delivery.assertComplete(record(4, null));
  }

  /** Seed 5007766: the claim of a secret that was made at the same moment. */
  @Test
  void putsNothingBackThatAnotherMessagesClaimOverwrote() {
    store.secret(OTHER, NOW);
    store.secret(NEW, NOW);
    Claim claim = new Claim(NOW, 2L, MADE, Fingerprint.of(OTHER.reveal()), null);
    store.entry(RotationRecord.of(2, END), RecordNotes.NONE.claimed(claim));

    assertEquals(new AlreadyStored(4, END), delivery.accept());
  }

  @ParameterizedTest
  @CsvSource({"2,somebody stored a secret that works by hand", "3,could not be put back"})
  void writesWhatItPutsBackAgainUntilItIsReadBack(int damaged, String reason) {
    store.meanwhile.add(() -> store.secret(OTHER, NOW));
    store.afterwards =
        () -> {
          int puttingBack = store.secrets.size() - 4;
          if (puttingBack > 0 && puttingBack <= damaged) {
            store.secrets.removeLast();
            store.secrets.add(Optional.empty());
          }
        };

    String told = assertInstanceOf(RetryLater.class, delivery.accept()).reason();

    assertTrue(told.contains(reason), told);
    assertEquals(List.of(), delivery.events);
  }

  @Test
  void finishesNothingWhileAVersionInBetweenCannotBeSeen() {
    store.meanwhile.add(() -> store.secret(OTHER, NOW));
    store.unseen = 3;
    assertThrows(StoreException.class, delivery::accept);
    store.now = NOW.plus(Duration.ofMinutes(16));
    assertThrows(StoreException.class, delivery::accept);

    assertEquals(List.of(), delivery.events);
    assertEquals(List.of("claim", "client-secret"), store.writes);
  }

  @Test
  void tellsNothingWhereWhatWasOverwrittenCannotBeTried() {
    store.meanwhile.add(() -> store.secret(OTHER, NOW));
    delivery.refused.put(OTHER, Refusal.THROTTLED);

    assertTrue(
        assertInstanceOf(RetryLater.class, delivery.accept())
            .reason()
            .contains("could not be tried"));
    assertEquals(List.of("claim", "client-secret"), store.writes);
    assertEquals(List.of(), delivery.events);
  }

  @Test
  void passesOverWhatIsRefusedOldOrTheSame() {
    store.meanwhile.add(
        () -> {
          store.secret(OLD, NOW);
          store.secret(OTHER, NOW);
          store.secret(NEW, NOW);
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
    store.secret(OTHER, NOW); // as version 3, days after the message's was made
    store.secret(THIRD, NOW);
    store.secret(OTHER, NOW);
    store.secret(NEW, NOW);
    Claim claim = new Claim(NOW, 4L, MADE);
    store.entry(
        new RotationRecord(3, before.plusSeconds(later), end, null, null, null),
        RecordNotes.NONE.seen(new AmazonDates(before, end)).claimed(claim));

    assertOutcome(outcome, delivery.accept());

    assertEquals(Optional.of(later == 0 ? NEW : OTHER), store.secrets.getLast());
  }

  @ParameterizedTest
  @CsvSource({"0,RetryLater", "1,AlreadyStored"})
  void putsBackWhatWasOverwrittenUnderTheClaimOfAnInvocationThatDied(int later, String outcome) {
    store.secret(OTHER, NOW);
    store.secret(NEW, NOW);
    // A claim for another message wrote nothing of this one's.
    Claim claim = new Claim(NOW.plusSeconds(1), 2L, MADE.plusSeconds(later));
    store.entry(RotationRecord.of(2, END), RecordNotes.NONE.claimed(claim));
    store.now = NOW.plusSeconds(1);

    assertOutcome(outcome, delivery.accept());

    assertEquals(Optional.of(later == 0 ? OTHER : NEW), store.secrets.getLast());
    assertEquals(later, delivery.events.size());
  }

  /**
   * What a claim notes that is put back over version 4, which lies there: seeds 2015596, where what
   * the SDK wrote twice would go to and fro, 2000963, where the invocation that noted it died
   * before it wrote, and 4389026, where somebody stored the message's secret over it.
   */
  @ParameterizedTest
  @CsvSource({
    "old other new other other, other, new, RetryLater, other, ''",
    "old other new new other, other, third, RetryLater, other, ''",
    "old other new other new, other, new, AlreadyStored, new, claim record",
    "old other new third other, third, new, RetryLater, third, claim client-secret"
  })
  void heedsWhatTheClaimOfAnotherInvocationPutsBack(
      String stored, String back, String message, String outcome, String left, String writes) {
    Stream.of(stored.split(" ")).skip(1).forEach(text -> store.secret(text(text), NOW));
    int over = back.equals("third") ? 6 : 4;
    Claim claim =
        Claim.toStore(OneDelivery.message(END, MADE), 2, NOW).puttingBack(text(back), over, NOW);
    store.entry(RotationRecord.of(2, END), RecordNotes.NONE.claimed(claim));
    NewSecretMessage delivered =
        new NewSecretMessage(
            new ClientId("idEXAMPLE"),
            text(message),
            END,
            OneDelivery.OLD_END,
            MADE,
            "n-" + message);

    assertOutcome(outcome, delivery.accept(delivered));

    assertEquals(Optional.of(text(left)), store.secrets.getLast());
    assertEquals(writes, String.join(" ", store.writes));
  }

  private static Secret text(String name) {
    return Secret.of(name + "EXAMPLE");
  }

  @Test
  void aPersonTakesAClaimOfTheirOwnWhereTheOneOfAMessageIsOver() {
    Claim over = new Claim(NOW, 1L, MADE);
    store.entry(RotationRecord.of(2, END), RecordNotes.NONE.claimed(over));

    delivery.force(OTHER);

    assertEquals(
        new Claim(NOW.plus(Duration.ofMinutes(5)), 2L, null), store.entries.get(2).notes().claim());
  }
}
