package io.lwarotation.handler;

import io.lwarotation.adapter.AwsEnvironment;
import io.lwarotation.adapter.CrtHttp;
import io.lwarotation.adapter.HttpSpApis;
import io.lwarotation.adapter.LwaTokenEndpoint;
import io.lwarotation.adapter.SsmCredentialStore;
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
import io.lwarotation.core.SpApiByHost;
import io.lwarotation.core.SpApiHosts;
import io.lwarotation.core.StoredCredentials;
import io.lwarotation.core.TokenEndpoint;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Puts {@code CallSpApi} together, by hand, and tells the others the time. It names nothing of the
 * SDK: the upload of {@code CallSpApi} has none.
 */
final class Wiring {
  private Wiring() {}

  /** The clock of this machine. */
  static InstantSource clock() {
    return InstantSource.system();
  }

  /** What {@code CallSpApiHandler} works with: calls, or the problem why there are none. */
  record CallSpApiParts(
      Optional<Calls> calls, DiagnosedException problem, OutcomeLog log, InstantSource clock) {
    Calls callsOrProblem() {
      if (calls.isEmpty()) {
        throw problem;
      }
      return calls.get();
    }

    /** Reads what a call needs, for a {@link DoctorEvent}. */
    String look(Deadline deadline) {
      StoredCredentials read = callsOrProblem().store().read(deadline);
      return "reads and decrypts the credentials; the secret is version " + read.secretVersion();
    }
  }

  /** An application's own calls, and those of others, which fail for a region without a host. */
  record Calls(CallSpApi own, PerAuthorization<CallSpApi> others, CredentialStore store) {}

  /**
   * Never fails: what is wrong with the environment is reported by the first call, all at once and
   * with a diagnosis, and not as a crash of the start.
   */
  static CallSpApiParts callSpApi(Map<String, String> environment) {
    InstantSource clock = clock();
    OutcomeLog log =
        new OutcomeLog(System.out, environment.getOrDefault("LWA_APP", "unknown"), clock);
    Optional<Calls> calls = Optional.empty();
    DiagnosedException problem;
    Variables variables = new Variables(environment);
    try {
      calls = calls(variables, clock);
      problem =
          new DiagnosedException(Diagnosis.NOT_CONFIGURED, incomplete(variables.problems()), null);
    } catch (RuntimeException | LinkageError e) {
      problem =
          new DiagnosedException(
              Diagnosis.UNEXPECTED,
              "the function could not start ("
                  + e.getClass().getSimpleName()
                  + "); deploy the stack again, and report it with the log line of this call.",
              e);
    }
    return new CallSpApiParts(calls, problem, log, clock);
  }

  // One by one rather than with a lambda each, which the JVM would spin at each cold start.
  private static Optional<Calls> calls(Variables variables, InstantSource clock) {
    Config config = Config.of(variables);
    AwsEnvironment aws = null;
    try {
      aws = AwsEnvironment.of(variables.environment());
    } catch (IllegalArgumentException e) {
      variables.problems().add(String.valueOf(e.getMessage()));
    }
    CrtHttp http = null;
    try {
      http = new CrtHttp(variables.environment());
    } catch (IllegalArgumentException e) {
      variables.problems().add(String.valueOf(e.getMessage()));
    }
    if (aws == null || http == null || !variables.problems().isEmpty()) {
      return Optional.empty();
    }
    // Each of them answers the handshake while the next lines load their classes.
    http.connectAhead(aws.ssmEndpoint());
    http.connectAhead(config.tokenEndpoint());
    http.connectAhead(config.spApi().home());
    SsmCredentialStore store =
        new SsmCredentialStore(http, aws, config.names(), config.publicApplication(), clock);
    Connected connected =
        new Connected(
            config, http, store, new LwaTokenEndpoint(http, config.tokenEndpoint()), clock);
    return Optional.of(
        new Calls(connected.own(), new PerAuthorization<>(connected), connected.store()));
  }

  /** What all calls go over. */
  private record Connected(
      Config config, CrtHttp http, SsmCredentialStore store, TokenEndpoint lwa, InstantSource clock)
      implements Function<Authorization, CallSpApi> {
    CallSpApi own() {
      return calls(Optional.empty(), store, config.spApi().home());
    }

    @Override
    public CallSpApi apply(Authorization authorization) {
      URI host = config.spApi().require(authorization.region());
      return calls(
          Optional.of(authorization), store.of(authorization, config.authorizations()), host);
    }

    private CallSpApi calls(
        Optional<Authorization> authorization, SsmCredentialStore credentials, URI host) {
      EarlierSecret earlier = new EarlierSecret(credentials, lwa);
      AccessTokens tokens = new AccessTokens(credentials, lwa, earlier, clock);
      SpApiByHost spApi = new HttpSpApis(http, UserAgent.text());
      return new CallSpApi(
          config.names().app(),
          authorization,
          tokens,
          spApi.at(host),
          new OtherRegions(new SpApiHosts(host, config.spApi().named()), spApi, clock),
          clock);
    }
  }

  /** One sentence and the remedy, for all that is wrong with an environment. */
  static String incomplete(List<String> problems) {
    return "the function's environment is not complete: "
        + String.join("; ", problems)
        + ". Deploy the stack again (npx cdk deploy).";
  }
}
