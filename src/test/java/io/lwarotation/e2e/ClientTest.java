package io.lwarotation.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lwarotation.client.LwaAccessTokens;
import io.lwarotation.client.LwaToken;
import io.lwarotation.core.AmazonException;
import io.lwarotation.core.NotConfiguredException;
import io.lwarotation.core.ParameterNames;
import io.lwarotation.core.Refusal;
import io.lwarotation.local.aws.LocalAws;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The library {@code lwa-client} in a program of another kind. */
@ExtendWith(SharedStage.class)
final class ClientTest {
  private static final Duration LIMIT = Duration.ofSeconds(10);

  private final Stage stage;
  private final LwaAccessTokens tokens;
  private final HttpClient http = HttpClient.newHttpClient();

  ClientTest(Stage stage) {
    this.stage = stage;
    Map<String, String> environment = new HashMap<>(stage.cloud().endpoints());
    environment.put("AWS_REGION", LocalAws.REGION);
    environment.put("AWS_ACCESS_KEY_ID", LocalAws.ACCESS_KEY_ID);
    environment.put("AWS_SECRET_ACCESS_KEY", "EXAMPLE-secret-access-key");
    tokens = LwaAccessTokens.of(ParameterNames.ofApp(Project.APP), environment);
  }

  @AfterEach
  void close() {
    tokens.close();
    http.close();
  }

  private int call(LwaToken token) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(
                stage
                    .cloud()
                    .amazon()
                    .spApiEndpoint()
                    .resolve("/sellers/v1/marketplaceParticipations"))
            .header("x-amz-access-token", token.value())
            .header("user-agent", "Example/1.0 (Language=Java)")
            .build();
    return http.send(request, BodyHandlers.discarding()).statusCode();
  }

  @Test
  void followsARotationAfterARefusedToken() throws Exception {
    LwaToken first = tokens.token(LIMIT);
    assertEquals(200, call(first));
    assertEquals(first.value(), tokens.token(LIMIT).value());
    assertEquals(List.of(1, 1, 1), stage.requests());

    stage.put(Stage.SECRET, stage.application().rotateInConsole());
    stage.cloud().clock().advance(Duration.ofDays(8)); // the old secret is dead
    stage.clearJournals();
    assertEquals(403, call(first));
    tokens.refused(first);
    LwaToken next = tokens.token(LIMIT);

    assertEquals(200, call(next));
    assertEquals(stage.newest(Stage.SECRET).version(), next.secretVersion());
    assertFalse(next.fromEarlierSecret());
    assertEquals(List.of(1, 1, 2), stage.requests());
  }

  @Test
  void goesOnWithTheSecretBeforeABadPaste() throws Exception {
    stage.put(Stage.SECRET, "amzn1.oa2-cs.v1.bad-paste-EXAMPLE");

    LwaToken token = tokens.token(LIMIT);

    assertTrue(token.fromEarlierSecret());
    assertEquals(200, call(token));
    assertEquals(stage.newest(Stage.SECRET).version(), token.secretVersion());
  }

  @Test
  void tellsWhyThereIsNoToken() {
    stage.application().revokeAuthorization();
    AmazonException.Refused refused =
        assertThrows(AmazonException.Refused.class, () -> tokens.token(LIMIT));
    assertEquals(Refusal.INVALID_GRANT, refused.refusal());

    stage.put(Stage.REFRESH_TOKEN, Stage.PLACEHOLDER);
    assertThrows(NotConfiguredException.class, () -> tokens.token(LIMIT));
  }
}
