package io.lwarotation.core.rotation;

import static io.lwarotation.core.rotation.ByHandStore.NOW;
import static io.lwarotation.core.rotation.OneDelivery.END;
import static io.lwarotation.core.rotation.OneDelivery.MADE;
import static io.lwarotation.core.rotation.OneDelivery.NEW;
import static io.lwarotation.core.rotation.OneDelivery.OTHER;
import static io.lwarotation.core.rotation.OneDelivery.THIRD;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lwarotation.core.Fingerprint;
import io.lwarotation.core.RotationRecord;
import io.lwarotation.core.StoredRecord;
import io.lwarotation.core.rotation.RecordNotes.Claim;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the schedule puts back where no message is left to do it. */
class PutBackByScheduleTest {
  private final OneDelivery delivery = new OneDelivery();

  /** Seed 2037313: another delivery, which was behind, had the message acknowledged. */
  @ParameterizedTest
  @CsvSource({"0,false", "1,true", "604800,true", "604801,false"})
  void theScheduleFinishesWhatNoMessageDoes(long later, boolean repairs) {
    delivery.store.secret(OTHER, NOW);
    delivery.store.secret(NEW, NOW);
    Claim claim = new Claim(NOW.plusSeconds(1), 2L, MADE, Fingerprint.of(NEW.reveal()), null);
    delivery.store.entries.add(
        new RecordEntry(
            2,
            NOW,
            new StoredRecord.Present(new RotationRecord(2, null, END, null, null, null)),
            1L,
            RecordNotes.NONE.claimed(claim)));
    delivery.store.now = NOW.plusSeconds(later);

    assertEquals(repairs, delivery.schedule().isPresent());

    assertEquals(Optional.of(repairs ? OTHER : NEW), delivery.store.secrets.getLast());
  }

  @Test
  void theScheduleLeavesWhatNoClaimSpeaksOf() {
    delivery.store.secret(OTHER, NOW);
    delivery.store.secret(null, NOW);

    assertEquals(Optional.empty(), delivery.schedule());
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

    assertEquals(Optional.empty(), delivery.schedule());
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

    assertTrue(delivery.schedule().isPresent());

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

    assertEquals(Optional.empty(), delivery.schedule());
  }
}
