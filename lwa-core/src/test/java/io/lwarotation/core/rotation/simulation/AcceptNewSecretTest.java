package io.lwarotation.core.rotation.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lwarotation.core.AmazonException;
import io.lwarotation.core.ClientId;
import io.lwarotation.core.Deadline;
import io.lwarotation.core.Refusal;
import io.lwarotation.core.RotationRecord;
import io.lwarotation.core.Secret;
import io.lwarotation.core.SpApiRequest;
import io.lwarotation.core.StoredRecord;
import io.lwarotation.core.rotation.AcceptOutcome;
import io.lwarotation.core.rotation.NewSecretMessage;
import io.lwarotation.core.rotation.RecordNotes;
import io.lwarotation.core.rotation.RotateOutcome;
import io.lwarotation.core.rotation.SecretExpiryMessage;
import io.lwarotation.core.rotation.SecretVault;
import io.lwarotation.core.rotation.VaultState;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AcceptNewSecretTest {
  private final Scene scene = new Scene();

  @Test
  void storesRecordsAndAnnouncesASecretThatNobodyAskedFor() {
    scene.days(20);
    NewSecretMessage message = scene.rotateInConsole();

    assertInstanceOf(AcceptOutcome.Stored.class, scene.accept(message));

    assertEquals(message.newSecret(), scene.store.top().secret());
    RotationRecord record = scene.record().orElseThrow();
    assertEquals(2, record.secretVersion());
    assertEquals(message.newExpiresAt(), record.expiresAt());
    assertEquals(message.oldExpiresAt(), record.oldSecretExpiresAt());
    assertEquals(message.notificationId(), record.notificationId());
    assertEquals(1, scene.events.size());
    assertEquals(1, scene.notices.size());
  }

  @Test
  void changesNothingWhenTheSameMessageComesAgain() {
    NewSecretMessage message = scene.rotateInConsole();
    scene.accept(message);
    scene.days(16);
    long version = scene.store.topRecord().version();

    assertInstanceOf(AcceptOutcome.AlreadyStored.class, scene.accept(message));

    assertEquals(version, scene.store.topRecord().version());
    assertEquals(1, scene.events.size());
  }

  @Test
  void clearsTheMarkOfTheRequestThatItAnswers() {
    scene.days(151);
    assertInstanceOf(RotateOutcome.Requested.class, scene.rotate());
    scene.clock.advance(Duration.ofHours(1));

    scene.accept(scene.amazon.message(scene.rotated.getFirst()));

    assertNull(scene.record().orElseThrow().requestedAt());
  }

  @Test
  void keepsTheMarkOfARequestThatItDoesNotAnswer() {
    scene.days(150);
    NewSecretMessage earlier = scene.rotateInConsole();
    scene.rotate();
    Instant requestedAt = scene.record().orElseThrow().requestedAt();

    assertInstanceOf(AcceptOutcome.Stored.class, scene.accept(earlier));

    assertEquals(requestedAt, scene.record().orElseThrow().requestedAt());
  }

  @Test
  void skipsASecretOlderThanTheRecordedOne() {
    NewSecretMessage older = scene.rotateInConsole();
    NewSecretMessage newer = scene.rotateInConsole();
    scene.accept(newer);

    assertInstanceOf(AcceptOutcome.Skipped.class, scene.accept(older));

    assertEquals(newer.newSecret(), scene.store.top().secret());
  }

  @Test
  void neverTakesASecretOfAnotherClient() {
    NewSecretMessage m = scene.rotateInConsole();

    assertInstanceOf(
        AcceptOutcome.Never.class,
        scene.accept(
            new NewSecretMessage(
                new ClientId("amzn1.application-oa2-client.EXAMPLE-OTHER"),
                m.newSecret(),
                m.newExpiresAt(),
                null,
                null,
                null)));
    assertEquals(1, scene.store.versions().size());
  }

  @Test
  void neverTakesASecretThatHasExpired() {
    NewSecretMessage m = scene.rotateInConsole();
    scene.days(181);

    assertInstanceOf(AcceptOutcome.Never.class, scene.accept(m));
    assertEquals(1, scene.store.versions().size());
  }

  @Test
  void waitsForASecretThatDoesNotWorkYet() {
    NewSecretMessage unknown =
        new NewSecretMessage(
            scene.amazon.clientId,
            Secret.of("amzn1.oa2-cs.v1.EXAMPLE-unknown"),
            scene.clock.instant().plus(Duration.ofDays(180)),
            null,
            scene.clock.instant(),
            null);

    assertInstanceOf(AcceptOutcome.RetryLater.class, scene.accept(unknown));
    assertEquals(1, scene.store.versions().size());
  }

  @Test
  void provesASecretWithoutASellerWhenTheSellerHasRevoked() {
    NewSecretMessage message = scene.rotateInConsole();
    scene.amazon.authorized = false;

    assertInstanceOf(AcceptOutcome.Stored.class, scene.accept(message));
  }

  @Test
  void replacesABadPasteOnlyWhenItCannotBeTooNewToWork() {
    NewSecretMessage message = scene.rotateInConsole();
    scene.store.writeSecret(Secret.of("amzn1.oa2-cs.v1.EXAMPLE-bad"), true);

    assertInstanceOf(AcceptOutcome.RetryLater.class, scene.accept(message));
    scene.clock.advance(Duration.ofHours(3));
    assertInstanceOf(AcceptOutcome.Stored.class, scene.accept(message));
  }

  @Test
  void waitsWhileARecordThatCannotBeReadMayHoldTheClaimOfAnother() {
    NewSecretMessage message = scene.rotateInConsole();
    scene.store.writeRecord(new StoredRecord.Broken("not JSON"), null, RecordNotes.NONE);

    assertInstanceOf(AcceptOutcome.RetryLater.class, scene.accept(message));
    scene.clock.advance(Duration.ofMinutes(16));
    assertInstanceOf(AcceptOutcome.Stored.class, scene.accept(message));
  }

  @Test
  void letsTimeTellWhichOfTwoWorkingSecretsIsNewer() {
    NewSecretMessage older = scene.rotateInConsole();
    Secret newer = scene.rotateInConsole().newSecret();
    scene.store.writeSecret(newer, true);

    assertInstanceOf(AcceptOutcome.RetryLater.class, scene.accept(older));
    scene.days(5);
    assertInstanceOf(AcceptOutcome.RetryLater.class, scene.accept(older));

    assertEquals(newer, scene.store.top().secret());
  }

  @Test
  void takesTheNewerOfTwoThoughTheOlderWasStoredAfterItWasMade() {
    NewSecretMessage older = scene.rotateInConsole();
    NewSecretMessage newer = scene.rotateInConsole();
    assertInstanceOf(AcceptOutcome.Stored.class, scene.accept(older));

    assertInstanceOf(AcceptOutcome.Stored.class, scene.accept(newer));
  }

  @Test
  void provesASecretWithTheSellerWhereACallWithoutOneIsRefused() {
    NewSecretMessage message = scene.rotateInConsole();
    scene.spApi =
        real ->
            (request, token, deadline) -> {
              if (request.equals(SpApiRequest.GRANTLESS_PROBE)) {
                throw new AmazonException.Refused(
                    AmazonException.Service.SP_API,
                    403,
                    Refusal.ACCESS_DENIED,
                    Optional.empty(),
                    Optional.empty());
              }
              return real.send(request, token, deadline);
            };

    assertInstanceOf(AcceptOutcome.Stored.class, scene.accept(message));
  }

  @Test
  void takesTheNewSecretOverTheOldOneThatWasStoredAgain() {
    scene.days(30);
    NewSecretMessage message = scene.rotateInConsole();
    scene.store.writeSecret(scene.store.top().secret(), true);

    assertInstanceOf(AcceptOutcome.Stored.class, scene.accept(message));
  }

  @Test
  void takesALateMessageThoughSomebodyTypedADateForTheOldSecret() {
    scene.days(151);
    scene.rotate();
    NewSecretMessage message = scene.amazon.message(scene.rotated.getFirst());
    scene.clock.advance(Duration.ofHours(20));
    storeByHand(scene.store.top().secret(), scene.clock.instant());

    assertInstanceOf(AcceptOutcome.Stored.class, scene.accept(message));

    assertEquals(message.newSecret(), scene.store.top().secret());
  }

  @Test
  void keepsTheNewerSecretThoughSomebodyTypedAnEarlierDateForIt() {
    scene.days(30);
    NewSecretMessage older = scene.rotateInConsole();
    NewSecretMessage newer = scene.rotateInConsole();
    storeByHand(newer.newSecret(), older.rotatedAt().minus(Duration.ofHours(9)));

    assertInstanceOf(AcceptOutcome.RetryLater.class, scene.accept(older));

    assertEquals(newer.newSecret(), scene.store.top().secret());
  }

  @Test
  void completesWhatSomebodyStoredByHandWithATypedDate() {
    scene.days(151);
    scene.rotate();
    NewSecretMessage message = scene.amazon.message(scene.rotated.getFirst());
    scene.clock.advance(Duration.ofHours(20));
    storeByHand(message.newSecret(), scene.clock.instant());

    assertInstanceOf(AcceptOutcome.AlreadyStored.class, scene.accept(message));

    RotationRecord record = scene.record().orElseThrow();
    assertEquals(message.rotatedAt(), record.rotatedAt());
    assertEquals(message.newExpiresAt(), record.expiresAt());
    assertEquals(message.oldExpiresAt(), record.oldSecretExpiresAt());
    assertNull(record.requestedAt());
    assertEquals(1, scene.events.size());
    assertEquals(1, scene.notices.size());
  }

  @Test
  void keepsTheEarlierEndOfASecretWhenItsMessageComesAgain() {
    NewSecretMessage message = scene.rotateInConsole();
    scene.accept(message);
    Instant end = message.newExpiresAt().minus(Duration.ofDays(100));
    scene.heed(
        new SecretExpiryMessage(
            scene.amazon.clientId, end, "PERIODIC_ROTATION", scene.clock.instant()));
    long version = scene.store.topRecord().version();

    assertInstanceOf(AcceptOutcome.AlreadyStored.class, scene.accept(message));

    assertEquals(end, scene.record().orElseThrow().expiresAt());
    assertEquals(version, scene.store.topRecord().version());
  }

  @Test
  void remembersAmazonsNewestDatesWhenAnEarlierSecretIsStoredAgain() {
    scene.days(150);
    NewSecretMessage older = scene.rotateInConsole();
    scene.accept(older);
    scene.clock.advance(Duration.ofHours(1));
    NewSecretMessage newer = scene.rotateInConsole();
    scene.accept(newer);
    scene.store.writeSecret(older.newSecret(), true);

    assertInstanceOf(AcceptOutcome.AlreadyStored.class, scene.accept(older));

    assertEquals(newer.rotatedAt(), scene.store.topRecord().amazon().orElseThrow().rotatedAt());
    assertEquals(older.rotatedAt(), scene.record().orElseThrow().rotatedAt());
    assertInstanceOf(AcceptOutcome.Stored.class, scene.accept(newer));
    assertInstanceOf(AcceptOutcome.Skipped.class, scene.accept(older));
  }

  /** As a person does who knows no record's rules, with a date that they typed. */
  private void storeByHand(@Nullable Secret secret, Instant rotatedAt) {
    long version = scene.store.writeSecret(secret, true);
    scene.store.writeRecord(
        new StoredRecord.Present(
            new RotationRecord(
                version,
                rotatedAt,
                rotatedAt.plus(Duration.ofDays(180)),
                null,
                scene.record().map(RotationRecord::requestedAt).orElse(null),
                null)),
        null,
        RecordNotes.NONE);
  }

  @Test
  void putsBackWhatAPersonStoredAtTheVeryMoment() {
    NewSecretMessage message = scene.rotateInConsole();
    Secret byHand = scene.rotateInConsole().newSecret();
    scene.vault = real -> new StoredUnder(real, () -> scene.store.writeSecret(byHand, true));

    assertInstanceOf(AcceptOutcome.RetryLater.class, scene.accept(message));

    assertEquals(byHand, scene.store.top().secret());
  }

  @Test
  void keepsTheNewSecretOverABadPasteAtTheVeryMoment() {
    NewSecretMessage message = scene.rotateInConsole();
    scene.vault = real -> new StoredUnder(real, () -> scene.store.writeSecret(null, true));

    assertInstanceOf(AcceptOutcome.Stored.class, scene.accept(message));

    assertEquals(message.newSecret(), scene.store.top().secret());
    assertEquals(3, scene.record().orElseThrow().secretVersion());
  }

  @Test
  void isRepairedByTheNextDeliveryAfterADeathAtAnyStep() {
    int step = 0;
    boolean died = true;
    while (died) {
      died = dieAtAndComeAgain(step++);
    }
    assertTrue(step > 20, "only " + step + " steps were met");
  }

  private static boolean dieAtAndComeAgain(int step) {
    Scene scene = new Scene();
    NewSecretMessage message = scene.rotateInConsole();
    scene.faults.dieAtStep(step);
    boolean died = false;
    AcceptOutcome outcome = null;
    for (int delivery = 0; delivery < 5 && !isDone(outcome); delivery++) {
      try {
        outcome = scene.accept(message);
      } catch (Died e) {
        died = true;
      }
      scene.clock.advance(Duration.ofMinutes(12));
    }
    scene.faults.dieAtStep(-1);
    String where = "after a death at step " + step;
    assertTrue(isDone(outcome), where);
    assertEquals(message.newSecret(), scene.store.top().secret(), where);
    assertEquals(message.newExpiresAt(), scene.record().orElseThrow().expiresAt(), where);
    assertEquals(2, scene.record().orElseThrow().secretVersion(), where);
    assertNull(scene.store.topRecord().storingUntil(), where);
    assertTrue(!scene.events.isEmpty() && !scene.notices.isEmpty(), where);
    return died;
  }

  private static boolean isDone(@Nullable AcceptOutcome outcome) {
    return outcome instanceof AcceptOutcome.Stored
        || outcome instanceof AcceptOutcome.AlreadyStored;
  }

  /** Somebody stores a secret by hand right before the program's write. */
  private record StoredUnder(SecretVault real, Runnable byHand) implements SecretVault {
    @Override
    public VaultState read(Deadline deadline) {
      return real.read(deadline);
    }

    @Override
    public long write(Secret secret, Deadline deadline) {
      byHand.run();
      return real.write(secret, deadline);
    }

    @Override
    public Optional<Secret> at(long version, Deadline deadline) {
      return real.at(version, deadline);
    }

    @Override
    public Optional<Instant> firstStored(Secret secret, Deadline deadline) {
      return real.firstStored(secret, deadline);
    }
  }
}
