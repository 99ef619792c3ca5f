package io.lwarotation.infra;

import java.util.Map;
import java.util.TreeMap;
import software.constructs.Construct;

/** What the parts of one application's stack share. */
record Application(
    Settings settings,
    CredentialsKey key,
    NoticeTopic topic,
    CredentialParameters parameters,
    Uploads uploads) {
  private static final String LWA_TOKEN_ENDPOINT = "https://api.amazon.com/auth/o2/token";

  String name() {
    return settings.app();
  }

  ParameterPaths paths() {
    return settings.parameters();
  }

  /** The application and its parameters, as variables of a function; more may be put. */
  Map<String, String> variables() {
    ParameterPaths names = paths();
    return new TreeMap<>(
        Map.of(
            "LWA_APP", name(),
            "LWA_CLIENT_ID_PARAMETER", names.clientId(),
            "LWA_CLIENT_SECRET_PARAMETER", names.clientSecret(),
            "LWA_REFRESH_TOKEN_PARAMETER", names.refreshToken(),
            "LWA_ROTATION_RECORD_PARAMETER", names.rotationRecord()));
  }

  /** The same for a function that calls Amazon. */
  Map<String, String> variablesOfCalls() {
    Map<String, String> variables = variables();
    variables.put("LWA_TOKEN_ENDPOINT", LWA_TOKEN_ENDPOINT);
    variables.put("SP_API_ENDPOINT", settings.spApiEndpoint().toString());
    return variables;
  }

  /** One of its functions. */
  JavaFunction function(
      Construct scope, String id, Handler handler, Map<String, String> environment) {
    return new JavaFunction(scope, id, handler, name(), uploads, environment);
  }
}
