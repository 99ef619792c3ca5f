package io.lwarotation.core.rotation.simulation;

import io.lwarotation.core.AccessToken;
import io.lwarotation.core.AmazonException.Service;
import io.lwarotation.core.Grant;
import io.lwarotation.core.Refusal;
import io.lwarotation.core.Secret;
import io.lwarotation.core.SpApi;
import io.lwarotation.core.SpApiAnswer;
import io.lwarotation.core.SpApiRegion;
import io.lwarotation.core.TokenEndpoint;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The selling partners who have authorized the application, each in a region; around {@link
 * ModelAmazon}, which knows the client. An authorization that is over gives no more access tokens,
 * and SP-API may or may not refuse those that are out.
 */
final class ModelSellers {
  /** One authorization, as Amazon knows it. */
  static final class Seller {
    final SpApiRegion region;
    final Secret refreshToken;
    final Instant authorizedAt;
    Instant endsAt = Instant.MAX;
    private final boolean tokensLiveOn;

    /** Until when SP-API throttles this seller. */
    Instant busyUntil = Instant.MIN;

    private Seller(
        SpApiRegion region, Secret refreshToken, Instant authorizedAt, boolean tokensLiveOn) {
      this.region = region;
      this.refreshToken = refreshToken;
      this.authorizedAt = authorizedAt;
      this.tokensLiveOn = tokensLiveOn;
    }

    boolean isOver(Instant now) {
      return !now.isBefore(endsAt);
    }
  }

  private static final Duration YEAR = Duration.ofDays(365);

  private final World world;
  private final RandomGenerator random;
  final boolean endAfterAYear;
  private final List<Seller> sellers = new ArrayList<>();
  // Keyed by text, as in ModelAmazon.
  private final Map<String, Seller> byText = new HashMap<>();

  /** How many token requests LWA answers with 429 before it goes on. */
  int lwaIsBusyFor;

  /** Token requests that were granted to sellers. */
  long exchanges;

  ModelSellers(World world, RandomGenerator random) {
    this.world = world;
    this.random = random;
    this.endAfterAYear = random.nextBoolean();
  }

  /** A seller authorizes the application, or did some time ago. */
  Seller authorize(SpApiRegion region, Instant at) {
    Secret token = Secret.of("Atzr|EXAMPLE-" + sellers.size());
    Seller seller = new Seller(region, token, at, random.nextBoolean());
    if (endAfterAYear) {
      seller.endsAt = at.plus(YEAR);
    }
    sellers.add(seller);
    byText.put(token.reveal(), seller);
    return seller;
  }

  @Nullable Seller of(Secret refreshToken) {
    return byText.get(refreshToken.reveal());
  }

  TokenEndpoint lwa() {
    TokenEndpoint ofClient = new Ports(world, Disturbance.NONE, "call", true).tokens;
    return (grant, deadline) -> {
      pass();
      if (lwaIsBusyFor > 0) {
        lwaIsBusyFor--;
        throw ModelAmazon.refused(Service.LWA, 429, Refusal.THROTTLED);
      }
      AccessToken client = ofClient.exchange(grant, deadline);
      Seller seller = of(((Grant.Seller) grant).refreshToken());
      if (seller == null || seller.isOver(world.now())) {
        throw ModelAmazon.refused(Service.LWA, 400, Refusal.INVALID_GRANT);
      }
      exchanges++;
      return new AccessToken(
          Secret.of(client.token().reveal() + "#" + sellers.indexOf(seller)), client.expiresIn());
    };
  }

  /** SP-API at the host of one region. */
  SpApi at(URI host) {
    SpApi ofClient = new Ports(world, Disturbance.NONE, "call", true).spApi;
    return (request, token, deadline) -> {
      pass();
      String[] parts = token.token().reveal().split("#", -1);
      Seller seller = sellers.get(Integer.parseInt(parts[1]));
      SpApiAnswer answer =
          ofClient.send(request, new AccessToken(Secret.of(parts[0]), token.expiresIn()), deadline);
      Instant now = world.now();
      if (!host.equals(seller.region.endpoint()) || (seller.isOver(now) && !seller.tokensLiveOn)) {
        throw ModelAmazon.refused(Service.SP_API, 403, Refusal.ACCESS_DENIED);
      }
      if (now.isBefore(seller.busyUntil)) {
        throw ModelAmazon.refused(Service.SP_API, 429, Refusal.THROTTLED);
      }
      return answer;
    };
  }

  private void pass() {
    world.clock.advance(Duration.ofMillis(100L + random.nextInt(1_500)));
  }
}
