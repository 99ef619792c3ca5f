package io.lwarotation.core.rotation.simulation;

import io.lwarotation.core.AccessTokens;
import io.lwarotation.core.Authorization;
import io.lwarotation.core.CallSpApi;
import io.lwarotation.core.CredentialStore;
import io.lwarotation.core.Deadline;
import io.lwarotation.core.DiagnosedException;
import io.lwarotation.core.Diagnosis;
import io.lwarotation.core.EarlierSecret;
import io.lwarotation.core.OtherRegions;
import io.lwarotation.core.PerAuthorization;
import io.lwarotation.core.SpApiHosts;
import io.lwarotation.core.SpApiRegion;
import io.lwarotation.core.SpApiRequest;
import io.lwarotation.core.TokenEndpoint;
import io.lwarotation.core.rotation.simulation.AuthorizationOracle.Trouble;
import io.lwarotation.core.sweep.AuthorizationTrial;
import io.lwarotation.core.sweep.CallTrial;
import io.lwarotation.core.sweep.StoredAuthorization;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Calls with many authorizations in one environment after the other. */
final class AuthorizationCalls {
  static final SpApiHosts HOSTS = new SpApiHosts(SpApiRegion.EU.endpoint(), Map.of());

  private final World world;
  private final ModelSellers sellers;
  private final AuthorizationStore store;
  private final AuthorizationOracle oracle;
  private PerAuthorization<CallSpApi> environment = new PerAuthorization<>(this::calls);
  private @Nullable AccessTokens shared;

  AuthorizationCalls(
      World world, ModelSellers sellers, AuthorizationStore store, AuthorizationOracle oracle) {
    this.world = world;
    this.sellers = sellers;
    this.store = store;
    this.oracle = oracle;
  }

  void coldStart() {
    shared = null;
    store.coldStart();
    environment = new PerAuthorization<>(this::calls);
  }

  /** Calls with one, with others, and with the first again, which still has its token then. */
  void around(StoredAuthorization one, List<StoredAuthorization> others) {
    boolean works = call(one);
    others.forEach(this::call);
    long before = sellers.exchanges;
    Instant quietSince = world.now().minus(Duration.ofHours(2));
    if (works
        && oracle.troubleOf(one) == Trouble.NONE
        && call(one)
        && world.store.top().writtenAt().isBefore(quietSince)) {
      oracle.warmCall(one.authorization(), sellers.exchanges - before);
    }
  }

  private boolean call(StoredAuthorization one) {
    try {
      environment
          .of(one.authorization())
          .run(SpApiRequest.PROBE, Deadline.in(Ports.BUDGET, world.clock));
      return true;
    } catch (DiagnosedException e) {
      world.oracle.checkText(String.valueOf(e.getMessage()));
      oracle.callFailed(one, e);
      if (world.mutant == Mutant.DISCARDS_ALL_TOKENS) {
        coldStart();
      }
      return false;
    }
  }

  /** As the function's wiring puts it together. */
  private CallSpApi calls(Authorization authorization) {
    TokenEndpoint lwa = sellers.lwa();
    EarlierSecret earlier = new EarlierSecret(world.store.earlier(), lwa);
    AccessTokens tokens = new AccessTokens(store.of(authorization), lwa, earlier, world.clock);
    if (world.mutant == Mutant.SHARES_A_TOKEN) {
      shared = shared == null ? tokens : shared;
      tokens = shared;
    }
    URI host = HOSTS.require(authorization.region());
    return new CallSpApi(
        world.app,
        Optional.of(authorization),
        tokens,
        sellers.at(host),
        new OtherRegions(new SpApiHosts(host, Map.of()), sellers::at, world.clock),
        world.clock);
  }

  /** What the sweep and {@code put} try with. */
  AuthorizationTrial trial(Function<Authorization, CredentialStore> stores) {
    AuthorizationTrial real =
        new CallTrial(
            world.app,
            stores,
            sellers.lwa(),
            HOSTS,
            sellers::at,
            SpApiRequest.PROBE,
            sellers.endAfterAYear,
            world.clock);
    return new AuthorizationTrial() {
      @Override
      public void prepare(StoredAuthorization one, Deadline deadline) {
        real.prepare(one, deadline);
      }

      @Override
      public void run(StoredAuthorization one, Deadline deadline) {
        try {
          real.run(one, deadline);
        } catch (DiagnosedException e) {
          throw new DiagnosedException(
              seen(e.diagnosis()), String.valueOf(e.getMessage()), e.getCause());
        }
      }
    };
  }

  private Diagnosis seen(Diagnosis real) {
    return switch (world.mutant) {
      case TAKES_ONE_FOR_THE_CLIENT ->
          real == Diagnosis.REAUTHORIZE ? Diagnosis.ROTATE_SECRET : real;
      case TELLS_OF_WHAT_PASSES -> real == Diagnosis.THROTTLED ? Diagnosis.UNEXPECTED : real;
      default -> real;
    };
  }
}
