package io.lwarotation.core.rotation;

import static io.lwarotation.core.rotation.ByHandStore.NOW;
import static io.lwarotation.core.rotation.OneDelivery.END;
import static io.lwarotation.core.rotation.OneDelivery.MADE;
import static io.lwarotation.core.rotation.OneDelivery.NEW;
import static io.lwarotation.core.rotation.OneDelivery.OTHER;
import static io.lwarotation.core.rotation.OneDelivery.THIRD;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.lwarotation.core.ClientId;
import io.lwarotation.core.RotationRecord;
import io.lwarotation.core.rotation.AcceptOutcome.AlreadyStored;
import io.lwarotation.core.rotation.AcceptOutcome.RetryLater;
import io.lwarotation.core.rotation.RecordNotes.Claim;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What follows where a claim notes that something is put back. */
class PutBackNotedTest {
  private final OneDelivery delivery = new OneDelivery();

  @Test
  void writesNothingAgainThatWasPutBackTwice() {
    delivery.store.secret(OTHER, NOW);
    delivery.store.secret(NEW, NOW);
    delivery.store.secret(OTHER, NOW);
    delivery.store.secret(OTHER, NOW);
    Claim claim = Claim.toStore(OneDelivery.message(END, MADE), 2, NOW).puttingBack(OTHER, 4, NOW);
    delivery.store.entry(
        new RotationRecord(2, null, END, null, null, null), RecordNotes.NONE.claimed(claim));

    assertInstanceOf(RetryLater.class, delivery.accept());

    assertEquals(List.of(), delivery.store.writes);
  }

  /** Seed 2015596: it would go to and fro with what the SDK wrote twice. */
  @Test
  void putsNothingBackThatItMeantToOverwrite() {
    delivery.store.secret(OTHER, NOW);
    delivery.store.secret(NEW, NOW); // as version 4, with all that the claim speaks of
    delivery.store.secret(NEW, NOW);
    delivery.store.secret(OTHER, NOW);
    Claim claim = Claim.toStore(OneDelivery.message(END, MADE), 2, NOW).puttingBack(OTHER, 4, NOW);
    delivery.store.entry(
        new RotationRecord(2, null, END, null, null, null), RecordNotes.NONE.claimed(claim));
    NewSecretMessage another =
        new NewSecretMessage(new ClientId("idEXAMPLE"), THIRD, END, null, MADE, "n-2");

    assertInstanceOf(RetryLater.class, delivery.accept(another));

    assertEquals(List.of(), delivery.store.writes);
  }

  /** Seed 2000963: the invocation that noted it died before it wrote it. */
  @Test
  void putsBackWhatWasNotedAndNotWritten() {
    delivery.store.secret(OTHER, NOW);
    delivery.store.secret(NEW, NOW);
    delivery.store.secret(THIRD, NOW);
    delivery.store.secret(OTHER, NOW); // as version 6, over what somebody stored in that moment
    Claim claim = Claim.toStore(OneDelivery.message(END, MADE), 2, NOW).puttingBack(THIRD, 6, NOW);
    delivery.store.entry(
        new RotationRecord(2, null, END, null, null, null), RecordNotes.NONE.claimed(claim));

    assertEquals(
        new RetryLater("somebody stored a secret that works by hand at the same time"),
        delivery.accept());

    assertEquals(Optional.of(THIRD), delivery.store.secrets.getLast());
  }

  /** Seed 4389026: somebody stored the message's secret over what was put back. */
  @Test
  void leavesWhatSomebodyStoredOverWhatItPutBack() {
    delivery.store.secret(OTHER, NOW);
    delivery.store.secret(NEW, NOW);
    delivery.store.secret(OTHER, NOW); // put back, as version 5
    delivery.store.secret(NEW, NOW);
    Claim claim = Claim.toStore(OneDelivery.message(END, MADE), 2, NOW).puttingBack(OTHER, 4, NOW);
    delivery.store.entry(
        new RotationRecord(2, null, END, null, null, null), RecordNotes.NONE.claimed(claim));

    assertEquals(new AlreadyStored(6, END), delivery.accept());
  }
}
