package io.lwarotation.local.amazon;

import static io.lwarotation.local.amazon.AmazonClient.NOTIFICATIONS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lwarotation.local.MovableClock;
import io.lwarotation.local.amazon.AmazonClient.Answer;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class LoginWithAmazonTest {
  private final FakeAmazon amazon =
      FakeAmazon.start(MovableClock.at(Instant.parse("2026-06-10T22:09:17.456Z")));
  private final AmazonClient client = new AmazonClient(amazon);
  private final Application application = amazon.register();

  @AfterEach
  void stop() {
    amazon.close();
  }

  private void assertRefused(int status, String error, Answer answer) {
    assertEquals(status, answer.status());
    assertEquals(error, answer.body().path("error").asText());
    assertFalse(answer.body().path("error_description").asText().isEmpty());
    assertFalse(answer.text().contains(application.clientSecret()));
  }

  @Test
  void givesASellersTokenForAnHourOrAsWasSetAndEchoesTheRefreshToken() throws Exception {
    Answer answer = client.token(AmazonClient.seller(application));
    assertEquals(200, answer.status());
    assertTrue(answer.body().path("access_token").asText().startsWith("Atza|EXAMPLE"));
    assertEquals("bearer", answer.body().path("token_type").asText());
    assertEquals(3600, answer.body().path("expires_in").asInt());
    assertEquals(application.refreshToken(), answer.body().path("refresh_token").asText());

    application.tokensLast(Duration.ofMinutes(5));
    Answer next = client.token(AmazonClient.grantless(application, NOTIFICATIONS));
    assertEquals(300, next.body().path("expires_in").asInt());
    assertFalse(next.body().has("refresh_token"));
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
  @CsvSource({
    "seller, grant_type, '', invalid_request",
    "seller, refresh_token, '', invalid_request",
    "seller, client_id, '', invalid_request",
    "seller, client_secret, '', invalid_request",
    "seller, scope, sellingpartnerapi::notifications, invalid_request",
    "grantless, scope, '', invalid_request",
    "grantless, refresh_token, Atzr|EXAMPLE, invalid_request",
    "seller, grant_type, password, unsupported_grant_type",
    "seller, refresh_token, Atzr|EXAMPLE, invalid_grant",
    "grantless, scope, sellingpartnerapi::client_credentials:rotation, invalid_scope"
  })
  void refusesAFormThatDoesNotFit(String kind, String field, String value, String error)
      throws Exception {
    Map<String, String> form =
        kind.equals("seller")
            ? AmazonClient.seller(application)
            : AmazonClient.grantless(application, NOTIFICATIONS);
    form.put(field, value);
    assertRefused(400, error, client.token(form));
    if (value.isEmpty()) {
      form.remove(field);
      assertRefused(400, error, client.token(form));
    }
  }

  @Test
  void refusesEveryGrantlessScopeOfASandboxApplication() throws Exception {
    application.makeSandboxOnly();
    assertRefused(
        400, "invalid_scope", client.token(AmazonClient.grantless(application, NOTIFICATIONS)));
    assertEquals(200, client.token(AmazonClient.seller(application)).status());
  }

  @Test
  void refusesAGrantTypeThatTheClientMayNotUse() throws Exception {
    application.forbidGrantType("client_credentials");
    Map<String, String> form = AmazonClient.grantless(application, NOTIFICATIONS);
    assertRefused(400, "unauthorized_client", client.token(form));
    assertEquals(200, client.token(AmazonClient.seller(application)).status());
  }

  @Test
  void refusesOtherContentTypesMethodsAndPaths() throws Exception {
    assertRefused(400, "invalid_request", client.lwa("application/json", "{}"));
    assertRefused(
        400, "invalid_request", client.send(HttpRequest.newBuilder(amazon.tokenEndpoint()).GET()));
    assertEquals(
        404,
        client
            .send(HttpRequest.newBuilder(amazon.tokenEndpoint().resolve("/auth/token")).GET())
            .status());
  }

  @Test
  void variesTheOrderOfTheKeysAndAddsSome() throws Exception {
    Map<String, String> wrong = AmazonClient.seller(application);
    wrong.put("client_secret", "EXAMPLE-wrong");
    Set<String> shapes = new TreeSet<>();
    for (int i = 0; i < 6; i++) {
      Answer answer = client.token(wrong);
      assertRefused(401, "invalid_client", answer);
      shapes.add(answer.body().fieldNames().next() + " of " + answer.body().size());
    }
    assertEquals(
        Set.of("error of 2", "error of 4", "error_description of 2", "error_description of 4"),
        shapes);
  }
}
