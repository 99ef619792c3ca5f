package io.lwarotation.core.rotation.simulation;

import static io.lwarotation.core.rotation.simulation.Scene.expect;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lwarotation.core.Secret;
import io.lwarotation.core.rotation.ExpiryOutcome;
import io.lwarotation.core.rotation.NewSecretMessage;
import io.lwarotation.core.rotation.RecordNotes;
import io.lwarotation.core.rotation.SecretExpiryMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HeedExpiryMessageTest {
  private final Scene scene = new Scene();

  @Test
  void takesAmazonsDateWhereASecretWasOldWhenItWasStored() {
    scene.days(50);
    SecretExpiryMessage message = periodic(20);

    assertEquals(new ExpiryOutcome.Lowered(in(20)), scene.heed(message));

    assertEquals(in(20), scene.record().expiresAt());
    expect("Requested", scene.rotate());
    assertEquals(List.of(), scene.notices);
  }

  @Test
  void comparesTwoDatesOfAmazonWithoutAMargin() {
    NewSecretMessage rotated = scene.rotateInConsole();
    scene.accept(rotated);
    Instant before = rotated.rotatedAt().minusSeconds(30);

    expect("Unchanged", scene.heed(exposed(20, before)));
    assertEquals(new ExpiryOutcome.Lowered(in(20)), scene.heed(exposed(20, rotated.rotatedAt())));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void knowsAmazonsDateOfATextThatWasStoredAgain(boolean overAnother) {
    NewSecretMessage rotated = scene.amazon.message(scene.amazon.rotate(false));
    scene.accept(rotated); // some seconds after it was made
    scene.notices.clear();
    if (overAnother) {
      scene.write(scene.store.writeSecret(scene.amazon.secrets().getFirst().secret, true));
    }
    long version = scene.store.writeSecret(rotated.newSecret(), true);
    if (overAnother) {
      scene.write(version);
    }
    scene.clock.advance(Duration.ofMinutes(5));

    expect("Unchanged", scene.heed(exposed(20, rotated.rotatedAt().minusSeconds(30))));
    assertEquals(List.of(), scene.notices);
    assertEquals(new ExpiryOutcome.Lowered(in(20)), scene.heed(exposed(20, rotated.rotatedAt())));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void countsOnWhenTheSameTextIsStoredAgain(boolean overAnother) {
    scene.days(50);
    Secret stored = scene.store.top().secret();
    Instant end = in(20);
    SecretExpiryMessage message = periodic(20);
    scene.heed(message);
    if (overAnother) {
      scene.write(scene.store.writeSecret(Secret.of("amzn1.oa2-cs.v1.EXAMPLE-bad"), true));
    }
    long version = scene.store.writeSecret(stored, true);
    scene.clock.advance(Duration.ofMinutes(5));

    expect("Requested", scene.rotate());
    assertEquals(version, scene.record().secretVersion());
    assertEquals(end, scene.record().expiresAt());
    expect("Unchanged", scene.heed(message));
  }

  @Test
  void changesNothingWhenItComesAgain() {
    SecretExpiryMessage message = exposed(20, now());
    scene.heed(message);
    long version = scene.store.topRecord().version();

    expect("Unchanged", scene.heed(message));

    assertEquals(version, scene.store.topRecord().version());
    assertEquals(1, scene.notices.size());
  }

  @ParameterizedTest
  @CsvSource({"SECRET_EXPOSED,SECRET_EXPOSED.", "amzn1.oa2-cs.v1.EXAMPLE,none that can be shown."})
  void tellsAtOnceThatASecretEndsForAnotherReasonThanItsAge(String reason, String shown) {
    scene.heed(scene.ending(reason, in(3), now()));

    assertTrue(scene.notices.getFirst().subject().contains("ends the LWA client secret early"));
    assertTrue(scene.notices.getFirst().text().contains("reason: " + shown));
    assertTrue(scene.notices.getFirst().text().contains(in(3).toString()));
  }

  @ParameterizedTest
  @ValueSource(longs = {20, 300})
  void tellsAnotherReasonOnceWhateverTheDateIs(long days) {
    scene.days(50);
    Instant end = in(20);
    scene.heed(periodic(20));
    assertEquals(List.of(), scene.notices);
    SecretExpiryMessage message = exposed(days, now().plusSeconds(1));

    expect("Unchanged", scene.heed(message));
    assertEquals(1, scene.notices.size());
    assertTrue(scene.notices.getFirst().text().contains("reason: SECRET_EXPOSED"));
    assertEquals(end, scene.record().expiresAt(), "it never puts the end off");

    expect("Unchanged", scene.heed(message));
    assertEquals(1, scene.notices.size());
  }

  @Test
  void believesAMessageOfTheStoredSecretThatWasSentBeforeItWasStored() {
    NewSecretMessage newSecret = scene.rotateInConsole();
    scene.days(1);
    Instant sent = now();
    scene.days(1);
    scene.accept(newSecret);

    assertEquals(new ExpiryOutcome.Lowered(in(20)), scene.heed(exposed(20, sent)));

    assertEquals(newSecret.rotatedAt(), scene.record().rotatedAt());
  }

  @Test
  void keepsARequestAndTheGraceOfARecordThatSpeaksOfAnotherVersion() {
    scene.days(151);
    scene.rotate();
    Instant requestedAt = scene.record().requestedAt();
    scene.store.writeSecret(scene.store.top().secret(), true);

    expect("Lowered", scene.heed(periodic(5)));

    assertEquals(2, scene.record().secretVersion());
    assertEquals(requestedAt, scene.record().requestedAt());
  }

  @Test
  void comesAgainWhenSomebodyElseWritesTheRecord() {
    scene.races = 1;
    SecretExpiryMessage message = periodic(5);

    expect("RetryLater", scene.heed(message));
    expect("Lowered", scene.heed(message));
  }

  @ParameterizedTest
  @ValueSource(longs = {5, 300}) // a later end than the stored secret's may be the new one's
  void waitsWhileANewSecretIsBeingStored(long days) {
    NewSecretMessage newSecret = scene.rotateInConsole();
    scene.faults.dieAtStep(10); // after the claim
    assertThrows(Died.class, () -> scene.accept(newSecret));

    expect("RetryLater", scene.heed(periodic(days)));
  }

  @ParameterizedTest
  @CsvSource({
    "0,2026-01-01T00:00:00Z,false,254,RetryLater",
    "0,2026-01-01T00:00:00Z,false,255,Lowered", // nobody finishes it any more
    "1,2026-01-01T00:00:00Z,false,20,Lowered", // nothing was written under it
    "0,,false,20,Lowered", // a person's
    ",2026-01-01T00:00:00Z,false,20,Lowered", // recorded, and not announced
    "0,2026-01-01T00:00:00Z,true,20,Lowered" // somebody stored another one since
  })
  void waitsOnlyForWhatAMessagesClaimMayHaveWritten(
      @Nullable Long over,
      @Nullable Instant madeAt,
      boolean another,
      long minutes,
      String outcome) {
    RecordNotes.Claim claim =
        new RecordNotes.Claim(now().plus(Duration.ofMinutes(15)), over, madeAt);
    scene.write(1, RecordNotes.NONE.claimed(claim));
    scene.clock.advance(Duration.ofMinutes(minutes));
    if (another) {
      scene.store.writeSecret(scene.store.top().secret(), true);
    }

    expect(outcome, scene.heed(periodic(5)));
  }

  @Test
  void knowsAmazonsDateOfASecretThatWasStoredAndNeverRecorded() {
    NewSecretMessage newSecret = scene.rotateInConsole();
    scene.clock.advance(Duration.ofMinutes(30));
    SecretExpiryMessage early = exposed(20, now());
    scene.clock.advance(Duration.ofMinutes(30));
    for (int step = 1; !newSecret.newSecret().equals(scene.store.top().secret()); step++) {
      scene.faults.dieAtStep(step);
      assertThrows(Died.class, () -> scene.accept(newSecret));
      scene.faults.dieAtStep(-1);
      scene.clock.advance(Duration.ofMinutes(20)); // its claim ends
    }
    scene.clock.advance(Duration.ofHours(5)); // nobody finishes it any more

    assertEquals(new ExpiryOutcome.Lowered(early.expiresAt()), scene.heed(early));
  }

  @Test
  void waitsWhileTheRecordSpeaksOfASecretThatIsNotSeenYet() {
    scene.write(2);
    SecretExpiryMessage message = periodic(5);

    expect("RetryLater", scene.heed(message));
    scene.clock.advance(Duration.ofMinutes(16));
    expect("Lowered", scene.heed(message));
  }

  private Instant in(long days) {
    // To the second, as a message and its sender's clock are.
    return Instant.ofEpochSecond(now().plus(Duration.ofDays(days)).getEpochSecond());
  }

  private Instant now() {
    return scene.clock.instant();
  }

  private SecretExpiryMessage periodic(long days) {
    return scene.ending("PERIODIC_ROTATION", in(days), now());
  }

  private SecretExpiryMessage exposed(long days, Instant sentAt) {
    return scene.ending("SECRET_EXPOSED", in(days), sentAt);
  }
}
