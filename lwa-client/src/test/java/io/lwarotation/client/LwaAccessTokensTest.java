package io.lwarotation.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lwarotation.core.AccessToken;
import io.lwarotation.core.AccessTokens;
import io.lwarotation.core.Authorization;
import io.lwarotation.core.CredentialStore;
import io.lwarotation.core.Deadline;
import io.lwarotation.core.EarlierSecret;
import io.lwarotation.core.Fakes;
import io.lwarotation.core.Grant;
import io.lwarotation.core.NotConfiguredException;
import io.lwarotation.core.ParameterNames;
import io.lwarotation.core.PerAuthorization;
import io.lwarotation.core.Secret;
import io.lwarotation.core.StoredCredentials;
import io.lwarotation.core.TokensAhead;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class LwaAccessTokensTest {
  private static final Duration LIMIT = Duration.ofSeconds(10);
  private static final Duration HALF_WAY = Duration.ofMinutes(52);

  private final Fakes.Clock clock = new Fakes.Clock();
  private final Fakes.Store store = new Fakes.Store();
  private final Fakes.Lwa lwa = new Fakes.Lwa();
  private Runnable beforeExchange = () -> {};
  private final Deque<Runnable> renewals = new ArrayDeque<>();
  private final LwaAccessTokens tokens = tokens();
  private final CountDownLatch asking = new CountDownLatch(1);
  private final CountDownLatch go = new CountDownLatch(1);

  private AccessToken exchange(Grant grant, Deadline deadline) {
    beforeExchange.run();
    return lwa.exchange(grant, deadline);
  }

  private LwaAccessTokens tokens() {
    TokensAhead own = tokens(store);
    return new LwaAccessTokens(
        Optional.empty(),
        own,
        new PerAuthorization<>(authorization -> tokens(storeOf(authorization))),
        clock,
        List.of(renewals::clear));
  }

  private TokensAhead tokens(CredentialStore of) {
    EarlierSecret earlier =
        new EarlierSecret(
            (_, _, _) -> Optional.of(Secret.of("amzn1.oa2-cs.v1.EARLIER")), this::exchange);
    return new TokensAhead(
        new AccessTokens(of, this::exchange, earlier, clock), clock, renewals::add);
  }

  /** Reads what is stored with a refresh token that tells whose it is. */
  private CredentialStore storeOf(Authorization authorization) {
    return _ -> {
      StoredCredentials read = store.read(Deadline.in(LIMIT, clock));
      return new StoredCredentials(
          read.clientId(),
          read.clientSecret(),
          Secret.of("Atzr|" + authorization),
          read.secretVersion(),
          read.secretLastModified(),
          read.record(),
          read.readAt());
    };
  }

  @Test
  void eachAuthorizationHasATokenOfItsOwnThatIsKept() {
    LwaAccessTokens acme = tokens.forAuthorization("eu/acme");
    String own = tokens.token(LIMIT).value();
    String ofAcme = acme.token(LIMIT).value();

    assertNotEquals(own, ofAcme);
    assertEquals(ofAcme, tokens.forAuthorization("eu/acme").token(LIMIT).value());
    assertEquals(own, tokens.forAuthorization("default").token(LIMIT).value());
    assertEquals(own, acme.forAuthorization("default").token(LIMIT).value());
    assertEquals(
        List.of("Atzr|" + Fakes.MARKER, "Atzr|eu/acme"),
        lwa.asked.stream().map(g -> ((Grant.Seller) g).refreshToken().reveal()).toList());

    acme.refused(acme.token(LIMIT));
    assertNotEquals(ofAcme, acme.token(LIMIT).value());
    assertEquals(own, tokens.token(LIMIT).value(), "another's refusal costs it nothing");
    assertThrows(IllegalArgumentException.class, () -> tokens.forAuthorization("de/acme"));
  }

  @Test
  void aTokenTellsWhatItWasMadeFrom() {
    LwaToken token = tokens.token(LIMIT);

    assertEquals("Atza|" + Fakes.MARKER + "1", token.value());
    assertEquals(7, token.secretVersion());
    assertEquals(Fakes.NOW.plus(Duration.ofMinutes(55)), token.usableUntil());
    assertFalse(token.fromEarlierSecret());
    assertFalse(token.toString().contains(Fakes.MARKER));
  }

  @Test
  void givesTheKeptTokenWhileOneRenewalMakesTheNext() {
    String first = tokens.token(LIMIT).value();
    clock.advance(Duration.ofMinutes(50).minusMillis(1));
    tokens.token(LIMIT);
    assertEquals(0, renewals.size());

    clock.advance(Duration.ofMillis(1));
    for (int caller = 0; caller < 10; caller++) {
      assertEquals(first, tokens.token(LIMIT).value());
    }
    assertEquals(1, renewals.size());
    assertEquals(1, lwa.asked.size());

    renewals.remove().run();
    LwaToken next = tokens.token(LIMIT);
    assertNotEquals(first, next.value());
    assertEquals(clock.instant().plus(Duration.ofMinutes(55)), next.usableUntil());
    assertEquals(2, lwa.asked.size());
    assertEquals(2, store.reads.size());
  }

  @Test
  void aFailedRenewalIsTriedAgainAMinuteLaterAndTroublesNobody() {
    String first = tokens.token(LIMIT).value();
    StoredCredentials good = store.stored;
    clock.advance(HALF_WAY);
    store.next =
        () -> {
          throw new NotConfiguredException("nothing is stored");
        };
    tokens.token(LIMIT);
    renewals.remove().run();

    assertEquals(first, tokens.token(LIMIT).value());
    clock.advance(Duration.ofSeconds(59));
    tokens.token(LIMIT);
    assertEquals(0, renewals.size());

    clock.advance(Duration.ofSeconds(1));
    assertEquals(first, tokens.token(LIMIT).value());
    store.next = () -> good;
    renewals.remove().run();
    assertNotEquals(first, tokens.token(LIMIT).value());
  }

  /** A program that kept one for longer than an hour says nothing of the secret. */
  @Test
  void aTokenOfTheEarlierSecretThatIsOverLeavesThatSecretInUse() {
    store.next = () -> Fakes.malformed(8);
    LwaToken old = tokens.token(LIMIT);
    clock.advance(Duration.ofMinutes(61));

    tokens.refused(old);

    assertTrue(tokens.token(LIMIT).fromEarlierSecret());
  }

  @Test
  void tellsWhyThereIsNoTokenOnceTheKeptOneIsOver() {
    tokens.token(LIMIT);
    clock.advance(Duration.ofMinutes(55));
    store.next =
        () -> {
          throw new NotConfiguredException("nothing is stored");
        };

    assertThrows(NotConfiguredException.class, () -> tokens.token(LIMIT));
    assertEquals(0, renewals.size());
  }

  @Test
  void oneAuthorizationThatWaitsForItsTokenHoldsUpNoOther() throws Exception {
    holdTheFirstThatAsks();
    try (ExecutorService other = Executors.newSingleThreadExecutor()) {
      Future<LwaToken> slow = other.submit(() -> tokens.token(LIMIT));
      await(asking);

      tokens.forAuthorization("eu/acme").token(LIMIT);

      assertFalse(slow.isDone());
      go.countDown();
      slow.get();
    }
  }

  @Test
  void manyThreadsMakeOneToken() throws Exception {
    holdTheFirstThatAsks();
    try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<LwaToken>> given = new ArrayList<>();
      for (int caller = 0; caller < 200; caller++) {
        given.add(callers.submit(() -> tokens.token(LIMIT)));
      }
      await(asking);
      go.countDown();
      Set<String> values = new HashSet<>();
      for (Future<LwaToken> token : given) {
        values.add(token.get().value());
      }
      assertEquals(1, values.size());
    }
    assertEquals(1, lwa.asked.size());
    assertEquals(1, store.reads.size());
  }

  @Test
  void nobodyWaitsForARenewal() throws Exception {
    String first = tokens.token(LIMIT).value();
    clock.advance(HALF_WAY);
    tokens.token(LIMIT);
    holdTheFirstThatAsks();
    try (ExecutorService other = Executors.newSingleThreadExecutor()) {
      Future<?> renewal = other.submit(renewals.remove());
      await(asking);

      assertEquals(first, tokens.token(LIMIT).value());

      go.countDown();
      renewal.get();
    }
    assertNotEquals(first, tokens.token(LIMIT).value());
  }

  @Test
  void namesAllThatIsWrongWithTheEnvironmentAndSendsNoSecretOverPlainHttp() {
    ParameterNames names = ParameterNames.ofApp("my-erp");
    String nothing =
        String.valueOf(
            assertThrows(IllegalArgumentException.class, () -> LwaAccessTokens.of(names, Map.of()))
                .getMessage());
    assertTrue(nothing.contains("AWS_REGION is not set"), nothing);
    assertTrue(nothing.contains("no credentials of AWS"), nothing);

    Map<String, String> plain =
        Map.of(
            "AWS_REGION", "eu-west-1",
            "AWS_ACCESS_KEY_ID", "AKIDEXAMPLE",
            "AWS_SECRET_ACCESS_KEY", "EXAMPLE",
            "LWA_TOKEN_ENDPOINT", "http://api.amazon.example/auth/o2/token");
    assertThrows(IllegalArgumentException.class, () -> LwaAccessTokens.of(names, plain));
  }

  private void holdTheFirstThatAsks() {
    beforeExchange =
        () -> {
          if (asking.getCount() > 0) {
            asking.countDown();
            await(go);
          }
        };
  }

  private static void await(CountDownLatch latch) {
    try {
      if (!latch.await(10, TimeUnit.SECONDS)) {
        throw new IllegalStateException("nobody came");
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
