package io.lwarotation.adapter;

import java.net.URI;
import java.util.Locale;
import java.util.Set;

/** What a URI must be to be called. */
final class Endpoints {
  private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");

  private Endpoints() {}

  /**
   * An absolute http or https URI with a host, without user or fragment.
   *
   * @throws IllegalArgumentException if it is another; the message ends a sentence that starts with
   *     its name
   */
  static URI check(URI uri) {
    String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
    if (uri.getHost() == null
        || !(scheme.equals("https") || scheme.equals("http"))
        || uri.getRawUserInfo() != null
        || uri.getRawFragment() != null) {
      throw new IllegalArgumentException(
          "must be an https URI such as https://api.amazon.com, with a host and without a user");
    }
    return uri;
  }

  /** An endpoint that gets secrets or tokens: TLS, except on this very machine; throws as above. */
  static URI checkConfidential(URI uri) {
    check(uri);
    if (!HttpCall.isTls(uri) && !isThisMachine(uri.getHost())) {
      throw new IllegalArgumentException(
          "must be an https URI: a secret goes over plain http to this machine only");
    }
    return uri;
  }

  static boolean isThisMachine(String host) {
    return THIS_MACHINE.contains(host.toLowerCase(Locale.ROOT));
  }

  /** Its path, {@code /} where there is none. */
  static String path(URI uri) {
    String path = uri.getRawPath();
    return path == null || path.isEmpty() ? "/" : path;
  }
}
