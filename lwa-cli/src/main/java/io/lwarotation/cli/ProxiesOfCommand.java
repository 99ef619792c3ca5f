package io.lwarotation.cli;

import io.lwarotation.adapter.Proxies;
import java.io.IOException;
import java.net.Authenticator;
import java.net.InetSocketAddress;
import java.net.PasswordAuthentication;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The same {@link Proxies} for AWS's SDK, which would read {@code HTTP_PROXY} for everything and
 * take only whole names from {@code NO_PROXY}: its connections are Java's, and Java asks here.
 */
final class ProxiesOfCommand extends ProxySelector {
  private final Proxies proxies;

  private ProxiesOfCommand(Proxies proxies) {
    this.proxies = proxies;
  }

  /** For all connections of this process; to be called before the first one. */
  static void use(Map<String, String> environment) {
    // Java sends no password through a tunnel unless told so.
    System.setProperty("jdk.http.auth.tunneling.disabledSchemes", "");
    Proxies proxies = Proxies.of(environment);
    ProxySelector.setDefault(new ProxiesOfCommand(proxies));
    Authenticator.setDefault(
        new Authenticator() {
          @Override
          protected @Nullable PasswordAuthentication getPasswordAuthentication() {
            return getRequestorType() != RequestorType.PROXY
                ? null
                : proxies
                    .at(getRequestingHost(), getRequestingPort())
                    .map(
                        one -> new PasswordAuthentication(one.user(), one.password().toCharArray()))
                    .orElse(null);
          }
        });
  }

  @Override
  public List<Proxy> select(@Nullable URI target) {
    return List.of(
        Optional.ofNullable(target)
            .filter(uri -> uri.getHost() != null)
            .flatMap(proxies::on)
            .map(one -> new Proxy(Proxy.Type.HTTP, new InetSocketAddress(one.host(), one.port())))
            .orElse(Proxy.NO_PROXY));
  }

  @Override
  public void connectFailed(
      @Nullable URI target, @Nullable SocketAddress proxy, @Nullable IOException failure) {
    // Whoever connects says so.
  }
}
