package io.lwarotation.adapter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lwarotation.adapter.NoHttpAnswerException.Kind;
import io.lwarotation.core.FaultServer;
import io.lwarotation.core.FaultServer.Reply;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import javax.net.ServerSocketFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(40)
class CrtHttpTlsTest {
  private static final HttpLimits SHORT =
      new HttpLimits(
          Duration.ofMillis(300),
          Duration.ofMillis(700),
          Duration.ofSeconds(2),
          Duration.ofSeconds(30),
          8 * 1024,
          64 * 1024);
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
  void saysSoonThatACertificateIsNotTrusted() throws Exception {
    try (var server = new FaultServer(certificate.serverSockets(), "https", Reply.raw(OK));
        var http = new CrtHttp(Map.of())) {
      refusesSoon(http, server);
    }
  }

  @Test
  void refusesACertificateForAnotherHost(@TempDir Path folder) throws Exception {
    var foreign = new TestCertificate(folder, "dns:elsewhere.example");
    try (var server = new FaultServer(foreign.serverSockets(), "https", Reply.raw(OK));
        var http = new CrtHttp(Map.of("AWS_CA_BUNDLE", foreign.pem().toString()), SHORT)) {
      refusesSoon(http, server);
    }
  }

  private static void refusesSoon(CrtHttp http, FaultServer server) {
    long start = System.nanoTime();
    var failure =
        assertThrows(
            NoHttpAnswerException.class, () -> http.send(Http.get(server.uri()), Http.soon()));
    assertEquals(Kind.CONNECTED_TOO_LATE, failure.kind());
    assertTrue(failure.what().contains("certificate is not trusted"), failure.what());
    assertTrue(Duration.ofNanos(System.nanoTime() - start).toMillis() < 4500);
    assertEquals(0, server.requests().size());
  }

  @Test
  void neverFallsBackToPlainHttp() {
    try (var server = new FaultServer(ServerSocketFactory.getDefault(), "https", Reply.raw(OK));
        var http = new CrtHttp(Map.of(), SHORT)) {
      HttpCall call = Http.get(server.uri());
      assertThrows(NoHttpAnswerException.class, () -> http.send(call, Http.soon()));
      assertFalse(server.requests().toString().contains("GET"));
    }
  }
}
