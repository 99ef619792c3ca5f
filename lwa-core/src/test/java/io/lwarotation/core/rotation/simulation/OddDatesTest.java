package io.lwarotation.core.rotation.simulation;

import static io.lwarotation.core.rotation.simulation.Scene.expect;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.lwarotation.core.AmazonException.Service;
import io.lwarotation.core.Refusal;
import io.lwarotation.core.Secret;
import io.lwarotation.core.SecretExpiry;
import io.lwarotation.core.rotation.NewSecretMessage;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Dates that cannot be true, of Amazon and of people. */
class OddDatesTest {
  private static final Instant FAR_AHEAD = Instant.parse("9999-12-31T23:59:59Z");

  private final Scene scene = new Scene();

  /** Each later message would be older than such a date, and acknowledged for it. */
  @ParameterizedTest
  @CsvSource({"9999-12-31T23:59:59Z,", "9999-12-31T23:59:59Z,9998-12-31T00:00:00Z"})
  void aDateFarAheadMakesNoLaterSecretOld(Instant end, @Nullable Instant made) {
    expect("Stored", scene.accept(dated(scene.rotateInConsole(), end, made)));
    scene.days(60);

    NewSecretMessage later = scene.rotateInConsole();
    expect("Stored", scene.accept(later));

    assertEquals(later.newSecret(), scene.store.top().secret());
    assertEquals(later.rotatedAt(), scene.record().rotatedAt());
  }

  @Test
  void tellsOfNoEndThatNoSecretHas() {
    NewSecretMessage message = scene.rotateInConsole();

    scene.accept(dated(message, FAR_AHEAD, message.eventTime()));

    Instant latest = scene.clock.instant().plus(SecretExpiry.LIFETIME);
    Instant recorded = scene.record().expiresAt();
    assertFalse(recorded.isAfter(latest), recorded::toString);
    assertEquals(recorded, scene.events.getLast().expiresAt());
  }

  /** It may be too new to work, and is the only copy. */
  @Test
  void aSecretIsNotOverForTheTimeOfItsEventAlone() {
    NewSecretMessage message = scene.rotateInConsole();
    scene.failTokens(
        grant -> grant.clientSecret().equals(message.newSecret()),
        ModelAmazon.refused(Service.LWA, 401, Refusal.INVALID_CLIENT));
    Instant longAgo = scene.clock.instant().minus(Duration.ofDays(30));

    expect("RetryLater", scene.accept(dated(message, message.newExpiresAt(), longAgo)));
  }

  @Test
  void anEndBeforeTheSecretWasMadeIsThatOfAnEarlierOne() {
    scene.days(60);
    NewSecretMessage message = scene.rotateInConsole();
    scene.accept(message);
    Instant before = message.rotatedAt().minusSeconds(90);

    expect("Unchanged", scene.heed(scene.ending("PERIODIC_ROTATION", before, null)));
    assertEquals(message.newExpiresAt(), scene.record().expiresAt());
  }

  @Test
  void aTextThatWasStoredAgainKeepsItsEarlierEndBesideALaterMessage() {
    scene.days(50);
    Instant end = heeded(Duration.ofDays(20));
    scene.store.writeSecret(scene.store.top().secret(), true);
    scene.clock.advance(Duration.ofMinutes(5));

    heeded(Duration.ofDays(60));

    assertEquals(end, scene.record().expiresAt());
    expect("Due", scene.foresee());
  }

  @Test
  void aTextThatWasStoredAgainKeepsItsEarlierEndWhenItsMessageComesAgain() {
    NewSecretMessage message = scene.rotateInConsole();
    scene.accept(message);
    scene.days(1);
    Instant end = heeded(Duration.ofDays(3));
    scene.store.writeSecret(message.newSecret(), true);
    scene.clock.advance(Duration.ofMinutes(5));

    expect("AlreadyStored", scene.accept(message));

    assertEquals(end, scene.record().expiresAt());
    assertEquals(3, scene.record().secretVersion());
  }

  /** By hand, a day after it was replaced. */
  @Test
  void anOldSecretThatIsStoredAgainEndsWithItsGrace() {
    Secret old = scene.store.top().secret();
    NewSecretMessage message = scene.rotateInConsole();
    scene.accept(message);
    scene.days(1);
    scene.store.writeSecret(old, true);
    scene.clock.advance(Duration.ofMinutes(5));

    scene.rotate();

    assertEquals(message.oldExpiresAt(), scene.record().expiresAt());
  }

  /** Amazon says that the secret in use ends then. */
  private Instant heeded(Duration ahead) {
    Instant end = scene.clock.instant().plus(ahead);
    scene.heed(scene.ending("PERIODIC_ROTATION", end, scene.clock.instant()));
    return end;
  }

  private static NewSecretMessage dated(
      NewSecretMessage message, Instant end, @Nullable Instant made) {
    return new NewSecretMessage(message.clientId(), message.newSecret(), end, null, made, null);
  }
}
