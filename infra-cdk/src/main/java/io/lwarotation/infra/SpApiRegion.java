package io.lwarotation.infra;

import java.net.URI;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The three regions of SP-API.
 *
 * @see <a href="https://developer-docs.amazon.com/sp-api/docs/sp-api-endpoints">Amazon's
 *     endpoints</a>
 */
public enum SpApiRegion {
  /** North America. */
  NA("North America", "us-east-1"),
  /** Europe, with India and the Middle East. */
  EU("Europe", "eu-west-1"),
  /** Far East. */
  FE("Far East", "us-west-2");

  private final String displayName;
  private final String nearestAwsRegion;

  SpApiRegion(String displayName, String nearestAwsRegion) {
    this.displayName = displayName;
    this.nearestAwsRegion = nearestAwsRegion;
  }

  /** The region of this setting, or null if there is none. */
  static @Nullable SpApiRegion named(String setting) {
    for (SpApiRegion region : values()) {
      if (region.setting().equals(setting)) {
        return region;
      }
    }
    return null;
  }

  /** {@code na}, {@code eu} or {@code fe}. */
  String setting() {
    return name().toLowerCase(Locale.ROOT);
  }

  String displayName() {
    return displayName;
  }

  /** The AWS region that Amazon recommends for calls of this endpoint. */
  String nearestAwsRegion() {
    return nearestAwsRegion;
  }

  URI endpoint() {
    return URI.create("https://sellingpartnerapi-" + setting() + ".amazon.com");
  }
}
