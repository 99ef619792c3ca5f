package io.lwarotation.handler;

import io.lwarotation.adapter.AwsEnvironment;
import io.lwarotation.adapter.CrtHttp;
import io.lwarotation.adapter.HttpSpApi;
import io.lwarotation.adapter.LwaTokenEndpoint;
import io.lwarotation.adapter.SsmCredentialStore;
import io.lwarotation.core.AccessTokens;
import io.lwarotation.core.CallSpApi;
import io.lwarotation.core.CredentialStore;
import io.lwarotation.core.Deadline;
import io.lwarotation.core.DiagnosedException;
import io.lwarotation.core.Diagnosis;
import io.lwarotation.core.EarlierSecret;
import io.lwarotation.core.SpApi;
import io.lwarotation.core.StoredCredentials;
import io.lwarotation.core.TokenEndpoint;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

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

  /**
   * What {@code CallSpApiHandler} works with.
   *
   * @param app the application's name, as far as it is known
   * @param callSpApi empty if the function cannot work
   * @param store what it reads; empty as well then
   * @param problem the diagnosis then
   */
  record CallSpApiParts(
      String app,
      Optional<CallSpApi> callSpApi,
      Optional<CredentialStore> store,
      DiagnosedException problem,
      OutcomeLog log,
      InstantSource clock) {

    /** Reads what a call needs, for a {@link DoctorEvent}. */
    String look(Deadline deadline) {
      StoredCredentials read = store.orElseThrow(() -> problem).read(deadline);
      return "reads and decrypts the credentials; the secret is version " + read.secretVersion();
    }
  }

  /**
   * Never fails: what is wrong with the environment is reported by the first call, all at once and
   * with a diagnosis, and not as a crash of the start.
   */
  static CallSpApiParts callSpApi(Map<String, String> environment) {
    InstantSource clock = clock();
    OutcomeLog log = new OutcomeLog(System.out, clock);
    String app = environment.getOrDefault("LWA_APP", "unknown");
    List<String> problems = new ArrayList<>();
    try {
      Optional<Config> config = attempt(() -> Config.of(environment), problems);
      Optional<AwsEnvironment> aws = attempt(() -> AwsEnvironment.of(environment), problems);
      Optional<CrtHttp> http = attempt(() -> new CrtHttp(environment), problems);
      Optional<CallSpApi> callSpApi =
          config.flatMap(c -> aws.flatMap(a -> http.map(h -> callSpApi(c, a, h, clock))));
      Optional<CredentialStore> store =
          config.flatMap(c -> aws.flatMap(a -> http.map(h -> store(c, a, h, clock))));
      DiagnosedException misconfigured =
          new DiagnosedException(Diagnosis.NOT_CONFIGURED, incomplete(problems), null);
      return new CallSpApiParts(app, callSpApi, store, misconfigured, log, clock);
    } catch (RuntimeException | LinkageError e) {
      DiagnosedException fault =
          new DiagnosedException(
              Diagnosis.UNEXPECTED,
              "the function could not start ("
                  + e.getClass().getSimpleName()
                  + "); deploy the stack again, and report it with the log line of this call.",
              e);
      return new CallSpApiParts(app, Optional.empty(), Optional.empty(), fault, log, clock);
    }
  }

  private static CredentialStore store(
      Config config, AwsEnvironment aws, CrtHttp http, InstantSource clock) {
    return new SsmCredentialStore(http, aws, config.names(), clock);
  }

  private static CallSpApi callSpApi(
      Config config, AwsEnvironment aws, CrtHttp http, InstantSource clock) {
    // Each of them answers the handshake while the next lines load their classes.
    http.connectAhead(aws.ssmEndpoint());
    http.connectAhead(config.tokenEndpoint());
    http.connectAhead(config.spApiEndpoint());
    SsmCredentialStore store = new SsmCredentialStore(http, aws, config.names(), clock);
    TokenEndpoint lwa = new LwaTokenEndpoint(http, config.tokenEndpoint());
    EarlierSecret earlier = new EarlierSecret(store.earlierVersions(), lwa);
    AccessTokens tokens = new AccessTokens(store, lwa, earlier, clock);
    SpApi spApi = new HttpSpApi(http, config.spApiEndpoint(), UserAgent.text());
    return new CallSpApi(config.names().app(), tokens, spApi, clock);
  }

  private static <T> Optional<T> attempt(Supplier<T> part, List<String> problems) {
    try {
      return Optional.of(part.get());
    } catch (IllegalArgumentException e) {
      problems.add(String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  /** One sentence and the remedy, for all that is wrong with an environment. */
  static String incomplete(List<String> problems) {
    return "the function's environment is not complete: "
        + String.join("; ", problems)
        + ". Deploy the stack again (npx cdk deploy).";
  }
}
