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
import static io.lwarotation.core.rotation.OneDelivery.record;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lwarotation.core.ClientId;
import io.lwarotation.core.Refusal;
import io.lwarotation.core.RotationRecord;
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
  private final ByHandStore store = delivery.store;

  @ParameterizedTest
  @CsvSource({"0,Never", "1,Stored"})
  void neverTakesASecretFromTheMomentOnAtWhichItExpires(int seconds, String outcome) {
    assertOutcome(outcome, delivery.accept(message(NOW.plusSeconds(seconds), MADE)));
  }

  @Test
  void leavesWhatAnotherMessageHasToAnnounceWhereItWritesNothing() {
    Claim announcing = new Claim(NOW.minusSeconds(1), null, MADE.minusSeconds(60));
    store.entry(record(2, null), RecordNotes.NONE.claimed(announcing));
    delivery.afterTheClaim = () -> store.secret(OTHER, NOW);

    assertInstanceOf(
        RetryLater.class, delivery.accept(message(END.plusSeconds(60), MADE.plusSeconds(60))));

    assertEquals(announcing, store.entries.getLast().notes().claim());
  }

  @Test
  void putsNothingBackThatSomebodyReplacedAfterItsClaim() {
    delivery.afterTheClaim = () -> store.secret(OTHER, NOW);
    assertInstanceOf(RetryLater.class, delivery.accept());
    delivery.afterTheClaim = () -> {};
    store.secret(NEW, NOW);
    store.now = NOW.plusSeconds(901);

    assertOutcome("AlreadyStored", delivery.accept());

    assertEquals(Optional.of(NEW), store.secrets.getLast());
  }

  @ParameterizedTest
  @CsvSource({"899,RetryLater", "900,Stored"})
  void waitsWhileItsViewIsBehindTheRecord(int secondsAgo, String outcome) {
    store.entry(NOW.minusSeconds(secondsAgo), record(3, null), RecordNotes.NONE);

    assertOutcome(outcome, delivery.accept(message(END.plusSeconds(60), MADE.plusSeconds(60))));
  }

  @ParameterizedTest
  @CsvSource({"7199,RetryLater", "7200,Stored"})
  void replacesARefusedSecretOnceAmazonMustKnowIt(int secondsAgo, String outcome) {
    store.secret(OTHER, NOW.minusSeconds(secondsAgo));
    delivery.refused.put(OTHER, Refusal.SECRET_EXPIRED);

    assertOutcome(outcome, delivery.accept());
  }

  @ParameterizedTest
  @CsvSource({"61,Stored", "60,RetryLater"})
  void takesAMessageForNewerOnlyBeyondADifferenceOfClocks(int secondsBefore, String outcome) {
    store.secret(OTHER, MADE.minusSeconds(secondsBefore));

    assertOutcome(outcome, delivery.accept());
  }

  @ParameterizedTest
  @CsvSource({"61,Stored", "60,RetryLater"})
  void theSameTextIsNoYoungerWhenItIsStoredAgain(int secondsBefore, String outcome) {
    store.secret(OTHER, MADE.minusSeconds(secondsBefore));
    store.secret(OLD, MADE);
    store.secret(OTHER, NOW);

    assertOutcome(outcome, delivery.accept());
  }

  @ParameterizedTest
  @CsvSource({"7,0,RetryLater", "7,1,Skipped", "2,0,RetryLater", "2,1,Skipped", "9,1,RetryLater"})
  void skipsASecretThatIsRefusedOnceTheOneBeforeItIsSurelyDead(
      int grace, int seconds, String outcome) {
    NewSecretMessage message =
        new NewSecretMessage(
            new ClientId("idEXAMPLE"), NEW, END, MADE.plus(Duration.ofDays(grace)), MADE, "n-1");
    store.secret(OTHER, NOW);
    delivery.refused.put(NEW, Refusal.SECRET_EXPIRED);
    store.now = MADE.plus(Duration.ofDays(8)).plusSeconds(seconds);

    assertOutcome(outcome, delivery.accept(message));
    delivery.assertNothingWritten();
  }

  @Test
  void neverSkipsASecretThatWorksOrIsTheOnlyOne() {
    store.secret(OTHER, NOW);
    store.now = OLD_END.plus(Duration.ofDays(30));
    assertOutcome("RetryLater", delivery.accept());

    delivery.refused.put(NEW, Refusal.SECRET_EXPIRED);
    delivery.refused.put(OTHER, Refusal.SECRET_EXPIRED);
    assertOutcome("RetryLater", delivery.accept());

    store.secret(null, NOW);
    assertOutcome("RetryLater", delivery.accept());
    delivery.assertNothingWritten();
  }

  @ParameterizedTest
  @CsvSource({"1,false,RetryLater", "3,false,RetryLater", "4,false,Stored", "1,true,Stored"})
  void waitsWhereSomebodyPastedOverASecretThatWorksAndMayBeNewer(
      int pastes, boolean unreadable, String outcome) {
    store.secret(OTHER, NOW);
    store.unreadable = unreadable ? 3 : -1;
    for (int i = 0; i < pastes; i++) {
      store.secret(null, NOW);
    }

    assertOutcome(outcome, delivery.accept());
  }

  @Test
  void looksUnderAStoredSecretThatIsRefused() {
    store.secret(OTHER, NOW.minus(Duration.ofHours(3)));
    store.secret(OLD, NOW.minus(Duration.ofHours(2)));
    store.secretsAt.set(1, NOW.minus(Duration.ofHours(4))); // as if made no earlier
    delivery.refused.put(OLD, Refusal.SECRET_EXPIRED);

    assertOutcome("RetryLater", delivery.accept());
    delivery.assertNothingWritten();
  }

  @Test
  void waitsWhereTheStoredSecretCannotBeTried() {
    store.secret(OTHER, NOW);
    delivery.refused.put(OTHER, Refusal.THROTTLED);

    assertInstanceOf(RetryLater.class, delivery.accept());
    delivery.assertNothingWritten();
  }

  @ParameterizedTest
  @CsvSource({"SECRET_EXPIRED,does not work", "THROTTLED,could not be tried"})
  void neitherStoresNorCompletesWhatIsNotSeenToWork(Refusal refusal, String reason) {
    delivery.refused.put(NEW, refusal);
    assertTrue(assertInstanceOf(RetryLater.class, delivery.accept()).reason().contains(reason));

    store.secret(NEW, NOW);
    assertTrue(assertInstanceOf(RetryLater.class, delivery.accept()).reason().contains(reason));

    delivery.assertNothingWritten();
  }

  @Test
  void changesNothingWhereAllIsRecorded() {
    store.secret(NEW, NOW);
    RecordNotes notes = RecordNotes.NONE.seen(new AmazonDates(MADE, END));
    store.entry(record(3, null), notes);

    assertEquals(new AlreadyStored(3, END), delivery.accept());

    assertEquals(List.of("record"), store.writes);
    assertEquals(record(3, null), store.recorded());
    assertEquals(notes, store.entries.getLast().notes());
    assertEquals(List.of(), delivery.events);
    assertEquals(0, delivery.notices);
  }

  @Test
  void leavesWhatAnotherInvocationIsStoringToIt() {
    Claim claim = new Claim(NOW.plusSeconds(1), 2L, MADE);
    store.entry(NOW, record(2, null), RecordNotes.NONE.claimed(claim));
    NewSecretMessage newer = message(END.plusSeconds(60), MADE.plusSeconds(60));
    assertInstanceOf(RetryLater.class, delivery.accept(newer));

    store.secret(NEW, NOW);
    assertInstanceOf(RetryLater.class, delivery.accept(newer));

    delivery.assertNothingWritten();
  }

  @Test
  void amazonsOlderDatesSayNothingOfASecretThatAPersonStored() {
    Duration earlier = Duration.ofDays(99);
    AmazonDates dates = new AmazonDates(MADE.minus(earlier), END.minus(earlier));
    store.entry(
        new RotationRecord(2, dates.rotatedAt(), dates.expiresAt(), null, null, "n-0"),
        RecordNotes.NONE.seen(dates));
    store.secret(OTHER, NOW);

    assertOutcome("RetryLater", delivery.accept());
    delivery.assertNothingWritten();
  }

  @ParameterizedTest
  @CsvSource({"98,RetryLater", "99,Stored"})
  void looksAtAllOverwrittenVersionsThatParameterStoreKeeps(int between, String outcome) {
    store.meanwhile.add(
        () -> {
          store.secret(OTHER, NOW);
          for (int i = 0; i < between; i++) {
            store.secret(null, NOW);
          }
        });

    assertOutcome(outcome, delivery.accept());
  }
}
