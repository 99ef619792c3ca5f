package io.lwarotation.cli.stack;

import io.lwarotation.adapter.LwaTokenEndpoint;
import java.net.URI;
import java.util.Map;
import java.util.regex.Pattern;

/** What an application may be called, what its stack is called then, and where LWA is. */
public final class Applications {
  private static final Pattern NAME = Pattern.compile("(?=.{1,20}$)[a-z][a-z0-9]*(?:-[a-z0-9]+)*");

  private Applications() {}

  /**
   * Checks a name.
   *
   * @param source who says it, such as {@code --app}
   * @throws IllegalArgumentException if no application can have it
   */
  public static void requireName(String source, String app) {
    if (!NAME.matcher(app).matches()) {
      throw new IllegalArgumentException(
          source
              + " takes the name that was deployed: 1 to 20 small letters, digits and single hyphens, beginning with a letter, such as my-erp");
    }
  }

  /** The name of its stack. */
  public static String stackName(String app) {
    return "lwa-" + app;
  }

  /** Amazon's, unless LWA_TOKEN_ENDPOINT names another, as it does for the functions. */
  public static URI tokenEndpoint(Map<String, String> environment) {
    String named = environment.get("LWA_TOKEN_ENDPOINT");
    return URI.create(named == null || named.isBlank() ? LwaTokenEndpoint.AMAZON : named);
  }
}
