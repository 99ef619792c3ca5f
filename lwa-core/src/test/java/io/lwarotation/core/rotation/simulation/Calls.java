package io.lwarotation.core.rotation.simulation;

import io.lwarotation.core.AccessToken;
import io.lwarotation.core.AccessTokens;
import io.lwarotation.core.AmazonException;
import io.lwarotation.core.AmazonException.Service;
import io.lwarotation.core.CallAnswer;
import io.lwarotation.core.CallSpApi;
import io.lwarotation.core.Deadline;
import io.lwarotation.core.DiagnosedException;
import io.lwarotation.core.Diagnosis;
import io.lwarotation.core.EarlierSecret;
import io.lwarotation.core.EarlierSecret.EarlierVersions;
import io.lwarotation.core.Fallback;
import io.lwarotation.core.OtherRegions;
import io.lwarotation.core.Refusal;
import io.lwarotation.core.Secret;
import io.lwarotation.core.SpApiRequest;
import io.lwarotation.core.StoredCredentials;
import io.lwarotation.core.TokenEndpoint;
import io.lwarotation.core.rotation.simulation.Chance.Unkindness;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * CallSpApi in one environment after the other, and invariant 8. Its calls are not disturbed, so
 * that a failure always means something.
 */
final class Calls {
  private final World world;
  private final ModelStore store;
  private final Disturbance faults;
  private final Set<Long> looks = new HashSet<>();
  private long lastLook;
  private final Set<Long> vainAttempts = new HashSet<>();
  private final Set<String> earlierTokens = new HashSet<>();
  private @Nullable String lastToken;
  private CallSpApi environment;

  /** Whether LWA may still throttle the request for the version before, and whether it did. */
  private boolean mayBeBusy;

  private boolean wasBusy;

  Calls(World world, Disturbance faults) {
    this.world = world;
    this.store = world.store;
    this.faults = faults;
    this.environment = start();
  }

  void coldStart() {
    looks.clear();
    vainAttempts.clear();
    environment = start();
  }

  private CallSpApi start() {
    Ports ports = new Ports(world, faults, "call", true);
    return new CallSpApi(
        world.app,
        Optional.empty(),
        new AccessTokens(
            _ -> store.credentials(), ofStored(ports.tokens), fallback(ports), world.clock),
        (request, token, deadline) -> {
          lastToken = token.token().reveal();
          return ports.spApi.send(request, token, deadline);
        },
        OtherRegions.none(),
        world.clock);
  }

  private EarlierSecret earlier(Ports ports) {
    return new EarlierSecret(counted(store.earlier()), counted(ports.tokens));
  }

  private Fallback fallback(Ports ports) {
    EarlierSecret earlier = earlier(ports);
    return switch (world.mutant) {
      case GIVES_UP_CALLS -> (_, _) -> Optional.empty();
      case LOOKS_IN_EVERY_CALL -> (refused, deadline) -> earlier(ports).exchange(refused, deadline);
      case DROPS_THE_EARLIER_SECRET ->
          new Fallback() {
            @Override
            public Optional<AccessToken> exchange(StoredCredentials stored, Deadline deadline) {
              try {
                return earlier.exchange(stored, deadline);
              } catch (AmazonException.Refused e) {
                giveUp(stored);
                throw e;
              }
            }

            @Override
            public void giveUp(StoredCredentials stored) {
              earlier.giveUp(stored);
            }
          };
      default -> earlier;
    };
  }

  /**
   * One look for an earlier secret in an environment and for a version of the stored one, unless a
   * reading that was behind has shown the version before it again.
   */
  private EarlierVersions counted(EarlierVersions versions) {
    return (version, stored, deadline) -> {
      if (!looks.add(version) && lastLook == version) {
        throw new Violation("I8", "looks again for what comes before version " + version);
      }
      lastLook = version;
      return versions.before(version, stored, deadline);
    };
  }

  private TokenEndpoint ofStored(TokenEndpoint lwa) {
    return (grant, deadline) -> {
      AccessToken token = lwa.exchange(grant, deadline);
      earlierTokens.remove(token.token().reveal()); // the model gives the same text again
      return token;
    };
  }

  /** One attempt with it that comes to nothing; one that succeeds is kept as a token. */
  private TokenEndpoint counted(TokenEndpoint lwa) {
    return (grant, deadline) -> {
      if (mayBeBusy && world.chance.happens(Unkindness.LWA_BUSY, 0.3)) {
        wasBusy = true;
        throw ModelAmazon.refused(Service.LWA, 429, Refusal.THROTTLED);
      }
      long version = store.versions().size();
      if (vainAttempts.contains(version)) {
        throw new Violation("I8", "tries in every call what was in vain before");
      }
      vainAttempts.add(version);
      AccessToken token = lwa.exchange(grant, deadline);
      vainAttempts.remove(version);
      earlierTokens.add(token.token().reveal());
      return token;
    };
  }

  /** Whether a call of SP-API got through as far as the client secret is concerned. */
  boolean call() {
    mayBeBusy = true;
    wasBusy = false;
    boolean works = attempt();
    if (!works && wasBusy) {
      world.clock.advance(Duration.ofSeconds(3)); // callers share a failure for two
      mayBeBusy = false;
      return attempt();
    }
    return works;
  }

  private boolean attempt() {
    boolean should = earlierWorks();
    long version = store.versions().size();
    boolean spent = looks.contains(version) && vainAttempts.contains(version);
    boolean first = mayBeBusy;
    lastToken = null;
    try {
      CallAnswer answer =
          environment.run(SpApiRequest.PROBE, Deadline.in(Ports.BUDGET, world.clock));
      boolean says = answer.fallback() && world.mutant != Mutant.KEEPS_FALLBACK_QUIET;
      if (lastToken != null && earlierTokens.contains(lastToken) != says) {
        throw new Violation("I8", "does not say that a call was made with the version before");
      }
      if (says) {
        world.tally.count("calls with the version before");
      }
      return true;
    } catch (DiagnosedException e) {
      world.oracle.checkText(String.valueOf(e.getMessage()));
      if (lastToken != null && earlierTokens.contains(lastToken)) {
        vainAttempts.add(version); // LWA took the earlier secret, and SP-API did not
      }
      if (!world.amazon.authorized) {
        checkBlamesTheSeller(e);
        return true;
      }
      if (should && !spent && !(first && wasBusy)) {
        throw new Violation("I8", "calls stop although the version before works");
      }
      return false;
    }
  }

  /**
   * Liveness while the seller's authorization is gone: no secret can help, so calls may fail, but
   * where the stored secret works they say whose fault it is. Where it does not, what LWA says of
   * the client comes first; that counts as an outage as soon as the authorization is back.
   */
  private void checkBlamesTheSeller(DiagnosedException e) {
    if (world.amazon.works(store.top().secret()) && e.diagnosis() != Diagnosis.REAUTHORIZE) {
      throw new Violation("L", "the authorization is gone, and calls blame " + e.diagnosis());
    }
  }

  /** Whether LWA refuses the stored secret, and the one before it works. */
  private boolean earlierWorks() {
    Secret stored = store.top().secret();
    if (stored == null || !world.amazon.authorized) {
      return false;
    }
    ModelAmazon.Made made = world.amazon.find(stored);
    if (made != null && made.atLwa(world.now())) {
      return false;
    }
    Optional<Secret> before =
        store
            .earlier()
            .before(store.versions().size(), stored, Deadline.in(Ports.BUDGET, world.clock));
    return before.isPresent() && world.amazon.works(before.get());
  }
}
