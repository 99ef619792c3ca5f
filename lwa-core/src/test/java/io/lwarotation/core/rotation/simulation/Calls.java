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
import io.lwarotation.core.Refusal;
import io.lwarotation.core.Secret;
import io.lwarotation.core.SpApi;
import io.lwarotation.core.SpApiRequest;
import io.lwarotation.core.TokenEndpoint;
import io.lwarotation.core.rotation.simulation.Chance.Unkindness;
import io.lwarotation.core.rotation.simulation.Disturbance.Invocation;
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
  private static final Duration BUDGET = Duration.ofSeconds(50);

  private final SimulatedClock clock;
  private final Chance chance;
  private final ModelStore store;
  private final ModelAmazon amazon;
  private final Disturbance faults;
  private final Oracle oracle;
  private final Sabotage sabotage;
  private final Tally tally;

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
    this.clock = world.clock;
    this.chance = world.chance;
    this.store = world.store;
    this.amazon = world.amazon;
    this.faults = faults;
    this.oracle = world.oracle;
    this.sabotage = world.sabotage;
    this.tally = world.tally;
    this.environment = start();
  }

  void coldStart() {
    looks.clear();
    vainAttempts.clear();
    environment = start();
  }

  private CallSpApi start() {
    Invocation by = new Invocation("call", clock.instant());
    TokenEndpoint lwa = amazon.tokens(faults, by);
    Fallback fallback =
        sabotage.fallback(() -> new EarlierSecret(counted(store.earlier()), counted(lwa)));
    SpApi spApi = amazon.spApi(faults, by, oracle, _ -> {});
    return new CallSpApi(
        Stack.NAMES.app(),
        new AccessTokens(_ -> store.credentials(), ofStored(lwa), fallback, clock),
        (request, token, deadline) -> {
          lastToken = token.token().reveal();
          return spApi.send(request, token, deadline);
        },
        clock);
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
      if (mayBeBusy && chance.happens(Unkindness.LWA_BUSY, 0.3)) {
        wasBusy = true;
        throw new AmazonException.Refused(
            Service.LWA, 429, Refusal.THROTTLED, Optional.empty(), Optional.empty());
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
      clock.advance(Duration.ofSeconds(3)); // callers share a failure for two
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
          sabotage.told(environment.run(SpApiRequest.PROBE, Deadline.in(BUDGET, clock)));
      if (lastToken != null && earlierTokens.contains(lastToken) != answer.fallback()) {
        throw new Violation("I8", "does not say that a call was made with the version before");
      }
      if (answer.fallback()) {
        tally.fallbacks++;
      }
      return true;
    } catch (DiagnosedException e) {
      oracle.checkText(String.valueOf(e.getMessage()));
      if (lastToken != null && earlierTokens.contains(lastToken)) {
        vainAttempts.add(version); // LWA took the earlier secret, and SP-API did not
      }
      if (!amazon.authorized) {
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
    if (amazon.works(store.top().secret()) && e.diagnosis() != Diagnosis.REAUTHORIZE) {
      throw new Violation("L", "the authorization is gone, and calls blame " + e.diagnosis());
    }
  }

  /** Whether LWA refuses the stored secret, and the one before it works. */
  private boolean earlierWorks() {
    Secret stored = store.top().secret();
    if (stored == null || !amazon.authorized) {
      return false;
    }
    ModelAmazon.Made made = amazon.find(stored);
    if (made != null && made.atLwa(clock.instant())) {
      return false;
    }
    Optional<Secret> before =
        store.earlier().before(store.versions().size(), stored, Deadline.in(BUDGET, clock));
    return before.isPresent() && amazon.works(before.get());
  }
}
