package io.lwarotation.adapter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lwarotation.adapter.NoHttpAnswerException.Kind;
import io.lwarotation.core.Deadline;
import io.lwarotation.core.FaultServer;
import io.lwarotation.core.FaultServer.Reply;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CrtHttpTest {
  private static final Duration AMPLE = Duration.ofMinutes(1);

  /** No limit of time ends what a busy machine does slowly. */
  private static final HttpLimits PATIENT =
      new HttpLimits(AMPLE, AMPLE, AMPLE, AMPLE, 8 * 1024, 64 * 1024);

  /** For what is over only when the time is up. */
  private static final HttpLimits HASTY =
      new HttpLimits(AMPLE, Duration.ofSeconds(1), Duration.ofSeconds(2), AMPLE, 1000, 1000);

  /** Keeps no connection. */
  private static final HttpLimits FORGETFUL =
      new HttpLimits(AMPLE, AMPLE, AMPLE, Duration.ZERO, 1000, 1000);

  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi";

  private static final CrtHttp HTTP = new CrtHttp(Map.of(), PATIENT);

  private static final CrtHttp IN_HASTE = new CrtHttp(Map.of(), HASTY);

  private static HttpCall post(URI origin, boolean repeatable) {
    return new HttpCall(
        "POST", origin, "/", Map.of(), "body".getBytes(StandardCharsets.UTF_8), repeatable);
  }

  private static Kind failure(HttpCall call) {
    return failure(HTTP, call);
  }

  private static Kind failure(CrtHttp http, HttpCall call) {
    return assertThrows(NoHttpAnswerException.class, () -> http.send(call, Http.soon())).kind();
  }

  private static String body(HttpAnswer answer) {
    return new String(answer.body(), StandardCharsets.UTF_8);
  }

  @Test
  void sendsMethodTargetHeadersAndBodyAndReadsStatusHeadersAndBody() throws Exception {
    try (var server = new FaultServer(Reply.json(418, "{\"a\":\"é\"}", "X-One: 1", "x-one: 2"))) {
      HttpCall call =
          new HttpCall(
              "POST",
              server.uri(),
              "/a%20b?c=d",
              Map.of("X-Sent", "yes"),
              "é".getBytes(StandardCharsets.UTF_8),
              false);
      HttpAnswer answer = HTTP.send(call, Http.soon());
      assertEquals(418, answer.status());
      assertEquals("1", answer.header("x-one").orElseThrow());
      assertEquals("{\"a\":\"é\"}", body(answer));
      FaultServer.Request request = server.requests().getFirst();
      assertEquals("POST /a%20b?c=d HTTP/1.1", request.line());
      assertEquals("yes", request.header("x-sent").orElseThrow());
      assertEquals("127.0.0.1:" + server.uri().getPort(), request.header("host").orElseThrow());
      assertEquals("é", request.body());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        OK,
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nh\r\n1\r\ni\r\n0\r\n\r\n"
      })
  void usesOneConnectionForSeveralCalls(String answer) throws Exception {
    try (var server = new FaultServer(Reply.raw(answer))) {
      for (int i = 0; i < 20; i++) {
        assertEquals("hi", body(HTTP.send(Http.get(server.uri()), Http.soon())));
      }
      assertEquals(1, server.connections());
      assertEquals(20, server.requests().size());
    }
  }

  @Test
  void theFirstCallFindsTheConnectionThatWasMadeAhead() throws Exception {
    try (var server = new FaultServer(Reply.raw(OK))) {
      HTTP.connectAhead(server.uri());
      server.awaitConnection();
      HTTP.send(Http.get(server.uri()), Http.soon());
      HTTP.send(Http.get(server.uri()), Http.soon());
      assertEquals(1, server.connections());
    }
  }

  @Test
  void doesNotUseAConnectionThatWasMadeOrIdleForTooLong() throws Exception {
    try (var server = new FaultServer(Reply.raw(OK));
        var forgetful = new CrtHttp(Map.of(), FORGETFUL)) {
      forgetful.connectAhead(server.uri());
      server.awaitConnection();
      forgetful.send(Http.get(server.uri()), Http.soon());
      assertEquals(2, server.connections());
      forgetful.send(Http.get(server.uri()), Http.soon());
      assertEquals(3, server.connections());
    }
  }

  @Test
  void connectingAheadNeverFailsAndTheCallSaysWhy() {
    try (var nobody = new RefusingPort()) {
      HTTP.connectAhead(nobody.uri());
      HTTP.connectAhead(nobody.uri());
      var failure =
          assertThrows(
              NoHttpAnswerException.class, () -> HTTP.send(Http.get(nobody.uri()), Http.soon()));
      assertEquals(Kind.NOT_CONNECTED, failure.kind());
      assertEquals("could not be reached (AWS_IO_SOCKET_CONNECTION_REFUSED)", failure.getMessage());
    }
    assertEquals(Kind.NOT_CONNECTED, failure(Http.get(URI.create("http://nobody.invalid"))));
  }

  @Test
  void doesNotKeepAConnectionThatTheServerAnnouncesToClose() throws Exception {
    String closing = "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\nhi";
    try (var server = new FaultServer(Reply.rawThenClose(closing), Reply.raw(OK))) {
      HTTP.send(Http.get(server.uri()), Http.soon());
      HTTP.send(post(server.uri(), false), Http.soon());
      assertEquals(2, server.connections());
    }
  }

  @Test
  void survivesThatAKeptConnectionWasClosedBetweenTheCalls() throws Exception {
    try (var server = new FaultServer(Reply.raw(OK))) {
      for (int i = 0; i < 10; i++) {
        HTTP.send(Http.get(server.uri()), Http.soon());
        server.closeConnections();
      }
      assertEquals(10, server.requests().size());
    }
  }

  @Test
  void sendsARepeatableRequestAgainOnceIfTheConnectionBrokeBeforeAnAnswer() throws Exception {
    try (var server = new FaultServer(Reply.rawThenReset(""), Reply.raw(OK))) {
      assertEquals("hi", body(HTTP.send(post(server.uri(), true), Http.soon())));
      assertEquals(2, server.requests().size());
    }
    try (var server = new FaultServer(Reply.rawThenClose(""))) {
      assertEquals(Kind.BROKEN_BEFORE_ANSWER, failure(Http.get(server.uri())));
      assertEquals(2, server.requests().size());
    }
    try (var server = new FaultServer(Reply.rawThenReset(""), Reply.raw(OK))) {
      assertEquals(Kind.BROKEN_BEFORE_ANSWER, failure(post(server.uri(), false)));
      assertEquals(1, server.requests().size(), "another is never sent again");
    }
  }

  /** The second attempt, which nobody takes, does not undo the first one, which arrived. */
  @Test
  void aRequestThatArrivedIsNotCalledUnsentWhereTheSecondAttemptFindsNobody() {
    try (var server = new FaultServer(Reply.rawThenReset(""))) {
      server.closeAfterTheFirstConnection();
      assertEquals(Kind.BROKEN_BEFORE_ANSWER, failure(post(server.uri(), true)));
      assertEquals(1, server.requests().size());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "H",
        "HTTP/1.1 20",
        "HTTP/1.1 200 OK\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n",
        "HTTP/1.1 200 OK\r\n\r\nhi, of any length"
      })
  void doesNotSendARequestAgainOnceAnAnswerBegan(String beginning) {
    try (var server = new FaultServer(Reply.rawThenClose(beginning))) {
      assertEquals(Kind.BROKEN_ANSWER, failure(Http.get(server.uri())));
      assertEquals(1, server.requests().size());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "garbage\r\n\r\n",
        "HTTP/1.1 abc OK\r\n\r\n",
        "SSH-2.0-OpenSSH_9.6\r\n",
        "HTTP/1.1 200 OK\r\nno colon\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 1e3\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n"
      })
  void refusesWhatIsNotHttp(String garbage) {
    try (var server = new FaultServer(Reply.rawThenSilence(garbage))) {
      assertEquals(Kind.BROKEN_ANSWER, failure(Http.get(server.uri())));
      assertEquals(1, server.requests().size());
    }
  }

  @Test
  void takesA204WithoutALengthAndPassesOverAnInformationalAnswer() throws Exception {
    try (var server =
        new FaultServer(
            Reply.raw("HTTP/1.1 204 No Content\r\n\r\n"),
            Reply.raw("HTTP/1.1 103 Early Hints\r\nX-A: early\r\n\r\n" + OK))) {
      assertEquals(204, HTTP.send(Http.get(server.uri()), Http.soon()).status());
      HttpAnswer answer = HTTP.send(Http.get(server.uri()), Http.soon());
      assertEquals(200, answer.status());
      assertTrue(answer.header("x-a").isEmpty());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "HTTP/1.1 200 OK\r\n", "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n"})
  void givesUpWhenTheTimeIsUpAndUsesThatConnectionNoMore(String beginning) throws Exception {
    try (var server = new FaultServer(Reply.rawThenSilence(beginning), Reply.raw(OK))) {
      assertEquals(Kind.TIMED_OUT, failure(IN_HASTE, post(server.uri(), true)));
      assertEquals(1, server.requests().size());

      assertEquals("hi", body(IN_HASTE.send(Http.get(server.uri()), Http.soon())));
      assertEquals(2, server.connections());
    }
  }

  /** It drips for longer than any request but a GET may take. */
  @Test
  void waitsUntilTheDeadlineForAGetAlone() throws Exception {
    try (var server = new FaultServer(Reply.drip(OK, 80))) {
      assertEquals("hi", body(IN_HASTE.send(Http.get(server.uri()), Http.soon())));
      assertEquals(Kind.TIMED_OUT, failure(IN_HASTE, post(server.uri(), true)));
    }
  }

  @Test
  void connectingKeepsItsShortLimitForAGetToo() {
    try (var mute = FaultServer.silent("https")) {
      HttpCall call = Http.get(mute.uri());
      var failure =
          assertThrows(NoHttpAnswerException.class, () -> IN_HASTE.send(call, Http.soon()));
      assertEquals(Kind.CONNECTED_TOO_LATE, failure.kind());
      assertTrue(failure.what().contains("within 1000 ms"), failure.what());
    }
  }

  @Test
  void respectsADeadlineThatIsShorterThanItsOwnLimitsAndSendsNothingWhenNoneIsLeft() {
    try (var server = new FaultServer(Reply.rawThenSilence(""))) {
      for (Duration left : List.of(Duration.ZERO, Duration.ofSeconds(1))) {
        long start = System.nanoTime();
        Deadline deadline = Deadline.in(left, InstantSource.system());
        var failure =
            assertThrows(
                NoHttpAnswerException.class, () -> HTTP.send(Http.get(server.uri()), deadline));
        assertEquals(left.isZero() ? Kind.NOT_TRIED : Kind.TIMED_OUT, failure.kind());
        assertTrue(System.nanoTime() - start < AMPLE.dividedBy(2).toNanos());
      }
      assertEquals(1, server.connections());
    }
  }

  @Test
  void refusesABodyThatIsTooLargeWhileItStreamsAndHeadersThatAre() {
    String body = "HTTP/1.1 200 OK\r\nContent-Length: 900000000\r\n\r\n" + "x".repeat(100_000);
    String headers = "HTTP/1.1 200 OK\r\n" + "X-A: aaaaaaaaaaaaaaaaaaaaaaa\r\n".repeat(400);
    for (String large : new String[] {body, headers + "\r\n"}) {
      try (var server = new FaultServer(Reply.rawThenSilence(large))) {
        assertEquals(Kind.TOO_LARGE, failure(Http.get(server.uri())));
        assertEquals(1, server.requests().size());
      }
    }
  }
}
