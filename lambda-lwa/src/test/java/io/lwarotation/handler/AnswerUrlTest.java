package io.lwarotation.handler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lwarotation.adapter.aws.AnswerUrl;
import io.lwarotation.core.Deadline;
import io.lwarotation.core.FaultServer;
import io.lwarotation.core.FaultServer.Reply;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerUrlTest {
  private static final String UNAVAILABLE = "HTTP/1.1 503 Slow Down\r\nContent-Length: 0\r\n\r\n";

  private final List<Duration> pauses = new ArrayList<>();

  @ParameterizedTest
  @ValueSource(
      strings = {
        UNAVAILABLE,
        "",
        "no HTTP at all\r\n\r\n",
        "HTTP/1.1 429 Too Many Requests\r\nContent-Length: 0\r\n\r\n"
      })
  void sendsAgainAfterAFaultThatMayPass(String fault) {
    Reply broken = Reply.rawThenClose(fault);
    try (var server = new FaultServer(broken, broken, Reply.json(200, ""))) {
      send(url(server), Duration.ofSeconds(10));

      assertEquals(3, server.requests().size());
      assertEquals(server.requests().getFirst(), server.requests().getLast());
      assertEquals(List.of(Duration.ofMillis(400), Duration.ofMillis(800)), pauses);
    }
  }

  @Test
  void givesUpAfterThreeAttemptsWithoutNamingTheUrl() {
    try (var server = new FaultServer(Reply.rawThenClose(UNAVAILABLE))) {
      IllegalStateException failure = failure(url(server), Duration.ofSeconds(10));

      assertEquals(3, server.requests().size());
      assertTrue(failure.toString().contains("HTTP status 503"), failure.toString());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n",
        "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n",
        "HTTP/1.1 307 Temporary Redirect\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n"
      })
  void doesNotRepeatWhatIsRefusedNorFollowARedirect(String refusal) {
    try (var server = new FaultServer(Reply.rawThenClose(refusal))) {
      failure(url(server), Duration.ofSeconds(10));

      assertEquals(1, server.requests().size());
    }
  }

  @Test
  void endsWithItsDeadlineWhenNobodyAnswers() {
    try (var silent = FaultServer.silent("http")) {
      IllegalStateException failure = failure(url(silent), Duration.ofMillis(300));

      assertTrue(
          failure.toString().contains("no answer came: HttpTimeoutException"), failure.toString());
    }
  }

  @Test
  void plainHttpIsForThisMachineOrAStandInOnly() {
    String url = "http://s3.engine.example.com:4566/answers?X-Amz-Signature=EXAMPLE-SIGNATURE";

    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> AnswerUrl.of(url, false));
    assertEquals("is no https URL", refused.getMessage());
    assertEquals("AnswerUrl[redacted]", AnswerUrl.of(url, true).toString());
    assertFalse(ParametersHandler.isStandIn(Map.of()));
    assertFalse(
        ParametersHandler.isStandIn(Map.of("AWS_ENDPOINT_URL", "https://vpce.example.com")));
    assertTrue(ParametersHandler.isStandIn(Map.of("AWS_ENDPOINT_URL", "http://172.17.0.2:4566")));
  }

  private static String url(FaultServer server) {
    return server.uri("/answer?X-Amz-Signature=EXAMPLE-SIGNATURE").toString();
  }

  private IllegalStateException failure(String url, Duration budget) {
    IllegalStateException failure =
        assertThrows(IllegalStateException.class, () -> send(url, budget));
    assertFalse(failure.toString().contains("EXAMPLE-SIGNATURE"));
    assertEquals(null, failure.getCause());
    return failure;
  }

  private void send(String url, Duration budget) {
    AnswerUrl.of(url, false).send("{}", pauses::add, Deadline.in(budget, InstantSource.system()));
  }
}
