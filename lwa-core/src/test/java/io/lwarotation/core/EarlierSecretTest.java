package io.lwarotation.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.MethodSource;

final class EarlierSecretTest {
  private static final Secret EARLIER = Secret.of("amzn1.oa2-cs.v1.EXAMPLE-earlier");

  private final Fakes.Clock clock = new Fakes.Clock();
  private final Fakes.Lwa lwa = new Fakes.Lwa();
  private final List<StoredSecret> looks = new ArrayList<>();
  private final Deque<StoreException> storeFailures = new ArrayDeque<>();
  private Optional<Secret> before = Optional.of(EARLIER);
  private StoredCredentials stored = Fakes.credentials(7, Fakes.NOW);
  private final EarlierSecret earlier =
      new EarlierSecret(
          (version, text, _) -> {
            looks.add(text);
            assertEquals(stored.secretVersion(), version);
            StoreException failure = storeFailures.poll();
            if (failure != null) {
              throw failure;
            }
            return before;
          },
          lwa);

  @Test
  void makesTokensWithTheVersionBeforeAndLooksForItOnce() {
    assertTrue(exchange().isPresent());
    assertTrue(exchange().isPresent());

    assertEquals(List.of(stored.clientSecret()), looks);
    assertEquals(
        new Grant.Seller(stored.clientId(), EARLIER, stored.refreshToken()), lwa.asked.getFirst());
    assertEquals(2, lwa.asked.size());
  }

  @Test
  void looksPastAMalformedSecretToo() {
    stored = Fakes.malformed(8);

    assertTrue(exchange().isPresent());

    assertSame(stored.clientSecret(), looks.getFirst());
  }

  @Test
  void looksOnceWhereThereIsNothingToFind() {
    before = Optional.empty();

    assertEquals(Optional.empty(), exchange());
    assertEquals(Optional.empty(), exchange());

    assertEquals(1, looks.size());
    assertEquals(0, lwa.asked.size());
  }

  @ParameterizedTest
  @EnumSource(names = {"INVALID_CLIENT", "INVALID_GRANT", "INVALID_REQUEST", "CLIENT_MAY_NOT"})
  void aVerdictOfLwaSettlesItForTheseCredentials(Refusal refusal) {
    lwa.failures.add(Fakes.lwa(400, refusal));

    assertThrows(AmazonException.Refused.class, this::exchange);
    assertEquals(Optional.empty(), exchange());

    assertEquals(1, lwa.asked.size());
  }

  @ParameterizedTest
  @EnumSource(
      mode = Mode.EXCLUDE,
      names = {"INVALID_CLIENT", "INVALID_GRANT", "INVALID_REQUEST", "CLIENT_MAY_NOT"})
  void whatPassesNeverDropsIt(Refusal refusal) {
    for (int i = 0; i < 10; i++) {
      lwa.failures.add(Fakes.lwa(429, refusal));
      assertThrows(AmazonException.Refused.class, this::exchange);
    }

    assertTrue(exchange().isPresent());
    assertEquals(1, looks.size());
  }

  @Test
  void silenceNeverDropsIt() {
    for (int i = 0; i < 10; i++) {
      lwa.failures.add(
          new AmazonException.NoAnswer(AmazonException.Service.LWA, "did not answer", null));
      assertThrows(AmazonException.NoAnswer.class, this::exchange);
    }

    assertTrue(exchange().isPresent());
  }

  @ParameterizedTest
  @EnumSource(names = {"THROTTLED", "UNREACHABLE"})
  void looksAgainAfterAStoreThatFailedInPassing(StoreException.Kind kind) {
    for (int i = 0; i < 10; i++) {
      storeFailures.add(new StoreException(kind, "no answer", null));
      assertThrows(StoreException.class, this::exchange);
    }

    assertTrue(exchange().isPresent());
    assertEquals(11, looks.size());
  }

  @Test
  void asksAStoreThatRefusesOnce() {
    storeFailures.add(new StoreException(StoreException.Kind.REFUSED, "no right", null));

    assertThrows(StoreException.class, this::exchange);
    assertEquals(Optional.empty(), exchange());

    assertEquals(1, looks.size());
  }

  /** Also where the seller authorized again while the secret was still wrong. */
  @ParameterizedTest
  @MethodSource("othersThanTheStoredOnes")
  void looksAnewWhereOthersAreStored(StoredCredentials others) {
    lwa.failures.add(Fakes.lwa(400, Refusal.INVALID_GRANT));
    assertThrows(AmazonException.Refused.class, this::exchange);

    stored = others;

    assertTrue(exchange().isPresent());
    assertEquals(2, looks.size());
  }

  private static List<StoredCredentials> othersThanTheStoredOnes() {
    StoredCredentials one = Fakes.credentials(7, Fakes.NOW);
    Secret other = Secret.of("EXAMPLE-other");
    return List.of(
        with(8, one.clientId(), one.clientSecret(), one.refreshToken()),
        with(7, new ClientId("EXAMPLE"), one.clientSecret(), one.refreshToken()),
        with(7, one.clientId(), other, one.refreshToken()),
        with(7, one.clientId(), one.clientSecret(), other));
  }

  private static StoredCredentials with(
      long version, ClientId id, StoredSecret secret, Secret refreshToken) {
    return new StoredCredentials(
        id, secret, refreshToken, version, Fakes.NOW, new StoredRecord.Absent(), Fakes.NOW);
  }

  @Test
  void isGivenUpForTheseCredentialsOnly() {
    assertTrue(exchange().isPresent());

    earlier.giveUp(stored);

    assertEquals(Optional.empty(), exchange());
    assertEquals(1, lwa.asked.size());

    stored = Fakes.credentials(8, Fakes.NOW);
    assertTrue(exchange().isPresent());
  }

  private Optional<AccessToken> exchange() {
    return earlier.exchange(stored, Deadline.in(Duration.ofSeconds(5), clock));
  }
}
