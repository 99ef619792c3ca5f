package io.lwarotation.handler;

import io.lwarotation.adapter.LwaTokenEndpoint;
import io.lwarotation.core.AuthorizationPath;
import io.lwarotation.core.ParameterNames;
import io.lwarotation.core.SpApiHosts;
import io.lwarotation.core.SpApiRegion;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The variables of {@code CallSpApiHandler}, read once.
 *
 * @param names the application and its parameters
 * @param tokenEndpoint Login with Amazon's, unless {@code LWA_TOKEN_ENDPOINT} names another
 * @param spApi SP-API's hosts: {@code SP_API_ENDPOINT}, and for other regions Amazon's or {@code
 *     SP_API_ENDPOINT_NA}, {@code _EU} and {@code _FE}
 * @param authorizations where the refresh tokens beside the application's own lie: {@code
 *     LWA_AUTHORIZATIONS_PATH}
 * @param publicApplication whether authorizations end after a year: {@code LWA_PUBLIC}, false
 *     unless it is set
 */
record Config(
    ParameterNames names,
    URI tokenEndpoint,
    SpApiHosts spApi,
    AuthorizationPath authorizations,
    boolean publicApplication) {
  private static final Pattern APP = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,127}");

  /** What is wrong is noted in {@code variables}. */
  static Config of(Variables variables) {
    Map<String, String> environment = variables.environment();
    return new Config(
        names(variables),
        variables.endpoint(
            "LWA_TOKEN_ENDPOINT",
            environment.getOrDefault("LWA_TOKEN_ENDPOINT", LwaTokenEndpoint.AMAZON)),
        hosts(variables),
        new AuthorizationPath(
            variables.parameterOr(
                "LWA_AUTHORIZATIONS_PATH",
                AuthorizationPath.ofApp(environment.getOrDefault("LWA_APP", "unknown")).path())),
        variables.flag("LWA_PUBLIC"));
  }

  /** The application and its parameters. */
  static ParameterNames names(Variables variables) {
    return new ParameterNames(
        variables.matching("LWA_APP", APP, "must be the application's name"),
        variables.parameter("LWA_CLIENT_ID_PARAMETER"),
        variables.parameter("LWA_CLIENT_SECRET_PARAMETER"),
        variables.parameter("LWA_REFRESH_TOKEN_PARAMETER"),
        variables.parameter("LWA_ROTATION_RECORD_PARAMETER"));
  }

  private static SpApiHosts hosts(Variables variables) {
    URI home = variables.host("SP_API_ENDPOINT");
    Map<SpApiRegion, URI> named = new HashMap<>();
    for (SpApiRegion region : SpApiRegion.values()) {
      if (!variables.text(region.variable()).isEmpty()) {
        named.put(region, variables.host(region.variable()));
      }
    }
    return new SpApiHosts(home, named);
  }
}
