package io.lwarotation.adapter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lwarotation.core.AccessToken;
import io.lwarotation.core.AmazonException;
import io.lwarotation.core.AmazonException.NoAnswer.Kind;
import io.lwarotation.core.Deadline;
import io.lwarotation.core.FaultServer;
import io.lwarotation.core.FaultServer.Reply;
import io.lwarotation.core.Refusal;
import io.lwarotation.core.Secret;
import io.lwarotation.core.SpApiAnswer;
import io.lwarotation.core.SpApiRequest;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpSpApiTest {
  private static final String MARKER = "EXAMPLE-marker";
  private static final String AGENT = "my-erp/1.0 (Language=Java/25; Platform=AWS Lambda)";
  private static final AccessToken TOKEN =
      new AccessToken(Secret.of("Atza|" + MARKER), Duration.ofHours(1));
  private static final SpApiRequest ROTATE =
      new SpApiRequest(SpApiRequest.Method.POST, "/applications/2023-11-30/clientSecret", Map.of());
  private static final Duration SOON = Duration.ofSeconds(10);

  private static SpApiAnswer send(FaultServer server, SpApiRequest request) {
    return new HttpSpApi(Http.SHARED, server.uri(), AGENT)
        .send(request, TOKEN, Deadline.in(SOON, InstantSource.system()));
  }

  private static AmazonException.Refused refused(FaultServer server) {
    var refused =
        assertThrows(AmazonException.Refused.class, () -> send(server, SpApiRequest.PROBE));
    assertEquals(AmazonException.Service.SP_API, refused.service());
    assertFalse(Markers.everythingSaidBy(refused).contains(MARKER));
    assertEquals(1, server.requests().size());
    return refused;
  }

  private static Refusal refusal(int status, String body) {
    try (var server = new FaultServer(Reply.json(status, body))) {
      var refused = refused(server);
      assertEquals(status, refused.status());
      return refused.refusal();
    }
  }

  private static String unauthorized(String details) {
    return "{\"code\":\"Unauthorized\",\"message\":\"Access to requested resource is denied.\""
        + details
        + "}";
  }

  @Test
  void sendsTheProbeWithTokenAndUserAgent() {
    try (var server =
        new FaultServer(Reply.json(200, "{\"payload\":[]}", "x-amzn-RequestId: 6a-EXAMPLE"))) {
      SpApiAnswer answer = send(server, SpApiRequest.PROBE);
      assertEquals(200, answer.status());
      assertEquals("{\"payload\":[]}", answer.body());
      assertEquals(Optional.of("6a-EXAMPLE"), answer.requestId());
      FaultServer.Request request = server.requests().getFirst();
      assertEquals("GET /sellers/v1/marketplaceParticipations HTTP/1.1", request.line());
      assertEquals("Atza|" + MARKER, request.header("x-amz-access-token").orElseThrow());
      assertEquals(AGENT, request.header("user-agent").orElseThrow());
      assertEquals("application/json", request.header("accept").orElseThrow());
      assertTrue(request.header("authorization").isEmpty());
      assertTrue(request.header("content-length").isEmpty());
    }
  }

  @Test
  void encodesTheQueryAndLeavesThePathAsItIs() {
    try (var server = new FaultServer(Reply.json(200, "{}"))) {
      send(
          server,
          new SpApiRequest(
              SpApiRequest.Method.GET,
              "/orders/v0/orders/a%20b",
              Map.of("A", "x y+z&=*~", "B:é", "")));
      assertEquals(
          "GET /orders/v0/orders/a%20b?A=x%20y%2Bz%26%3D%2A~&B%3A%C3%A9= HTTP/1.1",
          server.requests().getFirst().line());
    }
  }

  @Test
  void postsWithoutABodyAndTakesAnEmptyAnswer() {
    try (var server = new FaultServer(Reply.raw("HTTP/1.1 204 No Content\r\n\r\n"))) {
      SpApiAnswer answer = send(server, ROTATE);
      assertEquals(204, answer.status());
      assertEquals("", answer.body());
      assertEquals("0", server.requests().getFirst().header("content-length").orElseThrow());
    }
  }

  private static AmazonException.NoAnswer silence(URI endpoint, Duration limit) {
    return assertThrows(
        AmazonException.NoAnswer.class,
        () ->
            new HttpSpApi(Http.SHARED, endpoint, AGENT)
                .send(ROTATE, TOKEN, Deadline.in(limit, InstantSource.system())));
  }

  @Test
  void saysOfARotationThatItSurelyNeverLeft() {
    try (var nobody = new RefusingPort();
        var server = new FaultServer(Reply.json(200, "{}"));
        var mute = FaultServer.silent("https")) {
      assertEquals(Kind.NOT_SENT, silence(nobody.uri(), SOON).kind());
      assertEquals(Kind.NOT_SENT, silence(URI.create("https://nobody.invalid"), SOON).kind());
      assertEquals(Kind.NOT_SENT, silence(server.uri(), Duration.ZERO).kind());
      assertEquals(0, server.connections());
      // TCP connects, and TLS gets no answer.
      assertEquals(Kind.NOT_SENT, silence(mute.uri(), Duration.ofMillis(300)).kind());
    }
  }

  @Test
  void neverSaysSoOfOneThatMayHaveLeftAndNeverSendsItAgain() {
    try (var mute = FaultServer.silent("http");
        var reset = new FaultServer(Reply.rawThenReset(""));
        var server = new FaultServer(Reply.rawThenClose("HTTP/1.1 20"))) {
      assertEquals(Kind.LOST, silence(mute.uri(), Duration.ofMillis(300)).kind());
      assertEquals(Kind.LOST, silence(server.uri(), SOON).kind());
      assertEquals(Kind.LOST, silence(reset.uri(), SOON).kind());
      assertEquals(1, reset.requests().size());
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "403;'';ACCESS_DENIED",
        "403;{\"errors\":[]};ACCESS_DENIED",
        "403;{\"errors\":[{\"code\":\"Unauthorized\",\"details\":null}]};ACCESS_DENIED",
        "403;{\"message\":null};ACCESS_DENIED",
        "403;{\"errors\":[{\"message\":\"Access to requested resource is denied.\",\"details\":\" \"}]};ACCESS_DENIED",
        "403;{\"errors\":[{\"code\":\"Unauthorized\",\"details\":\"EXAMPLE-marker\"}]};OTHER",
        "403;{\"code\":\"Unauthorized\",\"message\":\"Access to requested resource is denied.\"};ACCESS_DENIED",
        "403;<html>EXAMPLE-marker</html>;OTHER",
        "401;<html>EXAMPLE-marker</html>;OTHER",
        "401;'';TOKEN_INVALID",
      })
  void readsA403WithoutDetailsAndNoPageOfSomethingBeforeSpApi(
      int status, String body, Refusal refusal) {
    assertEquals(refusal, refusal(status, body));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"errors\":{\"code\":\"X\",\"message\":\"Denied\",\"details\":\"%s\"}}",
        "{\"errors\":[{\"code\":\"X\",\"message\":\"Denied\",\"details\":[\"%s\"]}]}",
        "{\"errors\":[{\"code\":\"X\",\"message\":\"Denied\",\"details\":{\"a\":[1,\"%s\"]}}]}",
        "{\"Errors\":[{\"Code\":\"X\",\"Message\":\"Denied\",\"Details\":\"%s\"}]}",
        "[{\"code\":\"X\",\"message\":\"%s\"}]",
        "{\"code\":\"X\",\"details\":\"%s\"}",
        "{\"Message\":\"%s\"}",
      })
  void readsErrorsInEveryFormThatTheyComeIn(String form) {
    String body = form.formatted("The LWA secret token you provided has expired.");
    for (int status : new int[] {400, 401, 403}) {
      assertEquals(Refusal.SECRET_EXPIRED, refusal(status, body));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "400|Application does not have access to one or more requested data elements:"
            + " [buyerInfo]|ROLE_MISSING",
        "400|Application do not have access to some or all requested resource|ROLE_MISSING",
        "403|Application does not have access to some or all requested resource.|ROLE_MISSING",
        "403|The security token included in the request is expired|AMAZON_EXPIRED",
        "403|The security token included in the request is invalid.|AMAZON_EXPIRED",
        "401|The LWA secret token you provided has expired.|SECRET_EXPIRED",
        "400|The LWA secret token you provided has expired.|SECRET_EXPIRED",
        "403|'  the lwa SECRET token you  provided has expired '|SECRET_EXPIRED",
        "403|The access token you provided is revoked, malformed or invalid.|TOKEN_INVALID",
        "401|The access token you provided has expired.|TOKEN_EXPIRED",
        "401|Access token is missing in the request header.|TOKEN_MISSING",
        "400|The marketplaces you provided are not valid for region.|WRONG_REGION",
        "400|Could not match input arguments|SANDBOX_ONLY",
        "503|The LWA secret token you provided has expired.|UNAVAILABLE",
        "429|The LWA secret token you provided has expired.|THROTTLED",
      })
  void knowsASentenceWhateverTheStatusIsAndWhereverItStands(
      int status, String sentence, Refusal refusal) {
    String message = "{\"errors\":[{\"code\":\"X\",\"message\":\"" + sentence + "\"}]}";
    String details = "{\"errors\":[" + unauthorized(",\"details\":\"" + sentence + "\"") + "]}";
    assertEquals(refusal, refusal(status, message));
    assertEquals(refusal, refusal(status, details));
    if (status < 429) {
      assertEquals(refusal, refusal(status, "{\"message\":\"" + sentence + "\"}"));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ForbiddenException:http://internal.amazon.example/",
        "com.amazon.example#ForbiddenException"
      })
  void readsTheGatewaysForm(String type) {
    try (var server =
        new FaultServer(
            Reply.json(403, "{\"message\":\"Forbidden\"}", "x-amzn-ErrorType: " + type))) {
      var refused = refused(server);
      assertEquals(Refusal.GATEWAY_DENIED, refused.refusal());
      assertEquals("ForbiddenException", refused.words().code());
      assertEquals("Forbidden", refused.words().message());
    }
  }

  @Test
  void handsOnAmazonsWordsWithoutWhatLooksLikeACredential() {
    try (var server =
        new FaultServer(
            Reply.json(
                400,
                "{\"errors\":[{\"code\":\"InvalidInput\",\"message\":\"Invalid MarketplaceIds"
                    + " Atza|EXAMPLE-marker\",\"details\":\"see createdAfter\"}]}"))) {
      var refused = refused(server);
      assertEquals(Refusal.BAD_REQUEST, refused.refusal());
      assertEquals(
          " (Amazon says: InvalidInput | Invalid MarketplaceIds [hidden] | see createdAfter)",
          refused.words().inBrackets());
    }
  }

  @Test
  void takesTheGravestOfSeveralErrors() {
    String expired = "{\"details\":\"The LWA secret token you provided has expired.\"}";
    String errors = "{\"errors\":[" + unauthorized("") + "," + expired + "]}";
    assertEquals(Refusal.SECRET_EXPIRED, refusal(403, errors));
  }

  @ParameterizedTest
  @CsvSource({"0.5,true", "20,true", "-1,false", "1e9,false", "EXAMPLE-marker,false", "'',false"})
  void passesOnTheRateLimitOnlyIfItIsANumber(String rate, boolean isNumber) {
    try (var server =
        new FaultServer(
            Reply.json(
                429, "", "x-amzn-RateLimit-Limit: " + rate, "x-amzn-RequestId: <b>" + MARKER))) {
      var refused = refused(server);
      assertEquals(Refusal.THROTTLED, refused.refusal());
      assertEquals(isNumber ? Optional.of(rate) : Optional.empty(), refused.rateLimit());
      assertEquals(Optional.empty(), refused.requestId());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://sellingpartnerapi-eu.amazon.com",
        "https://sellingpartnerapi-eu.amazon.com/path",
        "https://sellingpartnerapi-eu.amazon.com?x=y",
        "https://user@sellingpartnerapi-eu.amazon.com",
        "sellingpartnerapi-eu.amazon.com"
      })
  void refusesAnEndpointThatMustNotGetAToken(String uri) {
    assertThrows(
        IllegalArgumentException.class, () -> new HttpSpApi(Http.SHARED, URI.create(uri), AGENT));
  }
}
