package io.lwarotation.handler;

import io.lwarotation.adapter.AwsEnvironment;
import io.lwarotation.adapter.CrtHttp;
import io.lwarotation.adapter.HttpSpApi;
import io.lwarotation.adapter.LwaTokenEndpoint;
import io.lwarotation.adapter.SsmCredentialStore;
import io.lwarotation.adapter.SsmParameterCreation;
import io.lwarotation.core.AccessTokens;
import io.lwarotation.core.CallSpApi;
import io.lwarotation.core.CreateParameters;
import io.lwarotation.core.DiagnosedException;
import io.lwarotation.core.Diagnosis;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/**
 * Puts the functions together, by hand; the only place that knows the clock and the environment.
 */
final class Wiring {
  private Wiring() {}

  /** The clock of this machine. */
  static InstantSource clock() {
    return InstantSource.system();
  }

  /** The use case of {@code ParametersHandler}, with a client of Parameter Store. */
  static CreateParameters createParameters() {
    return new CreateParameters(new SsmParameterCreation(SsmParameterCreation.client()));
  }

  /**
   * What {@code CallSpApiHandler} works with.
   *
   * @param app the application's name, as far as it is known
   * @param callSpApi empty if the environment is not complete
   * @param problem what is wrong with the environment then
   */
  record CallSpApiParts(
      String app,
      Optional<CallSpApi> callSpApi,
      String problem,
      OutcomeLog log,
      InstantSource clock) {

    DiagnosedException misconfigured() {
      return new DiagnosedException(Diagnosis.NOT_CONFIGURED, problem, null);
    }
  }

  /**
   * Never fails: a bad environment is reported by the first call, with a diagnosis, and not as a
   * crash of the start.
   */
  static CallSpApiParts callSpApi(Map<String, String> environment) {
    InstantSource clock = clock();
    OutcomeLog log = new OutcomeLog(System.out);
    String app = environment.getOrDefault("LWA_APP", "unknown");
    try {
      Config config = Config.of(environment);
      AwsEnvironment aws = AwsEnvironment.of(environment);
      CrtHttp http = new CrtHttp();
      AccessTokens tokens =
          new AccessTokens(
              new SsmCredentialStore(http, aws, config.names(), clock),
              new LwaTokenEndpoint(http, config.tokenEndpoint()),
              clock);
      CallSpApi callSpApi =
          new CallSpApi(
              app, tokens, new HttpSpApi(http, config.spApiEndpoint(), UserAgent.text()), clock);
      return new CallSpApiParts(app, Optional.of(callSpApi), "", log, clock);
    } catch (IllegalArgumentException e) {
      return new CallSpApiParts(app, Optional.empty(), String.valueOf(e.getMessage()), log, clock);
    }
  }
}
