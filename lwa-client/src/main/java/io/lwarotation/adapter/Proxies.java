package io.lwarotation.adapter;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.crt.http.HttpProxyOptions;
import software.amazon.awssdk.crt.http.HttpProxyOptions.HttpProxyAuthorizationType;
import software.amazon.awssdk.crt.http.HttpProxyOptions.HttpProxyConnectionType;

/**
 * The proxies that {@code HTTPS_PROXY} and {@code HTTP_PROXY} name, and the hosts that {@code
 * NO_PROXY} leaves out; each variable in capitals or in small letters, which go first, as curl and
 * AWS's own tools read them.
 */
public final class Proxies {
  /** AWS's own addresses for credentials: what answers there answers this machine only. */
  private static final String LINK_LOCAL = "169.254.";

  private static final String HTTPS = "HTTPS_PROXY";
  private static final String HTTP = "HTTP_PROXY";

  private final Map<String, String> environment;

  private Proxies(Map<String, String> environment) {
    this.environment = environment;
  }

  /**
   * Those of an environment.
   *
   * @throws IllegalArgumentException if a variable does not name a proxy; without its value
   */
  public static Proxies of(Map<String, String> environment) {
    Proxies proxies = new Proxies(environment);
    for (String name : new String[] {HTTPS, HTTP}) {
      Optional<String> value = proxies.variable(name);
      if (value.isPresent()) {
        read(name, value.get());
      }
    }
    return proxies;
  }

  /**
   * A proxy.
   *
   * @param variable that names it
   * @param user empty if it asks for none
   */
  public record Proxy(String variable, String host, int port, String user, String password) {
    /** As a part of sentences, after a space: which one it is, without user and password. */
    public String way() {
      return " through the proxy " + host + ":" + port + " that " + variable + " names";
    }

    /** As aws-crt takes it. */
    HttpProxyOptions toCrt(boolean overTls) {
      HttpProxyOptions options = new HttpProxyOptions();
      options.setHost(host);
      options.setPort(port);
      options.setConnectionType(
          overTls ? HttpProxyConnectionType.Tunneling : HttpProxyConnectionType.Forwarding);
      if (!user.isEmpty()) {
        options.setAuthorizationType(HttpProxyAuthorizationType.Basic);
        options.setAuthorizationUsername(user);
        options.setAuthorizationPassword(password);
      }
      return options;
    }

    /** Without what it is given. */
    @Override
    public String toString() {
      return "Proxy[" + variable + "]";
    }
  }

  /** The proxy on the way to a host; empty if there is none. */
  public Optional<Proxy> on(URI target) {
    String name = HttpCall.isTls(target) ? HTTPS : HTTP;
    Optional<String> value = variable(name);
    if (value.isEmpty() || target.getHost().startsWith(LINK_LOCAL) || isLeftOut(target)) {
      return Optional.empty();
    }
    Proxy proxy = read(name, value.get());
    // What is not encrypted stays on this machine.
    boolean leaves = !HttpCall.isTls(target) && Endpoints.isThisMachine(target.getHost());
    return leaves && !Endpoints.isThisMachine(proxy.host()) ? Optional.empty() : Optional.of(proxy);
  }

  /** The proxy at this host and port that asks for a user, if one is named. */
  public Optional<Proxy> at(String host, int port) {
    return Stream.of(HTTPS, HTTP)
        .flatMap(name -> variable(name).map(value -> read(name, value)).stream())
        .filter(one -> one.host().equalsIgnoreCase(host) && one.port() == port)
        .filter(one -> !one.user().isEmpty())
        .findFirst();
  }

  private Optional<String> variable(String name) {
    for (String spelling : new String[] {name.toLowerCase(Locale.ROOT), name}) {
      String value = environment.get(spelling);
      if (value != null && !value.isBlank()) {
        return Optional.of(value.strip());
      }
    }
    return Optional.empty();
  }

  private static Proxy read(String name, String value) {
    // By hand: the names of hosts in a company may hold what a URI takes for no host.
    Matcher proxy =
        Pattern.compile(
                "(?i)(?:http://)?(?:(?<user>[^:@/?#\\s]*)(?::(?<password>[^@/?#\\s]*))?@)?"
                    + "(?<host>[a-z0-9._-]+|\\[[0-9a-f:.]+])(?::(?<port>[0-9]{1,5}))?/?")
            .matcher(value);
    if (proxy.matches()) {
      try {
        int port = proxy.group("port") == null ? 80 : Integer.parseInt(proxy.group("port"));
        return new Proxy(
            name,
            proxy.group("host"),
            port,
            decode(proxy.group("user")),
            decode(proxy.group("password")));
      } catch (IllegalArgumentException _) {
        // Told below, without the value: it may hold a password.
      }
    }
    throw new IllegalArgumentException(
        name
            + " must name a proxy as http://HOST:PORT or http://USER:PASSWORD@HOST:PORT, with special characters"
            + " of the password as %40 and the like; a proxy that is itself reached over TLS cannot be used");
  }

  private static String decode(@Nullable String text) {
    return text == null ? "" : URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  private boolean isLeftOut(URI target) {
    String host = target.getHost().toLowerCase(Locale.ROOT);
    int port = target.getPort() >= 0 ? target.getPort() : HttpCall.isTls(target) ? 443 : 80;
    return Stream.of(variable("NO_PROXY").orElse("").toLowerCase(Locale.ROOT).split("[,\\s]+", -1))
        .filter(entry -> !entry.isEmpty())
        .anyMatch(
            entry ->
                entry.equals("*")
                    || isAt(entry, host)
                    || (entry.endsWith(":" + port)
                        && isAt(entry.substring(0, entry.lastIndexOf(':')), host)));
  }

  /** {@code example.com}, {@code .example.com} and {@code *.example.com} mean the same. */
  private static boolean isAt(String entry, String host) {
    String domain = entry.startsWith("*.") ? entry.substring(1) : entry;
    return domain.startsWith(".")
        ? host.endsWith(domain) || host.equals(domain.substring(1))
        : host.equals(domain) || host.endsWith("." + domain);
  }
}
