package io.lwarotation.client;

import io.lwarotation.adapter.AwsEnvironment;
import io.lwarotation.adapter.CrtHttp;
import io.lwarotation.adapter.LwaTokenEndpoint;
import io.lwarotation.adapter.SsmCredentialStore;
import io.lwarotation.core.AccessTokens;
import io.lwarotation.core.AuthorizationPath;
import io.lwarotation.core.EarlierSecret;
import io.lwarotation.core.ParameterNames;
import io.lwarotation.core.PerAuthorization;
import io.lwarotation.core.TokenEndpoint;
import io.lwarotation.core.TokensAhead;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Puts the library together, by hand; the only place in it that knows the clock. */
final class ClientWiring {
  private ClientWiring() {}

  static LwaAccessTokens tokens(ParameterNames names, Map<String, String> environment) {
    InstantSource clock = InstantSource.system();
    AwsEnvironment aws = AwsEnvironment.of(environment);
    URI tokenEndpoint = tokenEndpoint(environment);
    CrtHttp http = new CrtHttp(environment);
    try {
      TokenEndpoint lwa = new LwaTokenEndpoint(http, tokenEndpoint);
      SsmCredentialStore store = new SsmCredentialStore(http, aws, names, false, clock);
      ExecutorService renewals = Executors.newVirtualThreadPerTaskExecutor();
      TokensAhead own = tokens(store, lwa, clock, renewals);
      AuthorizationPath path =
          new AuthorizationPath(
              environment.getOrDefault(
                  "LWA_AUTHORIZATIONS_PATH", AuthorizationPath.ofApp(names.app()).path()));
      PerAuthorization<TokensAhead> others =
          new PerAuthorization<>(
              authorization -> tokens(store.of(authorization, path), lwa, clock, renewals));
      return new LwaAccessTokens(Optional.empty(), own, others, clock, List.of(renewals, http));
    } catch (IllegalArgumentException e) {
      http.close();
      throw e;
    }
  }

  private static TokensAhead tokens(
      SsmCredentialStore store, TokenEndpoint lwa, InstantSource clock, Executor renewals) {
    EarlierSecret earlier = new EarlierSecret(store, lwa);
    return new TokensAhead(new AccessTokens(store, lwa, earlier, clock), clock, renewals);
  }

  private static URI tokenEndpoint(Map<String, String> environment) {
    try {
      return new URI(
          environment.getOrDefault("LWA_TOKEN_ENDPOINT", LwaTokenEndpoint.AMAZON).strip());
    } catch (URISyntaxException _) {
      throw new IllegalArgumentException("LWA_TOKEN_ENDPOINT is no URL");
    }
  }
}
