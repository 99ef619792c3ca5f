package io.lwarotation.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lwarotation.local.amazon.Application;
import io.lwarotation.local.amazon.FakeAmazon;
import io.lwarotation.local.aws.LocalAws;
import io.lwarotation.local.http.LocalTls;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Where a company lets nobody out but through its proxy. */
@ExtendWith(SharedStage.class)
final class ProxyTest {
  private final Stage stage;

  ProxyTest(Stage stage) {
    this.stage = stage;
  }

  @Test
  void everyHopOfTheCommandGoesThroughTheProxyUnlessItIsLeftOut(@TempDir Path folder)
      throws Exception {
    LocalTls tls = LocalTls.create();
    Path authority = Files.writeString(folder.resolve("ca.pem"), tls.authorityPem());
    try (FakeAmazon amazon = FakeAmazon.start(stage.cloud().clock(), tls, tap -> tap);
        ForwardProxy proxy = new ForwardProxy()) {
      Application application = amazon.register();
      stage.put(Stage.CLIENT_ID, application.clientId());
      stage.put(Stage.SECRET, application.clientSecret());
      stage.put(Stage.REFRESH_TOKEN, application.refreshToken());
      Map<String, String> environment = new HashMap<>(amazon.endpoints());
      environment.put("AWS_ENDPOINT_URL", stage.cloud().aws().endpoint().toString());
      environment.put("AWS_CA_BUNDLE", authority.toString());
      environment.put("HTTPS_PROXY", proxy.uri().toString());
      environment.put("http_proxy", proxy.uri().toString());

      Command.runAlone(environment, "", List.of("check")).ends(0);

      assertEquals(
          Set.of(
              "CONNECT " + place(amazon.tokenEndpoint()),
              "CONNECT " + place(amazon.spApiEndpoint()),
              "POST " + place(stage.cloud().aws().endpoint())),
          Set.copyOf(proxy.asked()));

      int before = proxy.asked().size();
      environment.put("no_proxy", "example.com,127.0.0.1");
      Command.runAlone(environment, "", List.of("check")).ends(0);

      assertEquals(before, proxy.asked().size());
    }
  }

  @Test
  void aProxyThatShowsItsOwnCertificateNeedsTheVariableOfTheAwsCommandLine(@TempDir Path folder)
      throws Exception {
    LocalTls tls = LocalTls.create();
    Path authority = Files.writeString(folder.resolve("ca.pem"), tls.authorityPem());
    try (LocalAws aws = LocalAws.start(stage.cloud().clock(), tls, UnaryOperator.identity());
        ForwardProxy proxy = new ForwardProxy()) {
      Map<String, String> environment = new HashMap<>();
      environment.put("AWS_ENDPOINT_URL", aws.endpoint().toString());
      environment.put("HTTPS_PROXY", proxy.uri().toString());

      Command refused = Command.runAlone(environment, "", List.of("history"));

      assertTrue(refused.spoken().contains("is not one of AWS"), refused.output());
      assertTrue(refused.spoken().contains("set AWS_CA_BUNDLE to the file"), refused.output());

      environment.put("AWS_CA_BUNDLE", folder.resolve("none.pem").toString());
      Command unreadable = Command.runAlone(environment, "", List.of("history"));
      assertTrue(unreadable.spoken().contains("AWS_CA_BUNDLE does not name"), unreadable.output());

      environment.put("AWS_CA_BUNDLE", authority.toString());
      Command trusted = Command.runAlone(environment, "", List.of("history"));
      assertTrue(trusted.spoken().contains("There is no"), trusted.output());
      assertTrue(proxy.asked().contains("CONNECT " + place(aws.endpoint())), trusted.output());
    }
  }

  @Test
  void aProxyThatDoesNotAnswerIsNamedWithoutItsPassword() throws Exception {
    Map<String, String> environment = new HashMap<>();
    environment.put("HTTPS_PROXY", "http://me:MARKER-EXAMPLE@127.0.0.1:9");

    Command.runAlone(environment, "", List.of("status"))
        .ends(3, "through the proxy 127.0.0.1:9 that HTTPS_PROXY names")
        .lacks(Stage.MARKER);
  }

  private static String place(URI uri) {
    return uri.getHost() + ":" + uri.getPort();
  }

  @Test
  void aVariableThatNamesNoProxyIsNamedBeforeAnythingIsAsked() throws Exception {
    Map<String, String> environment = new HashMap<>(stage.cloud().endpoints());
    environment.put("https_proxy", "socks5://me:MARKER-EXAMPLE@proxy.example");

    Command.runAlone(environment, "", List.of("check"))
        .ends(64, "HTTPS_PROXY must name a proxy")
        .lacks(Stage.MARKER);
  }
}
