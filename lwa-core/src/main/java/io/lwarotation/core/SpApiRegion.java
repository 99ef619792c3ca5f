package io.lwarotation.core;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;

/**
 * The three regions of SP-API. A refresh token belongs to one of them.
 *
 * @see <a href="https://developer-docs.amazon.com/sp-api/docs/sp-api-endpoints">Amazon's
 *     endpoints</a>
 */
public enum SpApiRegion {
  /** North America. */
  NA("North America"),
  /** Europe, with India and the Middle East. */
  EU("Europe"),
  /** Far East. */
  FE("Far East");

  private final String displayName;
  private final String setting;
  private final URI endpoint;
  private final URI sandbox;

  SpApiRegion(String displayName) {
    this.displayName = displayName;
    this.setting = name().toLowerCase(Locale.ROOT);
    this.endpoint = URI.create("https://sellingpartnerapi-" + setting + ".amazon.com");
    this.sandbox = URI.create("https://sandbox.sellingpartnerapi-" + setting + ".amazon.com");
  }

  /** The region of this setting: {@code na}, {@code eu} or {@code fe}. */
  public static Optional<SpApiRegion> named(String setting) {
    for (SpApiRegion region : values()) {
      if (region.setting().equals(setting)) {
        return Optional.of(region);
      }
    }
    return Optional.empty();
  }

  /** {@code na}, {@code eu} or {@code fe}. */
  public String setting() {
    return setting;
  }

  /** As people call it. */
  public String displayName() {
    return displayName;
  }

  /** Amazon's host. */
  public URI endpoint() {
    return endpoint;
  }

  /** Amazon's host for tests. */
  public URI sandbox() {
    return sandbox;
  }

  /** The variable that names another host: {@code SP_API_ENDPOINT_EU}. */
  public String variable() {
    return "SP_API_ENDPOINT_" + name();
  }
}
