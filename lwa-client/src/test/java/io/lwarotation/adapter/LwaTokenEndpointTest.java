package io.lwarotation.adapter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.lwarotation.core.AccessToken;
import io.lwarotation.core.AmazonException;
import io.lwarotation.core.ClientId;
import io.lwarotation.core.FaultServer;
import io.lwarotation.core.FaultServer.Reply;
import io.lwarotation.core.Grant;
import io.lwarotation.core.Refusal;
import io.lwarotation.core.Secret;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LwaTokenEndpointTest {
  private static final String MARKER = "EXAMPLE-marker";
  private static final ClientId ID = new ClientId("amzn1.application-oa2-client." + MARKER);
  private static final Secret SECRET = Secret.of("amzn1.oa2-cs.v1." + MARKER);
  private static final Grant SELLER =
      new Grant.Seller(ID, SECRET, Secret.of("Atzr|" + MARKER + "+/="));

  private static AccessToken exchange(FaultServer server, Grant grant) {
    return new LwaTokenEndpoint(Http.SHARED, server.uri("/auth/o2/token"))
        .exchange(grant, Http.soon());
  }

  private static <T extends AmazonException> T failure(Class<T> type, FaultServer server) {
    T failure = assertThrows(type, () -> exchange(server, SELLER));
    assertEquals(AmazonException.Service.LWA, failure.service());
    assertFalse(Markers.everythingSaidBy(failure).contains(MARKER));
    return failure;
  }

  private static String token(String fields) {
    return "{\"access_token\":\"Atza|" + MARKER + "\"" + fields + "}";
  }

  @Test
  void exchangesARefreshToken() {
    String body =
        token(",\"refresh_token\":\"Atzr|x\",\"token_type\":\"bearer\",\"expires_in\":3600");
    try (var server = new FaultServer(Reply.json(200, body))) {
      AccessToken token = exchange(server, SELLER);
      assertEquals("Atza|" + MARKER, token.token().reveal());
      assertEquals(Duration.ofHours(1), token.expiresIn());
      assertFalse(token.toString().contains(MARKER));
      FaultServer.Request request = server.requests().getFirst();
      assertEquals("POST /auth/o2/token HTTP/1.1", request.line());
      assertEquals(
          "application/x-www-form-urlencoded;charset=UTF-8",
          request.header("content-type").orElseThrow());
      assertEquals("application/json", request.header("accept").orElseThrow());
      assertEquals(
          "grant_type=refresh_token&refresh_token=Atzr%7CEXAMPLE-marker%2B%2F%3D"
              + "&client_id=amzn1.application-oa2-client.EXAMPLE-marker"
              + "&client_secret=amzn1.oa2-cs.v1.EXAMPLE-marker",
          request.body());
    }
  }

  @Test
  void exchangesWithoutASeller() {
    String body = token(",\"token_type\":\"bearer\",\"expires_in\":3600");
    try (var server = new FaultServer(Reply.json(200, body))) {
      exchange(server, new Grant.Grantless(ID, SECRET, Grant.Scope.CLIENT_CREDENTIAL_ROTATION));
      assertEquals(
          "grant_type=client_credentials"
              + "&scope=sellingpartnerapi%3A%3Aclient_credential%3Arotation"
              + "&client_id=amzn1.application-oa2-client.EXAMPLE-marker"
              + "&client_secret=amzn1.oa2-cs.v1.EXAMPLE-marker",
          server.requests().getFirst().body());
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        ",\"token_type\":\"Bearer\",\"expires_in\":3600;3600",
        ",\"token_type\":\"BEARER\",\"expires_in\":60,\"more\":{\"a\":[1]};60",
        ",\"expires_in\":3600.0;3600",
        ",\"expires_in\":999999999999;3600",
      })
  void toleratesAnotherSpellingAndNeverBelievesALongLife(String fields, long seconds) {
    try (var server = new FaultServer(Reply.json(200, token(fields)))) {
      assertEquals(Duration.ofSeconds(seconds), exchange(server, SELLER).expiresIn());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "EXAMPLE-marker",
        "<html>EXAMPLE-marker</html>",
        "[]",
        "null",
        "{\"access_token\":\"Atza|EXAMPLE-marker\"",
        "{\"token_type\":\"bearer\",\"expires_in\":3600}",
        "{\"access_token\":\"\",\"expires_in\":3600}",
        "{\"access_token\":17,\"expires_in\":3600}",
        "{\"access_token\":\"EXAMPLE-marker\\r\\nX-A: b\",\"expires_in\":3600}",
        "{\"access_token\":\"EXAMPLE-marker\\u0000\",\"expires_in\":3600}",
        "{\"access_token\":\"EXAMPLE-marker\",\"access_token\":\"x\",\"expires_in\":3600}",
        "{\"access_token\":\"EXAMPLE-marker\"}",
        "{\"access_token\":\"EXAMPLE-marker\",\"expires_in\":0}",
        "{\"access_token\":\"EXAMPLE-marker\",\"expires_in\":-1}",
        "{\"access_token\":\"EXAMPLE-marker\",\"expires_in\":0.5}",
        "{\"access_token\":\"EXAMPLE-marker\",\"expires_in\":1e999999999}",
        "{\"access_token\":\"EXAMPLE-marker\",\"expires_in\":\"EXAMPLE-marker\"}",
        "{\"access_token\":\"EXAMPLE-marker\",\"expires_in\":3600,\"token_type\":\"mac\"}",
        "{\"access_token\":\"EXAMPLE-marker\",\"expires_in\":3600,\"token_type\":null}",
      })
  void doesNotUnderstandATokenThatCannotBeUsed(String body) {
    try (var server = new FaultServer(Reply.json(200, body))) {
      failure(AmazonException.NoAnswer.class, server);
      assertEquals(1, server.requests().size());
    }
  }

  @Test
  void refusesATokenThatIsLongerThanAHeaderMayBe() {
    String fields = "\",\"expires_in\":3600";
    for (String body :
        List.of(
            "{\"access_token\":\"" + "a".repeat(9000) + fields + "}",
            "[".repeat(60_000),
            "{\"access_token\":\"a" + fields + ",\"x\":\"" + "y".repeat(70_000) + "\"}")) {
      try (var server = new FaultServer(Reply.json(200, body))) {
        failure(AmazonException.NoAnswer.class, server);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "401,invalid_client,INVALID_CLIENT",
    "400,invalid_client,INVALID_CLIENT",
    "400,invalid_grant,INVALID_GRANT",
    "401,Invalid_Grant,INVALID_GRANT",
    "400,invalid_request,INVALID_REQUEST",
    "400,unauthorized_client,CLIENT_MAY_NOT",
    "400,unsupported_grant_type,CLIENT_MAY_NOT",
    "400,invalid_scope,CLIENT_MAY_NOT",
    "400,something_else,OTHER",
    "400,server_error,UNAVAILABLE",
    "400,temporarily_unavailable,UNAVAILABLE",
    "500,server_error,UNAVAILABLE",
    "503,temporarily_unavailable,UNAVAILABLE",
    "500,invalid_client,UNAVAILABLE",
    "503,invalid_grant,UNAVAILABLE",
    "429,invalid_client,THROTTLED",
    "403,invalid_client,OTHER",
    "302,invalid_client,REDIRECT",
    "204,invalid_client,OTHER",
  })
  void readsARefusalFromStatusAndCodeTogether(int status, String code, Refusal refusal) {
    String plain = "{\"error\":\"" + code + "\",\"error_description\":\"" + MARKER + "\"}";
    String turned =
        "{\"x\":[{}],\"error_description\":\"" + MARKER + "\",\"error\":\"" + code + "\"}";
    for (String body : new String[] {plain, turned}) {
      try (var server =
          new FaultServer(
              Reply.json(
                  status,
                  status == 204 ? "" : body,
                  "x-amzn-RequestId: 6a1f-EXAMPLE",
                  "Location: http://127.0.0.1:1/"))) {
        var refused = failure(AmazonException.Refused.class, server);
        assertEquals(refusal, refused.refusal());
        assertEquals(status, refused.status());
        assertEquals("6a1f-EXAMPLE", refused.requestId().orElseThrow());
        assertEquals(1, server.requests().size());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://api.amazon.com/auth/o2/token",
        "ftp://api.amazon.com/",
        "https:///auth/o2/token",
        "/auth/o2/token",
        "https://user@api.amazon.com/",
        "https://api.amazon.com/#x",
        "mailto:a@b.c"
      })
  void refusesAnEndpointThatMustNotGetASecret(String uri) {
    assertThrows(
        IllegalArgumentException.class, () -> new LwaTokenEndpoint(Http.SHARED, URI.create(uri)));
  }
}
