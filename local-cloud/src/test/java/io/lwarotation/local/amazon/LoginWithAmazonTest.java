package io.lwarotation.local.amazon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lwarotation.local.MovableClock;
import io.lwarotation.local.amazon.AmazonClient.Answer;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class LoginWithAmazonTest {
  private static final String NOTIFICATIONS = "sellingpartnerapi::notifications";

  private final MovableClock clock = MovableClock.at(Instant.parse("2026-06-10T22:09:17.456Z"));
  private final FakeAmazon amazon = FakeAmazon.start(clock);
  private final AmazonClient client = new AmazonClient(amazon);
  private final Application application = amazon.register("my-erp");

  @AfterEach
  void stop() {
    client.close();
    amazon.close();
  }

  private void assertRefused(int status, String error, Answer answer) {
    assertEquals(status, answer.status());
    assertEquals(error, answer.error());
    assertFalse(answer.body().path("error_description").asText().isEmpty());
    assertFalse(answer.text().contains(application.clientSecret()));
  }

  @Test
  void givesASellersTokenForAnHourAndEchoesTheRefreshToken() throws Exception {
    Answer answer = client.token(AmazonClient.seller(application));
    assertEquals(200, answer.status());
    assertTrue(answer.body().path("access_token").asText().startsWith("Atza|"));
    assertEquals("bearer", answer.body().path("token_type").asText());
    assertEquals(3600, answer.body().path("expires_in").asInt());
    assertEquals(application.refreshToken(), answer.body().path("refresh_token").asText());
  }

  @Test
  void givesTokensOfAnotherLifetimeWhereThatWasSet() throws Exception {
    application.tokensLast(Duration.ofMinutes(5));
    Answer answer = client.token(AmazonClient.seller(application));
    assertEquals(300, answer.body().path("expires_in").asInt());
  }

  @Test
  void givesAGrantlessTokenWithoutARefreshToken() throws Exception {
    Answer answer = client.token(AmazonClient.grantless(application, NOTIFICATIONS));
    assertEquals(200, answer.status());
    assertFalse(answer.body().has("refresh_token"));
    assertNotEquals(
        answer.body().path("access_token"),
        client
            .token(AmazonClient.grantless(application, NOTIFICATIONS))
            .body()
            .path("access_token"));
  }

  @Test
  void endsTheOldestSecretAtOnceWhenAnotherRotationComesWithinItsGrace() throws Exception {
    Map<String, String> first = AmazonClient.seller(application);
    application.rotateInConsole();
    Map<String, String> second = AmazonClient.seller(application);
    application.rotateInConsole();
    assertRefused(401, "invalid_client", client.token(first));
    assertEquals(200, client.token(second).status());
  }

  @ParameterizedTest
  @ValueSource(strings = {"grant_type", "refresh_token", "client_id", "client_secret"})
  void refusesASellersRequestWithoutAField(String field) throws Exception {
    Map<String, String> form = AmazonClient.seller(application);
    form.remove(field);
    assertRefused(400, "invalid_request", client.token(form));
    form.put(field, "");
    assertRefused(400, "invalid_request", client.token(form));
  }

  @Test
  void refusesFieldsThatTheGrantDoesNotHave() throws Exception {
    Map<String, String> form = AmazonClient.grantless(application, NOTIFICATIONS);
    form.remove("scope");
    assertRefused(400, "invalid_request", client.token(form));
    form = AmazonClient.grantless(application, NOTIFICATIONS);
    form.put("refresh_token", application.refreshToken());
    assertRefused(400, "invalid_request", client.token(form));
    form = AmazonClient.seller(application);
    form.put("scope", NOTIFICATIONS);
    assertRefused(400, "invalid_request", client.token(form));
  }

  @ParameterizedTest
  @CsvSource({
    "password, unsupported_grant_type",
    "refresh_token, unauthorized_client",
    "client_credentials, unauthorized_client"
  })
  void refusesGrantTypesThatItOrTheClientDoesNotHave(String grantType, String error)
      throws Exception {
    application.forbidGrantType(grantType);
    Map<String, String> form =
        grantType.equals("client_credentials")
            ? AmazonClient.grantless(application, NOTIFICATIONS)
            : AmazonClient.seller(application);
    form.put("grant_type", grantType);
    assertRefused(400, error, client.token(form));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"sellingpartnerapi::client_credentials:rotation", "sellingpartnerapi::unknown"})
  void refusesAnUnknownScope(String scope) throws Exception {
    assertRefused(400, "invalid_scope", client.token(AmazonClient.grantless(application, scope)));
  }

  @Test
  void refusesEveryGrantlessScopeOfASandboxApplication() throws Exception {
    application.makeSandboxOnly();
    assertRefused(
        400, "invalid_scope", client.token(AmazonClient.grantless(application, NOTIFICATIONS)));
    assertEquals(200, client.token(AmazonClient.seller(application)).status());
  }

  @Test
  void refusesOtherContentTypesMethodsAndPaths() throws Exception {
    assertRefused(400, "invalid_request", client.lwa("application/json", "{}"));
    assertRefused(
        400, "invalid_request", client.send(HttpRequest.newBuilder(amazon.tokenEndpoint()).GET()));
    Answer elsewhere =
        client.send(HttpRequest.newBuilder(amazon.tokenEndpoint().resolve("/auth/token")).GET());
    assertEquals(404, elsewhere.status());
  }

  @Test
  void variesTheOrderOfTheKeysAndAddsSome() throws Exception {
    Map<String, String> wrong = AmazonClient.seller(application);
    wrong.put("client_secret", "EXAMPLE-wrong");
    Set<List<String>> shapes = new HashSet<>();
    for (int i = 0; i < 12; i++) {
      List<String> keys = new ArrayList<>();
      client.token(wrong).body().fieldNames().forEachRemaining(keys::add);
      shapes.add(keys.stream().limit(1).toList());
      shapes.add(List.of("keys: " + keys.size()));
    }
    assertEquals(
        Set.of(
            List.of("error"), List.of("error_description"), List.of("keys: 2"), List.of("keys: 4")),
        shapes);
  }

  @Test
  void neverGivesTwoApplicationsTheSameCredential() {
    Application other = amazon.register("my-erp");
    Set<String> all =
        Set.of(
            application.clientId(),
            application.clientSecret(),
            application.refreshToken(),
            other.clientId(),
            other.clientSecret(),
            other.refreshToken(),
            other.rotateInConsole());
    assertEquals(7, all.size());
    assertTrue(all.stream().allMatch(credential -> credential.contains("EXAMPLE")));
  }
}
