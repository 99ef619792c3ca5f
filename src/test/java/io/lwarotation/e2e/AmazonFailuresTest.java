package io.lwarotation.e2e;

import static io.lwarotation.local.amazon.AmazonReplies.denied;
import static io.lwarotation.local.amazon.AmazonReplies.lwaError;
import static io.lwarotation.local.amazon.AmazonReplies.spApiError;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.lwarotation.local.amazon.AmazonReplies;
import io.lwarotation.local.amazon.FakeAmazon;
import io.lwarotation.local.amazon.Region;
import io.lwarotation.local.http.Reply;
import io.lwarotation.local.http.Response;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Amazon's error tables, as answers and, where it goes, for real: diagnosis and requests. */
@ExtendWith(SharedStage.class)
@Order(3)
final class AmazonFailuresTest {
  private static final String PROBE = "/sellers/v1/marketplaceParticipations";
  private static final String ROTATE = "./lwa put --app my-erp --client-secret";
  private static final String REAUTHORIZE = "./lwa put --app my-erp --refresh-token";
  private static final String HTML = "<html><body>" + Stage.MARKER + "</body></html>";

  private final Stage stage;

  AmazonFailuresTest(Stage stage) {
    this.stage = stage;
  }

  private String fails(String diagnosis) {
    String message = Answers.failure(diagnosis, stage.call("{}"));
    List<JsonNode> logs =
        stage.logs().stream()
            .filter(log -> log.path("event").asText().equals("CallSpApi"))
            .toList();
    assertEquals(diagnosis, logs.getLast().path("outcome").asText());
    assertEquals(message, logs.getLast().path("reason").asText());
    return message;
  }

  // Answers of LWA.

  private static Reply lwa(int status, String error) {
    return lwaError(status, error, Stage.MARKER + " description")
        .with("x-" + Stage.MARKER, Stage.MARKER);
  }

  /** An answer of the tables: what kind of one, and what it holds. */
  private static Reply reply(String answer) {
    String[] words = answer.split(" ", 3);
    String rest = answer.substring(Math.min(answer.length(), words[0].length() + 1));
    return switch (words[0]) {
      case "lwa" -> lwa(Integer.parseInt(words[1]), words[2]);
      case "sp" -> spApi(Integer.parseInt(words[1]), words[2]);
      case "html" -> html(Integer.parseInt(words[1]));
      case "json" -> json(Integer.parseInt(words[1]), words[2]);
      case "denied" -> denied(rest);
      case "no-details" -> denied(null);
      case "limited" ->
          spApiError(429, "QuotaExceeded", Stage.MARKER, "").with("x-amzn-RateLimit-Limit", rest);
      case "redirect" -> AmazonReplies.redirect("http://MARKER-EXAMPLE.invalid/");
      case "cut" ->
          new Reply.Raw("HTTP/1.1 200 OK\r\nContent-Length: 20\r\n\r\n{\"MARKER-EXAMPLE\"");
      default -> new Reply.Raw("MARKER-EXAMPLE\r\n\r\n");
    };
  }

  private static Reply html(int status) {
    return Response.of(status, "text/html", HTML);
  }

  private static Reply json(int status, String body) {
    return Response.json(status, body);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      textBlock =
          """
          lwa 401 invalid_client           ~ RotateSecret ~ ./lwa put --app my-erp --client-secret ~ 2
          lwa 400 invalid_client           ~ RotateSecret ~ ./lwa put --app my-erp --client-secret ~ 2
          lwa 400 invalid_grant            ~ Reauthorize ~ ./lwa put --app my-erp --refresh-token ~ 1
          lwa 400 invalid_request          ~ Unexpected ~ ./lwa put --app my-erp ~ 1
          lwa 400 unauthorized_client      ~ CheckRoles ~ Developer Console ~ 1
          lwa 400 unsupported_grant_type   ~ CheckRoles ~ Developer Console ~ 1
          lwa 400 invalid_scope            ~ CheckRoles ~ Developer Console ~ 1
          lwa 500 server_error             ~ Unreachable ~ answered 500 ~ 1
          lwa 503 temporarily_unavailable  ~ Unreachable ~ answered 503 ~ 1
          lwa 400 temporarily_unavailable  ~ Unreachable ~ answered 400 ~ 1
          lwa 503 invalid_client           ~ Unreachable ~ answered 503 ~ 1
          lwa 400 MARKER-EXAMPLE           ~ Unexpected ~ answered 400 ~ 1
          lwa 429 slow_down                ~ Throttled ~ Call less often ~ 1
          html 503                         ~ Unreachable ~ answered 503 ~ 1
          html 403                         ~ Unexpected ~ answered 403 ~ 1
          html 401                         ~ Unexpected ~ answered 401 ~ 2
          html 200                         ~ Unreachable ~ Login with Amazon answered 200 ~ 1
          json 200 {}                      ~ Unreachable ~ access_token ~ 1
          json 200 {"access_token":"MARKER-EXAMPLE x","expires_in":3600}          ~ Unreachable ~ access_token ~ 1
          json 200 {"access_token":"Atza|MARKER-EXAMPLE","expires_in":"soon"}     ~ Unreachable ~ expires_in ~ 1
          json 200 {"access_token":"Atza|MARKER-EX                                ~ Unreachable ~ answered 200 ~ 1
          cut                              ~ Unreachable ~ Login with Amazon ~ 1
          raw                              ~ Unreachable ~ Login with Amazon ~ 1
          """)
  void diagnosesAnAnswerOfLwa(String answer, String diagnosis, String remedy, int attempts) {
    boolean earlierSecretIsTried = diagnosis.equals("RotateSecret");
    stage
        .cloud()
        .amazon()
        .lwaFaults()
        .next(attempts + (earlierSecretIsTried ? 1 : 0), reply(answer));

    String message = fails(diagnosis);

    stage.cloud().amazon().lwaFaults().clear(); // a stage may hold no earlier secret
    assertTrue(message.contains(remedy), message);
    if (!earlierSecretIsTried) {
      assertEquals(List.of(attempts, attempts, 0), stage.requests());
    }
  }

  @Test
  void connectsAgainOnceWhenAmazonResetsTheConnection() {
    stage.cloud().amazon().lwaFaults().next(1, new Reply.Reset());
    stage.cloud().amazon().spApiFaults().next(1, new Reply.Reset());
    Answers.answer(stage.call("{}"));
    assertEquals(List.of(1, 2, 2), stage.requests());

    stage.clearJournals();
    stage.cloud().amazon().spApiFaults().next(2, new Reply.Reset());
    assertTrue(fails("Unreachable").contains("SP-API"));
    assertEquals(List.of(0, 0, 2), stage.requests());

    stage.begin();
    stage.cloud().amazon().lwaFaults().next(2, new Reply.Reset());
    assertTrue(fails("Unreachable").contains("Login with Amazon"));
    assertEquals(List.of(1, 2, 0), stage.requests());
  }

  @Test
  void givesUpAfterFiveSecondsWhenLwaIsSilent() {
    stage.cloud().amazon().lwaFaults().next(1, new Reply.Silence());
    long start = System.nanoTime();

    fails("Unreachable");

    Duration took = Duration.ofNanos(System.nanoTime() - start);
    assertTrue(took.compareTo(Duration.ofSeconds(4)) > 0, took::toString);
    assertTrue(took.compareTo(Duration.ofSeconds(20)) < 0, took::toString); // Lambda's limit: 30
    assertEquals(List.of(1, 1, 0), stage.requests());
  }

  private int lastStatus(String service) {
    return stage.cloud().amazon().journal().of(service).getLast().status().orElseThrow();
  }

  @Test
  void aRevokedAuthorizationIsToBeGivenAgainAtOnceAndWithATokenAtHand() {
    Answers.answer(stage.call("{}"));
    stage.application().revokeAuthorization();

    String warm = fails("Reauthorize");
    String again = fails("Reauthorize");

    assertTrue(warm.contains(REAUTHORIZE), warm);
    assertTrue(again.contains(REAUTHORIZE), again);

    stage.put(Stage.REFRESH_TOKEN, stage.application().reauthorize());
    Answers.answer(stage.call("{}"));
  }

  // Answers of SP-API.

  private static Reply spApi(int status, String code) {
    return spApiError(status, code, Stage.MARKER, Stage.MARKER)
        .with("x-" + Stage.MARKER, Stage.MARKER);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      textBlock =
          """
          denied The LWA secret token you provided has expired.            ~ RotateSecret ~ ./lwa put --app my-erp --client-secret ~ 2
          denied The access token you provided has expired.                ~ Unexpected ~ Try again in a few minutes ~ 2
          denied The access token you provided is revoked, malformed or invalid. ~ Reauthorize ~ ./lwa put --app my-erp --refresh-token ~ 2
          denied Access token is missing in the request header.            ~ Unexpected ~ please report ~ 1
          denied The marketplaces you provided are not valid for region.   ~ WrongRegion ~ na, eu or fe ~ 1
          denied                           ~ CheckRoles ~ the client secret is fine ~ 1
          no-details                       ~ CheckRoles ~ the client secret is fine ~ 1
          denied MARKER-EXAMPLE            ~ Unexpected ~ answered 403 ~ 1
          html 403                         ~ Unexpected ~ answered 403 ~ 1
          sp 400 InvalidInput              ~ Unexpected ~ path or the query ~ 1
          sp 401 Unauthorized              ~ Reauthorize ~ ./lwa put --app my-erp --refresh-token ~ 2
          sp 404 NotFound                  ~ Unexpected ~ answered 404 ~ 1
          sp 413 PayloadTooLarge           ~ Unexpected ~ answered 413 ~ 1
          sp 415 UnsupportedMediaType      ~ Unexpected ~ answered 415 ~ 1
          limited 0.5                      ~ Throttled ~ limit 0.5 a second ~ 1
          limited MARKER-EXAMPLE           ~ Throttled ~ too many requests. Call ~ 1
          html 429                         ~ Throttled ~ too many requests ~ 1
          sp 500 InternalFailure           ~ Unreachable ~ answered 500 ~ 1
          sp 503 ServiceUnavailable        ~ Unreachable ~ answered 503 ~ 1
          html 502                         ~ Unreachable ~ answered 502 ~ 1
          html 200                         ~ Unexpected ~ not JSON ~ 1
          json 200 {"MARKER-EXAMPLE":      ~ Unexpected ~ not JSON ~ 1
          redirect                         ~ Unexpected ~ redirect ~ 1
          cut                              ~ Unreachable ~ SP-API ~ 1
          raw                              ~ Unreachable ~ SP-API ~ 1
          """)
  void diagnosesAnAnswerOfSpApi(String answer, String diagnosis, String remedy, int attempts) {
    Answers.answer(stage.call("{}"));
    stage.clearJournals();
    stage.cloud().amazon().spApiFaults().next(attempts, reply(answer));

    String message = fails(diagnosis);

    assertTrue(message.contains(remedy), message);
    assertEquals(0, stage.cloud().amazon().spApiFaults().left());
    assertEquals(List.of(attempts - 1, attempts - 1, attempts), stage.requests());
  }

  @Test
  void handsOnAnAnswerWithoutABodyAndOneWithoutARequestId() {
    stage.cloud().amazon().spApiFaults().next(1, Response.empty(204));

    JsonNode answer = Answers.answer(stage.call("{}"));

    assertEquals(204, answer.path("httpStatus").asInt());
    assertTrue(answer.path("body").isNull() && answer.path("requestId").isNull());
  }

  // States that SP-API refuses.

  @Test
  void aSecretOlderThan180DaysIsToBeRotatedThoughLwaStillIssuesTokens() {
    stage.cloud().clock().advance(Duration.ofDays(180));
    stage.clearJournals();

    String message = fails("RotateSecret");

    assertTrue(message.contains("older than 180 days") && message.contains(ROTATE), message);
    assertTrue(message.contains("stored 180 days ago"), message);
    assertEquals(List.of(2, 2, 2), stage.requests());
    assertEquals(200, lastStatus("LWA"));
    assertEquals(403, lastStatus("SP-API"));
  }

  @Test
  void aSellerOfAnotherRegionNeedsAnotherEndpoint() {
    stage.application().sellIn(Region.EU);

    String message = fails("WrongRegion");

    assertTrue(message.contains("belongs to the SP-API region eu (Europe)"), message);
    assertTrue(message.contains("Set region=eu"), message);
    fails("WrongRegion");
    assertEquals(List.of(1, 1, 2), stage.requests());
    assertEquals(1, elsewhere(), "the other regions are asked once");
  }

  /** The stage looks for the marker in all that was told. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      textBlock =
          """
          denied MARKER-EXAMPLE                 ~ CheckRoles
          sp 400 MARKER-EXAMPLE                 ~ CheckRoles
          json 200 {"MARKER-EXAMPLE":"MARKER-EXAMPLE"} ~ WrongRegion
          html 503                              ~ CheckRoles
          raw                                   ~ CheckRoles
          """)
  void nothingThatTheOtherRegionsAnswerIsShown(String answer, String diagnosis) {
    stage.application().removeRole(PROBE);
    stage.cloud().amazon().elsewhereFaults().next(2, reply(answer));

    String message = fails(diagnosis);

    stage.cloud().amazon().elsewhereFaults().clear();
    assertFalse(message.contains(Stage.MARKER), message);
    assertTrue(elsewhere() > 0);
  }

  private int elsewhere() {
    return stage.cloud().amazon().journal().count(FakeAmazon.SP_API_ELSEWHERE);
  }
}
