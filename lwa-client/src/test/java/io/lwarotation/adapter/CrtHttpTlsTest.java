package io.lwarotation.adapter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lwarotation.adapter.NoHttpAnswerException.Kind;
import io.lwarotation.core.FaultServer;
import io.lwarotation.core.FaultServer.Reply;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import javax.net.ServerSocketFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CrtHttpTlsTest {
  private static final Duration AMPLE = Duration.ofMinutes(1);

  /** A certificate that is refused looks like a connection that takes too long. */
  private static final HttpLimits HASTY =
      new HttpLimits(AMPLE, Duration.ofSeconds(1), AMPLE, AMPLE, 8 * 1024, 64 * 1024);

  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi";

  private static TestCertificate certificate;

  @BeforeAll
  static void makeCertificate(@TempDir Path folder) throws Exception {
    certificate = new TestCertificate(folder, "dns:localhost,ip:127.0.0.1");
  }

  @Test
  void trustsTheAuthoritiesOfTheBundleAndKeepsTheConnection() throws Exception {
    try (var server = new FaultServer(certificate.serverSockets(), "https", Reply.raw(OK));
        var http = new CrtHttp(Map.of("AWS_CA_BUNDLE", certificate.pem().toString()))) {
      assertEquals(200, http.send(Http.get(server.uri()), Http.soon()).status());
      assertEquals(200, http.send(Http.get(server.uri()), Http.soon()).status());
      assertEquals(1, server.connections());
    }
  }

  @Test
  void refusesABundleOfAuthoritiesThatCannotBeRead() {
    var failure =
        assertThrows(
            IllegalArgumentException.class,
            () -> new CrtHttp(Map.of("AWS_CA_BUNDLE", "/nowhere/ca.pem")));
    assertTrue(String.valueOf(failure.getMessage()).startsWith("AWS_CA_BUNDLE"));
  }

  @Test
  void saysThatACertificateIsNotTrusted() throws Exception {
    try (var server = new FaultServer(certificate.serverSockets(), "https", Reply.raw(OK));
        var http = new CrtHttp(Map.of())) {
      assertTrue(refuses(http, server).contains("within 3000 ms"));
    }
  }

  @Test
  void refusesACertificateForAnotherHost(@TempDir Path folder) throws Exception {
    var foreign = new TestCertificate(folder, "dns:elsewhere.example");
    try (var server = new FaultServer(foreign.serverSockets(), "https", Reply.raw(OK));
        var http = new CrtHttp(Map.of("AWS_CA_BUNDLE", foreign.pem().toString()), HASTY)) {
      refuses(http, server);
    }
  }

  private static String refuses(CrtHttp http, FaultServer server) {
    var failure =
        assertThrows(
            NoHttpAnswerException.class, () -> http.send(Http.get(server.uri()), Http.soon()));
    assertEquals(Kind.CONNECTED_TOO_LATE, failure.kind());
    assertTrue(failure.what().contains("certificate is not trusted"), failure.what());
    assertEquals(0, server.requests().size());
    return failure.what();
  }

  /** As where the start of a function has begun one: it is no attempt of the call. */
  @Test
  void opensAnotherWhereAConnectionThatWasBegunAheadFails() throws Exception {
    var patient = new HttpLimits(AMPLE, AMPLE, AMPLE, AMPLE, 8 * 1024, 64 * 1024);
    try (var mute = FaultServer.silent("https");
        var http = new CrtHttp(Map.of(), patient)) {
      http.connectAhead(mute.uri());
      mute.awaitConnection();
      var ended = new FutureTask<>(() -> http.send(Http.get(mute.uri()), Http.soon()));
      Thread caller = Thread.ofPlatform().start(ended);
      while (caller.isAlive() && caller.getState() != Thread.State.TIMED_WAITING) {
        Thread.onSpinWait();
      }
      mute.closeConnections();
      while (caller.isAlive() && mute.connections() < 2) {
        Thread.onSpinWait();
      }
      mute.closeConnections();
      assertInstanceOf(
          NoHttpAnswerException.class,
          assertThrows(ExecutionException.class, ended::get).getCause());
      assertEquals(2, mute.connections(), "one was begun ahead, one is the call's");
    }
  }

  @Test
  void neverFallsBackToPlainHttp() {
    try (var server = new FaultServer(ServerSocketFactory.getDefault(), "https", Reply.raw(OK));
        var http = new CrtHttp(Map.of(), HASTY)) {
      HttpCall call = Http.get(server.uri());
      assertThrows(NoHttpAnswerException.class, () -> http.send(call, Http.soon()));
      assertFalse(server.requests().toString().contains("GET"));
    }
  }
}
