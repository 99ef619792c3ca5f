package io.lwarotation.core.rotation;

import static io.lwarotation.core.rotation.ByHandStore.NOW;
import static io.lwarotation.core.rotation.OneDelivery.END;
import static io.lwarotation.core.rotation.OneDelivery.MADE;
import static io.lwarotation.core.rotation.OneDelivery.NEW;
import static io.lwarotation.core.rotation.OneDelivery.OLD;
import static io.lwarotation.core.rotation.OneDelivery.OLD_END;
import static io.lwarotation.core.rotation.OneDelivery.OTHER;
import static io.lwarotation.core.rotation.OneDelivery.assertOutcome;
import static io.lwarotation.core.rotation.OneDelivery.message;
import static io.lwarotation.core.rotation.OneDelivery.once;
import static io.lwarotation.core.rotation.OneDelivery.record;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lwarotation.core.ClientId;
import io.lwarotation.core.Refusal;
import io.lwarotation.core.RotationRecord;
import io.lwarotation.core.StoredRecord;
import io.lwarotation.core.rotation.AcceptOutcome.AlreadyStored;
import io.lwarotation.core.rotation.AcceptOutcome.RetryLater;
import io.lwarotation.core.rotation.RecordNotes.AmazonDates;
import io.lwarotation.core.rotation.RecordNotes.Claim;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of one delivery, at the moments at which that changes. */
class AcceptAtTheLimitsTest {
  private final OneDelivery delivery = new OneDelivery();

  @ParameterizedTest
  @CsvSource({"0,Never", "1,Stored"})
  void neverTakesASecretFromTheMomentOnAtWhichItExpires(int seconds, String outcome) {
    assertOutcome(outcome, delivery.accept(message(NOW.plusSeconds(seconds), MADE)));
  }

  @Test
  void leavesWhatAnotherMessageHasToAnnounceWhereItWritesNothing() {
    Claim announcing = new Claim(NOW.minusSeconds(1), null, MADE.minusSeconds(60));
    delivery.store.entry(record(2, null), RecordNotes.NONE.claimed(announcing));
    delivery.afterTheClaim = () -> delivery.store.secret(OTHER, NOW);

    assertInstanceOf(
        RetryLater.class, delivery.accept(message(END.plusSeconds(60), MADE.plusSeconds(60))));

    assertEquals(announcing, delivery.store.entries.getLast().notes().claim());
  }

  @Test
  void putsNothingBackThatSomebodyReplacedAfterItsClaim() {
    delivery.afterTheClaim = () -> delivery.store.secret(OTHER, NOW);
    assertInstanceOf(RetryLater.class, delivery.accept());
    delivery.afterTheClaim = () -> {};
    delivery.store.secret(NEW, NOW);
    delivery.store.now = NOW.plusSeconds(901);

    assertOutcome("AlreadyStored", delivery.accept());

    assertEquals(Optional.of(NEW), delivery.store.secrets.getLast());
  }

  @ParameterizedTest
  @CsvSource({"899,RetryLater", "900,Stored"})
  void waitsWhileItsViewIsBehindTheRecord(int secondsAgo, String outcome) {
    delivery.store.entries.add(
        new RecordEntry(
            2,
            NOW.minusSeconds(secondsAgo),
            new StoredRecord.Present(record(3, null)),
            1L,
            RecordNotes.NONE));

    assertOutcome(outcome, delivery.accept(message(END.plusSeconds(60), MADE.plusSeconds(60))));
  }

  @ParameterizedTest
  @CsvSource({"7199,RetryLater", "7200,Stored"})
  void replacesARefusedSecretOnceAmazonMustKnowIt(int secondsAgo, String outcome) {
    delivery.store.secret(OTHER, NOW.minusSeconds(secondsAgo));
    delivery.refused.put(OTHER, Refusal.SECRET_EXPIRED);

    assertOutcome(outcome, delivery.accept());
  }

  @ParameterizedTest
  @CsvSource({"61,Stored", "60,RetryLater"})
  void takesAMessageForNewerOnlyBeyondADifferenceOfClocks(int secondsBefore, String outcome) {
    delivery.store.secret(OTHER, MADE.minusSeconds(secondsBefore));

    assertOutcome(outcome, delivery.accept());
  }

  @ParameterizedTest
  @CsvSource({"61,Stored", "60,RetryLater"})
  void theSameTextIsNoYoungerWhenItIsStoredAgain(int secondsBefore, String outcome) {
    delivery.store.secret(OTHER, MADE.minusSeconds(secondsBefore));
    delivery.store.secret(OLD, MADE);
    delivery.store.secret(OTHER, NOW);

    assertOutcome(outcome, delivery.accept());
  }

  @ParameterizedTest
  @CsvSource({"7,0,RetryLater", "7,1,Skipped", "2,0,RetryLater", "2,1,Skipped", "9,1,RetryLater"})
  void skipsASecretThatIsRefusedOnceTheOneBeforeItIsSurelyDead(
      int grace, int seconds, String outcome) {
    NewSecretMessage message =
        new NewSecretMessage(
            new ClientId("idEXAMPLE"), NEW, END, MADE.plus(Duration.ofDays(grace)), MADE, "n-1");
    delivery.store.secret(OTHER, NOW);
    delivery.refused.put(NEW, Refusal.SECRET_EXPIRED);
    delivery.store.now = MADE.plus(Duration.ofDays(8)).plusSeconds(seconds);

    assertOutcome(outcome, delivery.accept(message));
    delivery.assertNothingWritten();
  }

  @Test
  void neverSkipsASecretThatWorksOrIsTheOnlyOne() {
    delivery.store.secret(OTHER, NOW);
    delivery.store.now = OLD_END.plus(Duration.ofDays(30));
    assertOutcome("RetryLater", delivery.accept());

    delivery.refused.put(NEW, Refusal.SECRET_EXPIRED);
    delivery.refused.put(OTHER, Refusal.SECRET_EXPIRED);
    assertOutcome("RetryLater", delivery.accept());

    delivery.store.secret(null, NOW);
    assertOutcome("RetryLater", delivery.accept());
    delivery.assertNothingWritten();
  }

  @ParameterizedTest
  @CsvSource({"1,false,RetryLater", "3,false,RetryLater", "4,false,Stored", "1,true,Stored"})
  void waitsWhereSomebodyPastedOverASecretThatWorksAndMayBeNewer(
      int pastes, boolean unreadable, String outcome) {
    delivery.store.secret(OTHER, NOW);
    delivery.store.unreadable = unreadable ? 3 : -1;
    for (int i = 0; i < pastes; i++) {
      delivery.store.secret(null, NOW);
    }

    assertOutcome(outcome, delivery.accept());
  }

  @Test
  void looksUnderAStoredSecretThatIsRefused() {
    delivery.store.secret(OTHER, NOW.minus(Duration.ofHours(3)));
    delivery.store.secret(OLD, NOW.minus(Duration.ofHours(2)));
    delivery.store.secretsAt.set(1, NOW.minus(Duration.ofHours(4))); // as if made no earlier
    delivery.refused.put(OLD, Refusal.SECRET_EXPIRED);

    assertOutcome("RetryLater", delivery.accept());
    delivery.assertNothingWritten();
  }

  @Test
  void waitsWhereTheStoredSecretCannotBeTried() {
    delivery.store.secret(OTHER, NOW);
    delivery.refused.put(OTHER, Refusal.THROTTLED);

    assertInstanceOf(RetryLater.class, delivery.accept());
    delivery.assertNothingWritten();
  }

  @ParameterizedTest
  @CsvSource({"SECRET_EXPIRED,does not work", "THROTTLED,could not be tried"})
  void neitherStoresNorCompletesWhatIsNotSeenToWork(Refusal refusal, String reason) {
    delivery.refused.put(NEW, refusal);
    assertTrue(assertInstanceOf(RetryLater.class, delivery.accept()).reason().contains(reason));

    delivery.store.secret(NEW, NOW);
    assertTrue(assertInstanceOf(RetryLater.class, delivery.accept()).reason().contains(reason));

    delivery.assertNothingWritten();
  }

  @Test
  void changesNothingWhereAllIsRecorded() {
    delivery.store.secret(NEW, NOW);
    RecordNotes notes = RecordNotes.NONE.seen(new AmazonDates(MADE, END));
    delivery.store.entry(record(3, null), notes);

    assertEquals(new AlreadyStored(3, END), delivery.accept());

    assertEquals(List.of("record"), delivery.store.writes);
    assertEquals(record(3, null), delivery.store.recorded());
    assertEquals(notes, delivery.store.entries.getLast().notes());
    assertEquals(List.of(), delivery.events);
    assertEquals(0, delivery.notices);
  }

  @Test
  void leavesWhatAnotherInvocationIsStoringToIt() {
    Claim claim = new Claim(NOW.plusSeconds(1), 2L, MADE);
    delivery.store.entry(record(2, null), RecordNotes.NONE.claimed(claim));
    RecordEntry entry = delivery.store.entries.removeLast();
    delivery.store.entries.add(new RecordEntry(2, NOW, entry.record(), 1L, entry.notes()));
    NewSecretMessage newer = message(END.plusSeconds(60), MADE.plusSeconds(60));
    assertInstanceOf(RetryLater.class, delivery.accept(newer));

    delivery.store.secret(NEW, NOW);
    assertInstanceOf(RetryLater.class, delivery.accept(newer));

    delivery.assertNothingWritten();
  }

  @Test
  void amazonsOlderDatesSayNothingOfASecretThatAPersonStored() {
    Duration earlier = Duration.ofDays(99);
    AmazonDates dates = new AmazonDates(MADE.minus(earlier), END.minus(earlier));
    delivery.store.entry(
        new RotationRecord(2, dates.rotatedAt(), dates.expiresAt(), null, null, "n-0"),
        RecordNotes.NONE.seen(dates));
    delivery.store.secret(OTHER, NOW);

    assertOutcome("RetryLater", delivery.accept());
    delivery.assertNothingWritten();
  }

  @ParameterizedTest
  @CsvSource({"98,RetryLater", "99,Stored"})
  void looksAtAllOverwrittenVersionsThatParameterStoreKeeps(int between, String outcome) {
    delivery.store.meanwhile =
        once(
            () -> {
              delivery.store.secret(OTHER, NOW);
              for (int i = 0; i < between; i++) {
                delivery.store.secret(null, NOW);
              }
            });

    assertOutcome(outcome, delivery.accept());
  }
}
