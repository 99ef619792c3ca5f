package io.lwarotation.adapter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against the published examples of AWS's Signature Version 4 test suite, and against botocore. */
class SigV4SignerTest {
  private static final AwsKeySource.Keys SUITE_KEYS =
      new AwsKeySource.Keys(
          "AKIDEXAMPLE",
          "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY",
          Optional.empty(),
          Optional.empty());
  private static final Instant SUITE_TIME = Instant.parse("2015-08-30T12:36:00Z");

  private static final String UNRESERVED =
      "-._~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "get-vanilla,GET,/,5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31",
    "get-vanilla-query-order-key-case,GET,/?Param2=value2&Param1=value1,"
        + "b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500",
    "get-vanilla-empty-query-key,GET,/?Param1=value1,"
        + "a67d582fa61cc504c4bae71f336f98b97f1ea3c7a6bfe1b6e45aec72011b9aeb",
    "get-vanilla-query-unreserved,GET,/?"
        + UNRESERVED
        + "="
        + UNRESERVED
        + ",9c3e54bfcdf0b19771a7f523ee5669cdf59bc7cc0884027167c21bb143a40197",
    "get-vanilla-utf8-query,GET,/?%E1%88%B4=bar,"
        + "2cdec8eed098649ff3a119c94853b13c643bcf08f8b0a1d91e12c9027818dd04",
    "get-unreserved,GET,/"
        + UNRESERVED
        + ",07ef7494c76fa4850883e2b006601f940f8a34d404d0cfa977f52a65bbf5f24f",
  })
  void signsAsTheExamplesOfAws(String example, String method, String target, String signature) {
    HttpCall call =
        new HttpCall(
            method,
            URI.create("https://example.amazonaws.com"),
            target,
            Map.of(),
            new byte[0],
            true);
    HttpCall signed = new SigV4Signer("us-east-1", "service").sign(call, SUITE_KEYS, SUITE_TIME);
    assertEquals("20150830T123600Z", signed.headers().get("X-Amz-Date"));
    assertEquals(
        "AWS4-HMAC-SHA256"
            + " Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request,"
            + " SignedHeaders=host;x-amz-date, Signature="
            + signature,
        signed.headers().get("Authorization"));
  }

  /** The example get-header-value-trim. */
  @Test
  void signsHeadersWithoutTheirNeedlessSpaces() {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("My-Header1", " value1");
    headers.put("My-Header2", " \"a   b   c\"");
    HttpCall call =
        new HttpCall(
            "GET", URI.create("https://example.amazonaws.com"), "/", headers, new byte[0], true);

    String signed =
        new SigV4Signer("us-east-1", "service")
            .sign(call, SUITE_KEYS, SUITE_TIME)
            .headers()
            .getOrDefault("Authorization", "");

    assertTrue(
        signed.endsWith(
            "SignedHeaders=host;my-header1;my-header2;x-amz-date, Signature="
                + "acc3ed3afb60bb290fc8d2dd0098b9911fcaa05412b367055dee359757a9c736"),
        signed);
  }

  @Test
  void signsWhatIsSentToParameterStoreAsBotocoreDoes() throws Exception {
    AwsKeySource.Keys keys =
        new AwsKeySource.Keys(
            "ASIAEXAMPLE", "secretEXAMPLE/+=", Optional.of("tokenEXAMPLE/+="), Optional.empty());
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Content-Type", "application/x-amz-json-1.1");
    headers.put("X-Amz-Target", "AmazonSSM.GetParameters");
    String body = "{\"Names\":[\"/my-erp/é\"],\"WithDecryption\":true}";
    HttpCall call =
        new HttpCall(
            "POST",
            URI.create("https://ssm.eu-west-1.amazonaws.com"),
            "/",
            headers,
            body.getBytes(StandardCharsets.UTF_8),
            false);
    String ours =
        new SigV4Signer("eu-west-1", "ssm")
            .sign(call, keys, SUITE_TIME)
            .headers()
            .getOrDefault("Authorization", "");
    assertTrue(
        ours.contains(
            "SignedHeaders=content-length;content-type;host;x-amz-date;x-amz-security-token;"
                + "x-amz-target"),
        ours);
    assertEquals(botocore(), ours);
  }

  private static String botocore() throws IOException, InterruptedException {
    String program =
        """
        import datetime, botocore.auth, botocore.credentials
        from botocore.awsrequest import AWSRequest
        body = '{"Names":["/my-erp/\\u00e9"],"WithDecryption":true}'.encode()
        request = AWSRequest('POST', 'https://ssm.eu-west-1.amazonaws.com/', data=body, headers={
            'Content-Type': 'application/x-amz-json-1.1', 'Content-Length': str(len(body)),
            'X-Amz-Target': 'AmazonSSM.GetParameters'})
        keys = botocore.credentials.Credentials('ASIAEXAMPLE', 'secretEXAMPLE/+=', 'tokenEXAMPLE/+=')
        signer = botocore.auth.SigV4Auth(keys, 'ssm', 'eu-west-1')
        stamp = '20150830T123600Z'
        class Fixed(datetime.datetime):
            @classmethod
            def utcnow(cls): return cls(2015, 8, 30, 12, 36)
            @classmethod
            def now(cls, tz=None): return cls(2015, 8, 30, 12, 36, tzinfo=tz)
        botocore.auth.datetime = type('d', (), {'datetime': Fixed, 'timezone': datetime.timezone})
        if hasattr(botocore.auth, 'get_current_datetime'):
            botocore.auth.get_current_datetime = lambda *a, **k: Fixed.utcnow()
        signer.add_auth(request)
        print(request.headers['Authorization'])
        """;
    assumeTrue(hasBotocore(), "skipped: python3 with botocore is not installed");
    Process python = new ProcessBuilder("python3", "-c", program).start();
    String output = new String(python.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    String errors = new String(python.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    assertTrue(python.waitFor(60, TimeUnit.SECONDS));
    assertEquals(0, python.exitValue(), errors);
    return output.strip();
  }

  /** The command's name can be there without the program. */
  private static boolean hasBotocore() throws InterruptedException {
    try {
      return new ProcessBuilder("python3", "-c", "import botocore.auth").start().waitFor() == 0;
    } catch (IOException _) {
      return false;
    }
  }
}
