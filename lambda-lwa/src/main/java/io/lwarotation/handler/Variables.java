package io.lwarotation.handler;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads variables, and reads on after a problem, so that all problems are named at once. */
record Variables(Map<String, String> environment, List<String> problems) {
  /**
   * Plain HTTP is for stand-ins on the same machine: anywhere else it would show the credentials.
   */
  private static final Set<String> LOCAL_HOSTS =
      Set.of("localhost", "127.0.0.1", "[::1]", "host.docker.internal");

  private static final Pattern PARAMETER_NAME =
      Pattern.compile("/[A-Za-z0-9_.-]+(?:/[A-Za-z0-9_.-]+)*");

  private static final URI NONE = URI.create("https://none.invalid");

  Variables(Map<String, String> environment) {
    this(environment, new ArrayList<>());
  }

  /** Throws IllegalArgumentException naming every variable that is missing or bad. */
  void check() {
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(String.join("; ", problems));
    }
  }

  /** The value, without spaces around it; empty where it is not set. */
  String text(String variable) {
    return environment.getOrDefault(variable, "").strip();
  }

  String matching(String variable, Pattern pattern, String otherwise) {
    String value = text(variable);
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

  String parameterOr(String variable, String otherwise) {
    return text(variable).isEmpty() ? otherwise : parameter(variable);
  }

  /** False where it is not set. */
  boolean flag(String variable) {
    String value = text(variable);
    if (!value.isEmpty() && !value.equals("true") && !value.equals("false")) {
      problems.add(variable + " must be true or false");
    }
    return value.equals("true");
  }

  String topic() {
    Pattern topic = Pattern.compile("arn:[a-z-]+:sns:[a-z0-9-]+:[0-9]{12}:[A-Za-z0-9_-]{1,256}");
    return matching("LWA_TOPIC_ARN", topic, "must be the ARN of a topic");
  }

  /** A number from 1 on. */
  int number(String variable, int otherwise, int most) {
    String value = text(variable);
    if (value.isEmpty()) {
      return otherwise;
    }
    if (!value.matches("[1-9][0-9]{0,2}") || Integer.parseInt(value) > most) {
      problems.add(variable + " must be a number from 1 to " + most);
      return otherwise;
    }
    return Integer.parseInt(value);
  }

  URI endpoint(String variable) {
    return endpoint(variable, text(variable));
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

  /** An endpoint of which only scheme, host and port count. */
  URI host(String variable) {
    URI uri = endpoint(variable);
    if (uri.getRawPath() != null && uri.getRawPath().length() > 1) {
      problems.add(variable + " must be a host only, without a path");
    }
    return uri;
  }

  private static boolean isSafe(URI uri) {
    String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
    return scheme.equals("https")
        || (scheme.equals("http") && LOCAL_HOSTS.contains(uri.getHost().toLowerCase(Locale.ROOT)));
  }
}
