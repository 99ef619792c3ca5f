package io.lwarotation.adapter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lwarotation.adapter.FaultServer.Reply;
import io.lwarotation.adapter.NoHttpAnswerException.Kind;
import io.lwarotation.core.Deadline;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(20)
class CrtHttpTest {
  private static final HttpLimits SHORT =
      new HttpLimits(
          Duration.ofMillis(300),
          Duration.ofMillis(500),
          Duration.ofMillis(800),
          Duration.ofSeconds(30),
          8 * 1024,
          64 * 1024);

  /** Keeps no connection. */
  private static final HttpLimits IMPATIENT =
      new HttpLimits(
          SHORT.tcpConnect(), SHORT.connect(), SHORT.request(), Duration.ZERO, 1000, 1000);

  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi";

  private static CrtHttp http;

  @BeforeAll
  static void start() {
    http = new CrtHttp(Map.of(), SHORT);
  }

  @AfterAll
  static void stop() {
    http.close();
  }

  private static Deadline soon() {
    return Deadline.in(Duration.ofSeconds(10), InstantSource.system());
  }

  private static HttpCall get(URI origin) {
    return new HttpCall("GET", origin, "/", Map.of(), new byte[0], true);
  }

  private static HttpCall post(URI origin, boolean repeatable) {
    return new HttpCall(
        "POST", origin, "/", Map.of(), "body".getBytes(StandardCharsets.UTF_8), repeatable);
  }

  private static Kind failure(HttpCall call) {
    return assertThrows(NoHttpAnswerException.class, () -> http.send(call, soon())).kind();
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
      HttpAnswer answer = http.send(call, soon());
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

  @Test
  void usesOneConnectionForSeveralCalls() throws Exception {
    try (var server = new FaultServer(Reply.raw(OK))) {
      for (int i = 0; i < 20; i++) {
        assertEquals("hi", body(http.send(get(server.uri()), soon())));
      }
      assertEquals(1, server.connections());
      assertEquals(20, server.requests().size());
    }
  }

  @Test
  void theFirstCallFindsTheConnectionThatWasMadeAhead() throws Exception {
    try (var server = new FaultServer(Reply.raw(OK))) {
      http.connectAhead(server.uri());
      server.awaitConnection();
      http.send(get(server.uri()), soon());
      http.send(get(server.uri()), soon());
      assertEquals(1, server.connections());
    }
  }

  @Test
  void aConnectionThatWasMadeLongAheadIsNotUsed() throws Exception {
    try (var server = new FaultServer(Reply.raw(OK));
        var http = new CrtHttp(Map.of(), IMPATIENT)) {
      http.connectAhead(server.uri());
      server.awaitConnection();
      http.send(get(server.uri()), soon());
      assertEquals(2, server.connections());
    }
  }

  @Test
  void connectingAheadNeverFailsAndTheCallSaysWhy() {
    try (var nobody = new RefusingPort()) {
      http.connectAhead(nobody.uri());
      http.connectAhead(nobody.uri());
      assertEquals(Kind.NOT_CONNECTED, failure(get(nobody.uri())));
    }
  }

  @Test
  void doesNotKeepAConnectionThatTheServerAnnouncesToClose() throws Exception {
    String closing = "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\nhi";
    try (var server = new FaultServer(Reply.rawThenClose(closing), Reply.raw(OK))) {
      http.send(get(server.uri()), soon());
      http.send(post(server.uri(), false), soon());
      assertEquals(2, server.connections());
    }
  }

  @Test
  void doesNotUseAConnectionAgainAfterItWasIdleForTooLong() throws Exception {
    try (var server = new FaultServer(Reply.raw(OK));
        var http = new CrtHttp(Map.of(), IMPATIENT)) {
      http.send(get(server.uri()), soon());
      http.send(get(server.uri()), soon());
      assertEquals(2, server.connections());
    }
  }

  @Test
  void survivesThatAKeptConnectionWasClosedBetweenTheCalls() throws Exception {
    try (var server = new FaultServer(Reply.raw(OK))) {
      for (int i = 0; i < 10; i++) {
        http.send(get(server.uri()), soon());
        server.closeConnections();
      }
      assertEquals(10, server.requests().size());
    }
  }

  @Test
  void sendsARepeatableRequestAgainOnceIfTheConnectionBrokeBeforeAnAnswer() throws Exception {
    try (var server = new FaultServer(Reply.rawThenReset(""), Reply.raw(OK))) {
      assertEquals("hi", body(http.send(post(server.uri(), true), soon())));
      assertEquals(2, server.requests().size());
    }
    try (var server = new FaultServer(Reply.rawThenClose(""))) {
      assertEquals(Kind.BROKEN_BEFORE_ANSWER, failure(get(server.uri())));
      assertEquals(2, server.requests().size());
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

  @Test
  void neverSendsAnotherRequestAgain() {
    try (var server = new FaultServer(Reply.rawThenReset(""), Reply.raw(OK))) {
      assertEquals(Kind.BROKEN_BEFORE_ANSWER, failure(post(server.uri(), false)));
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
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n"
      })
  void doesNotSendARequestAgainOnceAnAnswerBegan(String beginning) {
    try (var server = new FaultServer(Reply.rawThenClose(beginning))) {
      assertEquals(Kind.BROKEN_ANSWER, failure(get(server.uri())));
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
      assertEquals(Kind.BROKEN_ANSWER, failure(get(server.uri())));
      assertEquals(1, server.requests().size());
    }
  }

  @Test
  void readsAChunkedBody() throws Exception {
    String chunked =
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n";
    try (var server = new FaultServer(Reply.raw(chunked))) {
      assertEquals("abcde", body(http.send(get(server.uri()), soon())));
      assertEquals("abcde", body(http.send(get(server.uri()), soon())));
      assertEquals(1, server.connections());
    }
  }

  @Test
  void refusesAnAnswerThatDoesNotTellItsLength() {
    try (var server = new FaultServer(Reply.rawThenClose("HTTP/1.1 200 OK\r\n\r\nhi"))) {
      assertEquals(Kind.BROKEN_ANSWER, failure(get(server.uri())));
    }
  }

  @Test
  void takesA204WithoutALength() throws Exception {
    try (var server = new FaultServer(Reply.raw("HTTP/1.1 204 No Content\r\n\r\n"))) {
      assertEquals(204, http.send(get(server.uri()), soon()).status());
    }
  }

  @Test
  void passesOverAnInformationalAnswer() throws Exception {
    try (var server =
        new FaultServer(Reply.raw("HTTP/1.1 103 Early Hints\r\nX-A: early\r\n\r\n" + OK))) {
      HttpAnswer answer = http.send(get(server.uri()), soon());
      assertEquals(200, answer.status());
      assertTrue(answer.header("x-a").isEmpty());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "HTTP/1.1 200 OK\r\n", "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n"})
  void givesUpWhenTheTimeIsUp(String beginning) {
    try (var server = new FaultServer(Reply.rawThenSilence(beginning))) {
      long start = System.nanoTime();
      assertEquals(Kind.TIMED_OUT, failure(post(server.uri(), true)));
      assertTrue(Duration.ofNanos(System.nanoTime() - start).toMillis() < 3000);
      assertEquals(1, server.requests().size());
    }
  }

  @Test
  void givesUpOnAnAnswerThatDrips() {
    try (var server = new FaultServer(Reply.drip(OK, 100))) {
      assertEquals(Kind.TIMED_OUT, failure(post(server.uri(), true)));
    }
  }

  /** It drips for longer than any other request may take. */
  @Test
  void waitsForAGetUntilTheDeadline() throws Exception {
    try (var server = new FaultServer(Reply.drip(OK, 50))) {
      assertEquals("hi", body(http.send(get(server.uri()), soon())));
    }
  }

  @Test
  void connectingKeepsItsShortLimitForAGetToo() {
    try (var mute = new SilentPort()) {
      long start = System.nanoTime();
      assertTrue(failure(get(mute.uri("https"))).isNotSent());
      assertTrue(Duration.ofNanos(System.nanoTime() - start).toMillis() < 5000);
    }
  }

  @Test
  void respectsADeadlineThatIsShorterThanItsOwnLimits() {
    try (var server = new FaultServer(Reply.rawThenSilence(""));
        var patient = new CrtHttp(Map.of())) {
      long start = System.nanoTime();
      Deadline deadline = Deadline.in(Duration.ofMillis(200), InstantSource.system());
      var failure =
          assertThrows(
              NoHttpAnswerException.class, () -> patient.send(get(server.uri()), deadline));
      assertEquals(Kind.TIMED_OUT, failure.kind());
      assertTrue(Duration.ofNanos(System.nanoTime() - start).toMillis() < 2000);
    }
  }

  @Test
  void sendsNothingWhenNoTimeIsLeft() {
    try (var server = new FaultServer(Reply.raw(OK))) {
      Deadline over = Deadline.in(Duration.ZERO, InstantSource.system());
      var failure =
          assertThrows(NoHttpAnswerException.class, () -> http.send(get(server.uri()), over));
      assertEquals(Kind.NOT_TRIED, failure.kind());
      assertEquals(0, server.connections());
    }
  }

  @Test
  void aConnectionThatTimedOutIsNotUsedAgain() throws Exception {
    try (var server = new FaultServer(Reply.rawThenSilence(""), Reply.raw(OK))) {
      assertEquals(Kind.TIMED_OUT, failure(post(server.uri(), false)));
      assertEquals("hi", body(http.send(get(server.uri()), soon())));
      assertEquals(2, server.connections());
    }
  }

  @Test
  void refusesABodyThatIsTooLargeWhileItStreams() {
    String endless = "HTTP/1.1 200 OK\r\nContent-Length: 900000000\r\n\r\n" + "x".repeat(100_000);
    try (var server = new FaultServer(Reply.rawThenSilence(endless))) {
      assertEquals(Kind.TOO_LARGE, failure(get(server.uri())));
      assertEquals(1, server.requests().size());
    }
  }

  @Test
  void refusesHeadersThatAreTooLarge() {
    String large = "HTTP/1.1 200 OK\r\n" + "X-A: aaaaaaaaaaaaaaaaaaaaaaa\r\n".repeat(400);
    try (var server = new FaultServer(Reply.rawThenSilence(large + "\r\n"))) {
      assertEquals(Kind.TOO_LARGE, failure(get(server.uri())));
    }
  }

  @Test
  void saysThatNobodyListens() {
    try (var nobody = new RefusingPort()) {
      var failure =
          assertThrows(NoHttpAnswerException.class, () -> http.send(get(nobody.uri()), soon()));
      assertEquals(Kind.NOT_CONNECTED, failure.kind());
      assertEquals("could not be reached (AWS_IO_SOCKET_CONNECTION_REFUSED)", failure.getMessage());
    }
  }

  @Test
  void saysThatAHostIsUnknown() {
    assertEquals(Kind.NOT_CONNECTED, failure(get(URI.create("http://nobody.invalid"))));
  }

  @Test
  void refusesABundleOfAuthoritiesThatCannotBeRead() {
    var failure =
        assertThrows(
            IllegalArgumentException.class,
            () -> new CrtHttp(Map.of("AWS_CA_BUNDLE", "/nowhere/ca.pem")));
    assertTrue(String.valueOf(failure.getMessage()).startsWith("AWS_CA_BUNDLE"));
  }
}
