package io.lwarotation.adapter;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Against a published example of AWS's Signature Version 4 test suite, and against botocore. */
class SigV4SignerTest {
  private static final AwsKeySource.Keys SUITE_KEYS =
      new AwsKeySource.Keys(
          "AKIDEXAMPLE",
          "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY",
          Optional.empty(),
          Optional.empty());
  private static final Instant SUITE_TIME = Instant.parse("2015-08-30T12:36:00Z");

  private static String sign(String region, String service, AwsKeySource.Keys keys, HttpCall call) {
    return new SigV4Signer(region, service)
        .sign(call, keys, SUITE_TIME)
        .headers()
        .getOrDefault("Authorization", "");
  }

  /** The example get-vanilla-query-order-key-case. */
  @Test
  void signsAsTheExamplesOfAws() {
    assertEquals(
        "AWS4-HMAC-SHA256"
            + " Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request,"
            + " SignedHeaders=host;x-amz-date, Signature="
            + "b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500",
        sign(
            "us-east-1",
            "service",
            SUITE_KEYS,
            new HttpCall(
                "GET",
                URI.create("https://example.amazonaws.com"),
                "/?Param2=value2&Param1=value1",
                Map.of(),
                new byte[0],
                true)));
  }

  /** What botocore 1.43 signs. */
  @Test
  void signsTheHeadersTheTokenAndTheBodyOfWhatIsSentToParameterStore() {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Content-Type", "application/x-amz-json-1.1");
    headers.put("X-Amz-Target", "AmazonSSM.GetParameters");
    String body = "{\"Names\":[\"/my-erp/é\"],\"WithDecryption\":true}";
    assertEquals(
        "AWS4-HMAC-SHA256"
            + " Credential=ASIAEXAMPLE/20150830/eu-west-1/ssm/aws4_request,"
            + " SignedHeaders=content-length;content-type;host;x-amz-date;x-amz-security-token;"
            + "x-amz-target, Signature="
            + "6e51889d41c9f526a65e430e235919f800219b66b16b0ec06d002a456580c914",
        sign(
            "eu-west-1",
            "ssm",
            new AwsKeySource.Keys(
                "ASIAEXAMPLE",
                "secretEXAMPLE/+=",
                Optional.of("tokenEXAMPLE/+="),
                Optional.empty()),
            new HttpCall(
                "POST",
                URI.create("https://ssm.eu-west-1.amazonaws.com"),
                "/",
                headers,
                body.getBytes(StandardCharsets.UTF_8),
                false)));
  }
}
