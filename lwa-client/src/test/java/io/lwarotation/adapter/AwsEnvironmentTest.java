package io.lwarotation.adapter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AwsEnvironmentTest {
  private final Map<String, String> variables =
      new HashMap<>(
          Map.of(
              "AWS_REGION", "eu-west-1",
              "AWS_ACCESS_KEY_ID", "AKIAEXAMPLE",
              "AWS_SECRET_ACCESS_KEY", "secretEXAMPLE"));

  private String problem() {
    return String.valueOf(
        assertThrows(IllegalArgumentException.class, () -> AwsEnvironment.of(variables))
            .getMessage());
  }

  @ParameterizedTest
  @CsvSource({
    "eu-west-1,'','',https://ssm.eu-west-1.amazonaws.com",
    "us-gov-west-1,true,'',https://ssm-fips.us-gov-west-1.amazonaws.com",
    "us-east-1,'',TRUE,https://ssm.us-east-1.api.aws",
    "cn-north-1,'','',https://ssm.cn-north-1.amazonaws.com.cn",
  })
  void asksParameterStoreOfTheRegion(String region, String fips, String dual, String endpoint) {
    variables.put("AWS_REGION", region);
    variables.put("AWS_USE_FIPS_ENDPOINT", fips);
    variables.put("AWS_USE_DUALSTACK_ENDPOINT", dual);
    assertEquals(endpoint, AwsEnvironment.of(variables).ssmEndpoint().toString());
  }

  @Test
  void takesTheEndpointOfTheServiceBeforeTheGeneralOne() {
    variables.put("AWS_ENDPOINT_URL", "http://localhost:4566");
    assertEquals("http://localhost:4566", AwsEnvironment.of(variables).ssmEndpoint().toString());
    variables.put("AWS_ENDPOINT_URL_SSM", "http://localhost:4567");
    assertEquals("http://localhost:4567", AwsEnvironment.of(variables).ssmEndpoint().toString());
    variables.put("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", "true");
    assertEquals(
        "https://ssm.eu-west-1.amazonaws.com",
        AwsEnvironment.of(variables).ssmEndpoint().toString());
  }

  @Test
  void namesEverythingThatIsMissingOrBadInOneSentence() {
    variables.clear();
    variables.put("AWS_ENDPOINT_URL", "localhost:4566");
    String problem = problem();
    assertTrue(problem.contains("AWS_REGION is not set"), problem);
    assertTrue(problem.contains("AWS_ACCESS_KEY_ID"), problem);
    assertTrue(problem.contains("AWS_ENDPOINT_URL is not an absolute"), problem);
    assertEquals(1, problem.lines().count());
  }

  @ParameterizedTest
  @CsvSource({
    "AWS_REGION,nowhere",
    "AWS_REGION,eu-west-1.evil.example",
    "AWS_ENDPOINT_URL_SSM,http://user:EXAMPLE-marker@localhost",
    "AWS_ENDPOINT_URL_SSM,file:///etc",
    "AWS_SECRET_ACCESS_KEY,'EXAMPLE-marker x'",
    "AWS_SESSION_TOKEN,'EXAMPLE-marker\r\nX: y'",
    "AWS_ACCESS_KEY_ID,''",
    "AWS_SECRET_ACCESS_KEY,' '",
  })
  void namesABadVariableWithoutItsValue(String name, String value) {
    variables.put(name, value);
    String problem = problem();
    assertTrue(problem.contains(name), problem);
    assertFalse(problem.contains("marker"), problem);
  }

  @Test
  void takesTheEndpointOfCredentialsWhereNoneAreGiven() {
    variables.remove("AWS_ACCESS_KEY_ID");
    variables.remove("AWS_SECRET_ACCESS_KEY");
    variables.put("AWS_CONTAINER_CREDENTIALS_FULL_URI", "http://127.0.0.1:9001/credentials");
    variables.put("AWS_CONTAINER_AUTHORIZATION_TOKEN", "EXAMPLE-marker");
    AwsEnvironment aws = AwsEnvironment.of(variables);
    var source = assertInstanceOf(AwsKeySource.Endpoint.class, aws.keySource());
    assertEquals("/credentials", source.uri().getPath());
    assertFalse((aws + " " + source).contains("marker"));
    variables.put("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "/v2/credentials/1");
    source =
        assertInstanceOf(AwsKeySource.Endpoint.class, AwsEnvironment.of(variables).keySource());
    assertEquals("http://169.254.170.2/v2/credentials/1", source.uri().toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://evil.example/", "http://169.254.169.254/", "relative"})
  void refusesAnEndpointOfCredentialsThatIsNotAwsOwn(String uri) {
    variables.remove("AWS_ACCESS_KEY_ID");
    variables.remove("AWS_SECRET_ACCESS_KEY");
    variables.put("AWS_CONTAINER_CREDENTIALS_FULL_URI", uri);
    assertTrue(problem().contains("AWS_CONTAINER_CREDENTIALS_FULL_URI"));
  }

  @Test
  void neverShowsKeys() {
    assertFalse(AwsEnvironment.of(variables).keySource().toString().contains("secretEXAMPLE"));
  }
}
