package io.lwarotation.handler;

import io.lwarotation.core.ParameterNames;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The variables of {@code CallSpApiHandler}, read once.
 *
 * @param names the application and its parameters
 * @param tokenEndpoint Login with Amazon's, unless {@code LWA_TOKEN_ENDPOINT} names another
 * @param spApiEndpoint scheme and host of SP-API
 */
record Config(ParameterNames names, URI tokenEndpoint, URI spApiEndpoint) {
  private static final String LOGIN_WITH_AMAZON = "https://api.amazon.com/auth/o2/token";

  /**
   * Plain HTTP is for stand-ins on the same machine: anywhere else it would show the credentials.
   */
  private static final Set<String> LOCAL_HOSTS =
      Set.of("localhost", "127.0.0.1", "[::1]", "host.docker.internal");

  private static final Pattern PARAMETER_NAME =
      Pattern.compile("/[A-Za-z0-9_.-]+(?:/[A-Za-z0-9_.-]+)*");
  private static final Pattern APP = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,127}");

  /**
   * @throws IllegalArgumentException naming every variable that is missing or bad
   */
  static Config of(Map<String, String> environment) {
    Reader reader = new Reader(environment, new ArrayList<>());
    Config config =
        new Config(
            new ParameterNames(
                reader.matching("LWA_APP", APP, "must be the application's name"),
                reader.parameter("LWA_CLIENT_ID_PARAMETER"),
                reader.parameter("LWA_CLIENT_SECRET_PARAMETER"),
                reader.parameter("LWA_REFRESH_TOKEN_PARAMETER"),
                reader.parameter("LWA_ROTATION_RECORD_PARAMETER")),
            reader.endpoint(
                "LWA_TOKEN_ENDPOINT",
                environment.getOrDefault("LWA_TOKEN_ENDPOINT", LOGIN_WITH_AMAZON)),
            reader.endpoint("SP_API_ENDPOINT", environment.getOrDefault("SP_API_ENDPOINT", "")));
    if (!reader.problems().isEmpty()) {
      throw new IllegalArgumentException(String.join("; ", reader.problems()));
    }
    return config;
  }

  /** Reads on after a problem, so that all are named at once. */
  private record Reader(Map<String, String> environment, List<String> problems) {
    private static final URI NONE = URI.create("https://none.invalid");

    String matching(String variable, Pattern pattern, String otherwise) {
      String value = environment.getOrDefault(variable, "").strip();
      if (value.isEmpty()) {
        problems.add(variable + " is missing");
      } else if (!pattern.matcher(value).matches()) {
        problems.add(variable + " " + otherwise);
      }
      return value;
    }

    String parameter(String variable) {
      return matching(
          variable, PARAMETER_NAME, "must be a parameter's name that starts with a slash");
    }

    URI endpoint(String variable, String value) {
      if (value.isBlank()) {
        problems.add(variable + " is missing");
        return NONE;
      }
      URI uri;
      try {
        uri = new URI(value.strip());
      } catch (URISyntaxException _) {
        problems.add(variable + " is no URL");
        return NONE;
      }
      if (uri.getHost() == null
          || uri.getRawUserInfo() != null
          || uri.getRawQuery() != null
          || uri.getRawFragment() != null) {
        problems.add(variable + " must be a URL with a host and without user, query and fragment");
      } else if (!isSafe(uri)) {
        problems.add(variable + " must start with https:// (http:// only on this machine)");
      }
      return uri;
    }

    private static boolean isSafe(URI uri) {
      String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
      return scheme.equals("https")
          || (scheme.equals("http")
              && LOCAL_HOSTS.contains(uri.getHost().toLowerCase(Locale.ROOT)));
    }
  }
}
