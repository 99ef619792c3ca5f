package io.lwarotation.handler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lwarotation.core.SpApiRegion;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ConfigTest {
  static final Map<String, String> COMPLETE =
      Map.of(
          "LWA_APP", "my-erp",
          "LWA_CLIENT_ID_PARAMETER", "/my-erp/lwa/clientidentifier",
          "LWA_CLIENT_SECRET_PARAMETER", "/my-erp/lwa/clientsecret",
          "LWA_REFRESH_TOKEN_PARAMETER", "/my-erp/refreshToken",
          "LWA_ROTATION_RECORD_PARAMETER", "/my-erp/lwa/rotation",
          "SP_API_ENDPOINT", "https://sellingpartnerapi-na.amazon.com");

  @Test
  void takesAmazonsTokenEndpointIfNoneIsNamed() {
    assertEquals(
        URI.create("https://api.amazon.com/auth/o2/token"), config(COMPLETE).tokenEndpoint());
  }

  @ParameterizedTest
  @CsvSource({
    "http://127.0.0.1:4566/auth/o2/token",
    "http://localhost:4566/auth/o2/token",
    "http://[::1]:4566/auth/o2/token",
    "https://api.amazon.com/auth/o2/token"
  })
  void takesPlainHttpOnThisMachineOnly(String endpoint) {
    assertEquals(URI.create(endpoint), with("LWA_TOKEN_ENDPOINT", endpoint).tokenEndpoint());
  }

  @ParameterizedTest
  @CsvSource({
    "LWA_APP, '', LWA_APP is missing",
    "LWA_APP, a/b, LWA_APP must be the application's name",
    "LWA_CLIENT_ID_PARAMETER, no-slash, LWA_CLIENT_ID_PARAMETER must be a parameter's name",
    "SP_API_ENDPOINT, '', SP_API_ENDPOINT is missing",
    "SP_API_ENDPOINT, http://sellingpartnerapi-na.amazon.com, must start with https://",
    "SP_API_ENDPOINT, ftp://localhost, must start with https://",
    "SP_API_ENDPOINT, https://user@host.example, without user",
    "SP_API_ENDPOINT, https://host.example?x=1, without user",
    "SP_API_ENDPOINT, sellingpartnerapi-na.amazon.com, must be a URL with a host",
    "SP_API_ENDPOINT, https://host.example/x, must be a host only",
    "SP_API_ENDPOINT_EU, http://sellingpartnerapi-eu.amazon.com, must start with https://",
    "SP_API_ENDPOINT_FE, nonsense, SP_API_ENDPOINT_FE must be a URL with a host",
    "LWA_TOKEN_ENDPOINT, 'https://a b', LWA_TOKEN_ENDPOINT is no URL"
  })
  void namesWhatIsBad(String variable, String value, String problem) {
    IllegalArgumentException refusal =
        assertThrows(IllegalArgumentException.class, () -> with(variable, value));

    assertTrue(String.valueOf(refusal.getMessage()).contains(problem), refusal.getMessage());
  }

  @Test
  void takesTheHostsOfOtherRegionsWhereTheyAreNamed() {
    assertEquals(Map.of(), config(COMPLETE).spApi().named());
    assertEquals(
        Map.of(SpApiRegion.FE, URI.create("http://127.0.0.1:1")),
        with("SP_API_ENDPOINT_FE", " http://127.0.0.1:1").spApi().named());
  }

  private static Config with(String variable, String value) {
    Map<String, String> environment = new HashMap<>(COMPLETE);
    environment.put(variable, value);
    return config(environment);
  }

  private static Config config(Map<String, String> environment) {
    Variables variables = new Variables(environment);
    Config config = Config.of(variables);
    variables.check();
    return config;
  }
}
