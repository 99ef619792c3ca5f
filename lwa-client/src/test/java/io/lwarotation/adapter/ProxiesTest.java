package io.lwarotation.adapter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lwarotation.adapter.NoHttpAnswerException.Kind;
import io.lwarotation.core.FaultServer;
import io.lwarotation.core.FaultServer.Reply;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ProxiesTest {
  private static final URI SP_API = URI.create("https://sellingpartnerapi-na.amazon.com");
  private static final String PROXY = "http://proxy.example:3128";

  private static Optional<Proxies.Proxy> on(String target, Map<String, String> environment) {
    return Proxies.of(environment).on(URI.create(target));
  }

  @ParameterizedTest
  @CsvSource({
    "HTTPS_PROXY, https://host.example, HTTPS_PROXY",
    "https_proxy, https://host.example, HTTPS_PROXY",
    "HTTP_PROXY, http://host.example, HTTP_PROXY",
    "http_proxy, http://host.example, HTTP_PROXY",
    "HTTP_PROXY, https://host.example, ",
    "HTTPS_PROXY, http://host.example, "
  })
  void theSchemeOfTheTargetDecides(String variable, String target, String used) {
    assertEquals(
        Optional.ofNullable(used),
        on(target, Map.of(variable, PROXY)).map(Proxies.Proxy::variable));
  }

  @Test
  void smallLettersGoFirstAndAnEmptyVariableIsNone() {
    assertEquals(
        "small.example",
        on("https://a.example", Map.of("https_proxy", "small.example", "HTTPS_PROXY", PROXY))
            .orElseThrow()
            .host());
    assertEquals(Optional.empty(), on("https://a.example", Map.of("HTTPS_PROXY", " ")));
    assertEquals(Optional.empty(), on("https://a.example", Map.of()));
  }

  @ParameterizedTest
  @CsvSource({
    "http://proxy.example:3128, proxy.example, 3128, '', ''",
    "http://proxy.example, proxy.example, 80, '', ''",
    "proxy.example:3128/, proxy.example, 3128, '', ''",
    "http://me:p%40ss+w%3Ard@proxy.example:3128, proxy.example, 3128, me, p@ss+w:rd",
    "HTTP://me@proxy.example:1, proxy.example, 1, me, ''",
    "http://the_proxy:3128, the_proxy, 3128, '', ''",
    "http://[::1]:3128, [::1], 3128, '', ''"
  })
  void readsHostPortUserAndPassword(
      String value, String host, int port, String user, String password) {
    assertEquals(
        Optional.of(new Proxies.Proxy("HTTPS_PROXY", host, port, user, password)),
        on("https://a.example", Map.of("HTTPS_PROXY", value)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://me:MARKEREXAMPLE@proxy.example",
        "socks5://MARKEREXAMPLE",
        "http://me:MARKEREXAMPLE%4@h",
        "http://a b:MARKEREXAMPLE",
        "http:MARKEREXAMPLE",
        "http://me:MARKER@EXAMPLE@proxy.example",
        "http://me:MARKEREXAMPLE#@proxy.example",
        "http://proxy.example:99999999/MARKEREXAMPLE"
      })
  void namesAVariableThatIsNoProxyWithoutItsValue(String value) {
    IllegalArgumentException refusal =
        assertThrows(
            IllegalArgumentException.class, () -> new CrtHttp(Map.of("HTTPS_PROXY", value)));

    String told = String.valueOf(refusal.getMessage());
    assertTrue(told.startsWith("HTTPS_PROXY must name a proxy as http://HOST:PORT"), told);
    assertFalse(told.contains("MARKEREXAMPLE"), told);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "*|https://a.example|true",
        "a.example|https://a.example|true",
        "A.Example|https://a.EXAMPLE|true",
        "example|https://a.example|true",
        ".example|https://a.example|true",
        "*.example|https://a.example|true",
        ".a.example|https://a.example|true",
        "ample|https://a.example|false",
        "b.example, .a.example ,c|https://x.a.example|true",
        "b.example a.example|https://a.example|true",
        "a.example:443|https://a.example|true",
        "a.example:8443|https://a.example|false",
        "127.0.0.1|https://127.0.0.1:9|true",
        ",|https://a.example|false"
      })
  void noProxyLeavesHostsOut(String noProxy, String target, boolean leftOut) {
    for (String name : new String[] {"NO_PROXY", "no_proxy"}) {
      Map<String, String> environment = Map.of("HTTPS_PROXY", PROXY, name, noProxy);
      assertEquals(leftOut, on(target, environment).isEmpty(), name);
    }
  }

  @Test
  void whatIsNotEncryptedStaysOnThisMachine() {
    assertEquals(Optional.empty(), on("http://127.0.0.1:1", Map.of("HTTP_PROXY", PROXY)));
    assertEquals(Optional.empty(), on("http://169.254.170.2/x", Map.of("HTTP_PROXY", PROXY)));
    assertTrue(on("http://127.0.0.1:1", Map.of("HTTP_PROXY", "http://localhost:2")).isPresent());
    assertTrue(on("https://localhost:1", Map.of("HTTPS_PROXY", PROXY)).isPresent());
  }

  @Test
  void plainHttpIsHandedToTheProxy() throws Exception {
    try (var proxy = new FaultServer(Reply.raw("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi"));
        var http = new CrtHttp(Map.of("http_proxy", proxy.uri().toString()))) {
      assertEquals(
          200, http.send(Http.get(URI.create("http://ssm.example:81")), Http.soon()).status());

      assertEquals("GET http://ssm.example:81/ HTTP/1.1", proxy.requests().getFirst().line());
    }
  }

  @Test
  void tlsGoesThroughATunnelWithTheProxysPasswordAndARefusalIsNamed() {
    try (var proxy =
            new FaultServer(
                Reply.rawThenClose(
                    "HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n"));
        var http =
            new CrtHttp(
                Map.of(
                    "HTTPS_PROXY",
                    proxy.uri().toString().replace("http://", "http://me:passEXAMPLE@")))) {
      var failure =
          assertThrows(NoHttpAnswerException.class, () -> http.send(Http.get(SP_API), Http.soon()));

      assertEquals(Kind.NOT_CONNECTED, failure.kind());
      assertTrue(
          failure.what().contains("through the proxy 127.0.0.1:" + proxy.uri().getPort()),
          failure.what());
      assertFalse(failure.what().contains("passEXAMPLE"), failure.what());
      FaultServer.Request asked = proxy.requests().getFirst();
      assertEquals("CONNECT sellingpartnerapi-na.amazon.com:443 HTTP/1.1", asked.line());
      assertEquals(Optional.of("Basic bWU6cGFzc0VYQU1QTEU="), asked.header("proxy-authorization"));
    }
  }
}
