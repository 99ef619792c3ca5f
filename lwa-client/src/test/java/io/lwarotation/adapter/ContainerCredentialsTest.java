package io.lwarotation.adapter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lwarotation.core.FaultServer;
import io.lwarotation.core.FaultServer.Reply;
import io.lwarotation.core.StoreException.Kind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A store whose keys come from an endpoint, as SnapStart and containers have it. */
final class ContainerCredentialsTest extends SsmStoreCase {
  private static final Reply ANSWER = Reply.json(200, STORED);
  private static final Reply EXPIRED = Reply.json(400, "{\"__type\":\"ExpiredTokenException\"}");

  private final Map<String, String> environment =
      new HashMap<>(
          Map.of(
              "AWS_REGION", "eu-west-1",
              "AWS_CONTAINER_AUTHORIZATION_TOKEN", "EXAMPLE-authorization"));

  private static FaultServer endpoint(String more) {
    return new FaultServer(
        Reply.json(
            200,
            "{\"AccessKeyId\":\"ASIAEXAMPLE\",\"SecretAccessKey\":\"s\",\"Token\":\"t-EXAMPLE-marker\""
                + more
                + "}"));
  }

  private SsmCredentialStore store(FaultServer server, FaultServer endpoint) {
    environment.put("AWS_ENDPOINT_URL", server.uri().toString());
    environment.put(
        "AWS_CONTAINER_CREDENTIALS_FULL_URI",
        endpoint.uri("/2021-04-23/credentials?x=y").toString());
    return store(environment);
  }

  private static List<String> authorizations(FaultServer endpoint) {
    return endpoint.requests().stream().map(r -> r.header("authorization").orElseThrow()).toList();
  }

  @Test
  void areFetchedFromTheEndpointAndKept() {
    try (var endpoint = endpoint(",\"Expiration\":\"2026-11-23T18:00:00Z\"");
        var server = new FaultServer(ANSWER)) {
      SsmCredentialStore store = store(server, endpoint);
      store.read(Http.soon());
      store.read(Http.soon());
      assertEquals(List.of("EXAMPLE-authorization"), authorizations(endpoint));
      assertEquals(
          "GET /2021-04-23/credentials?x=y HTTP/1.1", endpoint.requests().getFirst().line());
      FaultServer.Request signed = server.requests().getFirst();
      assertEquals("t-" + MARKER, signed.header("x-amz-security-token").orElseThrow());
      assertTrue(signed.header("authorization").orElseThrow().contains("ASIAEXAMPLE/"));
    }
  }

  @Test
  void areFetchedOnceMoreWhenTheyHaveExpired() {
    try (var endpoint = endpoint("");
        var server = new FaultServer(EXPIRED, ANSWER)) {
      assertEquals(7, store(server, endpoint).read(Http.soon()).secretVersion());
      assertEquals(2, endpoint.requests().size());
    }
    try (var endpoint = endpoint("");
        var server = new FaultServer(EXPIRED)) {
      failure(store(server, endpoint), Kind.REFUSED);
      assertEquals(2 * 2, server.requests().size(), "the same without decryption");
    }
  }

  @Test
  void areAskedForWithTheAuthorizationThatItsFileHoldsNow(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("token"), "EXAMPLE-one\n");
    environment.put("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE", file.toString());
    String inFourMinutes = ",\"Expiration\":\"2026-11-23T12:04:00Z\""; // never fresh
    try (var endpoint = endpoint(inFourMinutes);
        var server = new FaultServer(ANSWER)) {
      SsmCredentialStore store = store(server, endpoint);
      store.read(Http.soon());
      Files.writeString(file, "EXAMPLE-two");
      store.read(Http.soon());
      assertEquals(List.of("EXAMPLE-one", "EXAMPLE-two"), authorizations(endpoint));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "EXAMPLE-marker",
        "{\"AccessKeyId\":\"EXAMPLE-marker\"}",
        "{\"AccessKeyId\":\"a\",\"SecretAccessKey\":\"EXAMPLE-marker\\nX: y\"}",
        "{\"AccessKeyId\":\"a\",\"SecretAccessKey\":\"b\",\"Expiration\":\"EXAMPLE-marker\"}",
      })
  void saysThatTheEndpointGaveNoCredentials(String body) {
    try (var endpoint = new FaultServer(Reply.json(200, body));
        var server = new FaultServer(ANSWER)) {
      failure(store(server, endpoint), Kind.UNREACHABLE);
      assertEquals(0, server.requests().size());
    }
  }
}
