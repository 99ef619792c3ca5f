package io.lwarotation.core.rotation.simulation;

import io.lwarotation.core.AccessToken;
import io.lwarotation.core.AmazonException;
import io.lwarotation.core.AmazonException.Service;
import io.lwarotation.core.ClientId;
import io.lwarotation.core.Grant;
import io.lwarotation.core.Refusal;
import io.lwarotation.core.Secret;
import io.lwarotation.core.SpApi;
import io.lwarotation.core.SpApiAnswer;
import io.lwarotation.core.SpApiRequest;
import io.lwarotation.core.TokenEndpoint;
import io.lwarotation.core.rotation.NewSecretMessage;
import io.lwarotation.core.rotation.simulation.Chance.Unkindness;
import io.lwarotation.core.rotation.simulation.Disturbance.Invocation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Amazon, as far as rotation meets it: LWA goes on giving tokens for an expired secret and SP-API
 * refuses them, an old secret lives seven days, a new one may take an hour to be known, and a
 * second rotation inside the seven days may or may not kill the oldest secret.
 */
final class ModelAmazon {
  static final Duration LIFE = Duration.ofDays(180);
  static final Duration GRACE = Duration.ofDays(7);

  /** Seconds after which a new secret is known everywhere. */
  private static final int LATEST = 3600;

  /** A client secret that Amazon made: as it is if nothing is unusual about it. */
  static final class Made {
    final int index;
    final Secret secret;
    final AccessToken token;
    final Instant madeAt;
    final boolean asked;

    /** What the message of the new secret says. */
    Instant saidToExpireAt;

    /** When SP-API starts to refuse it: Amazon can end a secret before its time. */
    Instant expiresAt;

    Instant knownToLwa;
    Instant knownToSpApi;

    /** How long the secret before it goes on working. */
    Duration grace = GRACE;

    /** Whether its message lacks the optional fields. */
    boolean bare;

    Instant diesAt = Instant.MAX;
    boolean seenWorking;

    Made(int index, Instant madeAt, boolean asked) {
      this.index = index;
      this.secret = Secret.of("amzn1.oa2-cs.v1.EXAMPLE-" + index);
      this.token = new AccessToken(Secret.of("Atza|EXAMPLE-" + index), Duration.ofHours(1));
      this.madeAt = madeAt;
      this.asked = asked;
      this.saidToExpireAt = madeAt.plus(LIFE);
      this.expiresAt = saidToExpireAt;
      this.knownToLwa = madeAt;
      this.knownToSpApi = madeAt;
    }

    boolean atLwa(Instant now) {
      return !now.isBefore(knownToLwa) && now.isBefore(diesAt);
    }

    boolean works(Instant now) {
      return atLwa(now) && !now.isBefore(knownToSpApi) && now.isBefore(expiresAt);
    }

    boolean hasEnded(Instant now) {
      return !now.isBefore(diesAt) || !now.isBefore(expiresAt);
    }
  }

  final ClientId clientId = new ClientId("amzn1.application-oa2-client.EXAMPLE");
  boolean enrolled = true;
  boolean authorized = true;

  /** Whether LWA gives this client tokens without a seller. */
  boolean grantless;

  /** Takes what it made because it was asked to, and sends its message. */
  Consumer<Made> sent = made -> {};

  private final SimulatedClock clock;
  private final Chance chance;
  private final boolean secondRotationKills;
  private final boolean mayAskWithoutASeller;
  private final List<Made> secrets = new ArrayList<>();
  // Keyed by text: a Secret is compared in constant time, which costs the simulation a lot.
  private final Map<String, Made> byText = new HashMap<>();
  private final Map<String, Made> tokens = new HashMap<>();
  private Instant lastRequest = SimulatedClock.START;

  ModelAmazon(SimulatedClock clock, Chance chance) {
    this.clock = clock;
    this.chance = chance;
    this.mayAskWithoutASeller = !chance.happens(Unkindness.NEEDS_A_SELLER, 0.1);
    this.grantless = mayAskWithoutASeller;
    this.secondRotationKills = chance.happens(Unkindness.SECOND_ROTATION_KILLS, 0.5);
  }

  /** The registration, the authorization and the roles are as they were in the beginning. */
  void repair() {
    enrolled = true;
    authorized = true;
    grantless = mayAskWithoutASeller;
  }

  Made newest() {
    return secrets.getLast();
  }

  List<Made> secrets() {
    return secrets;
  }

  @Nullable Made find(@Nullable Secret secret) {
    return secret == null ? null : byText.get(secret.reveal());
  }

  boolean works(@Nullable Secret secret) {
    Made made = find(secret);
    return made != null && made.works(clock.instant());
  }

  /** A secret that exists from now on and is known at once: the state before the history. */
  Made initial() {
    return add(new Made(secrets.size(), clock.instant(), false));
  }

  /** Makes a secret now. */
  Made rotate(boolean asked) {
    Instant now = clock.instant();
    Made made = new Made(secrets.size(), now, asked);
    // A message without its optional fields says nothing of a life or a grace that is unusual.
    made.bare = chance.happens(Unkindness.BARE_MESSAGE, 0.15);
    if (!secrets.isEmpty()) {
      for (Made old : secrets.subList(0, secrets.size() - 1)) {
        if (secondRotationKills && old.diesAt.isAfter(now)) {
          old.diesAt = now;
        }
      }
      if (!made.bare && chance.happens(Unkindness.LONGER_GRACE, 0.15)) {
        made.grace = GRACE.multipliedBy(2);
      }
      newest().diesAt = earlier(newest().diesAt, now.plus(made.grace));
    }
    made.knownToLwa = now.plusSeconds(late(Unkindness.LATE_AT_LWA));
    Instant spApi = made.knownToLwa.plusSeconds(late(Unkindness.LATE_AT_SP_API));
    made.knownToSpApi = earlier(spApi, now.plusSeconds(LATEST));
    if (!made.bare && chance.happens(Unkindness.SHORTER_LIFE, 0.1)) {
      made.saidToExpireAt = now.plus(LIFE.dividedBy(2));
      made.expiresAt = made.saidToExpireAt;
    }
    return add(made);
  }

  private int late(Unkindness what) {
    return chance.happens(what, 0.25) ? chance.below(LATEST) : 0;
  }

  private Made add(Made made) {
    secrets.add(made);
    byText.put(made.secret.reveal(), made);
    return made;
  }

  NewSecretMessage message(Made made) {
    return new NewSecretMessage(
        clientId,
        made.secret,
        made.saidToExpireAt,
        made.bare ? null : made.madeAt.plus(made.grace),
        made.bare ? null : made.madeAt.plusMillis(made.index % 5 * 100L),
        made.bare ? null : "n-" + made.index);
  }

  private static Instant earlier(Instant a, Instant b) {
    return a.isBefore(b) ? a : b;
  }

  TokenEndpoint tokens(Disturbance faults, Invocation by) {
    return (grant, deadline) -> faults.call(by, Port.LWA, () -> exchange(grant));
  }

  private AccessToken exchange(Grant grant) {
    Made made = find(grant.clientSecret());
    if (!grant.clientId().equals(clientId) || made == null || !made.atLwa(clock.instant())) {
      throw refused(Service.LWA, 401, Refusal.INVALID_CLIENT);
    }
    if (grant instanceof Grant.Seller && !authorized) {
      throw refused(Service.LWA, 400, Refusal.INVALID_GRANT);
    }
    if (grant instanceof Grant.Grantless(_, _, Grant.Scope scope)
        && scope == Grant.Scope.NOTIFICATIONS
        && !grantless) {
      throw refused(Service.LWA, 400, Refusal.CLIENT_MAY_NOT);
    }
    tokens.put(made.token.token().reveal(), made);
    return made.token;
  }

  /**
   * SP-API.
   *
   * @param oracle is asked before a rotation takes effect
   */
  SpApi spApi(Disturbance faults, Invocation by, Oracle oracle) {
    return (request, token, deadline) -> {
      if (!request.equals(SpApiRequest.ROTATE_CLIENT_SECRET)) {
        return faults.call(by, Port.SP_API, () -> call(token));
      }
      boolean decided = false;
      boolean made = false;
      try {
        SpApiAnswer answer = faults.call(by, Port.ROTATE, () -> rotateAsked(token, oracle));
        decided = true;
        made = true;
        return answer;
      } catch (AmazonException.Refused e) {
        decided = e.status() < 500;
        throw e;
      } catch (AmazonException.NoAnswer e) {
        decided = e.kind() == AmazonException.NoAnswer.Kind.NOT_SENT;
        throw e;
      } finally {
        oracle.rotating.requestEnded(by, decided, made);
      }
    };
  }

  private SpApiAnswer call(AccessToken token) {
    Made made = alive(token);
    made.seenWorking = true;
    return new SpApiAnswer(200, Optional.empty(), "{}");
  }

  private Made alive(AccessToken token) {
    Made made = tokens.get(token.token().reveal());
    Instant now = clock.instant();
    if (made == null) {
      throw refused(Service.SP_API, 403, Refusal.TOKEN_INVALID);
    }
    if (now.isBefore(made.knownToSpApi) || !now.isBefore(made.expiresAt)) {
      throw refused(Service.SP_API, 403, Refusal.SECRET_EXPIRED);
    }
    return made;
  }

  private SpApiAnswer rotateAsked(AccessToken token, Oracle oracle) {
    alive(token);
    oracle.rotating.beforeRequest();
    if (!enrolled) {
      throw refused(Service.SP_API, 400, Refusal.NOT_ENROLLED);
    }
    if (clock.instant().isBefore(lastRequest.plusSeconds(60))) {
      throw refused(Service.SP_API, 429, Refusal.THROTTLED);
    }
    lastRequest = clock.instant();
    oracle.rotating.beforeRotation();
    sent.accept(rotate(true));
    return new SpApiAnswer(204, Optional.empty(), "");
  }

  static AmazonException.Refused refused(Service service, int status, Refusal refusal) {
    return new AmazonException.Refused(
        service, status, refusal, Optional.empty(), Optional.empty());
  }
}
