package io.lwarotation.core;

import java.time.Period;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One selling partner's authorization of the application in one region of SP-API, beside the
 * application's own, which is called {@code default}. Written {@code eu/acme}.
 *
 * @param name as whoever stored it calls the selling partner
 */
public record Authorization(SpApiRegion region, String name) implements Comparable<Authorization> {
  /** What the authorization of the application's own refresh token is called. */
  public static final String DEFAULT = "default";

  /** After so long Amazon ends each authorization of a public application. */
  public static final Period YEAR = Period.ofDays(365);

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,64}");

  /**
   * Of a token: no name has so many letters and digits in a row, of all three kinds. Or a client
   * secret of the older form.
   */
  private static final Pattern PIECE =
      Pattern.compile(
          "(?=[A-Za-z0-9]{24})(?=[A-Za-z0-9]*[0-9])(?=[A-Za-z0-9]*[a-z])(?=[A-Za-z0-9]*[A-Z])"
              + "|(?=[a-f]*[0-9])[a-f0-9]{64}");

  private static final String FORM = "Give it as REGION/NAME, such as eu/acme.";

  /**
   * @throws IllegalArgumentException one sentence that does not repeat the name: people paste
   *     tokens
   */
  public Authorization {
    if (isLikeCredential(name)) {
      throw new IllegalArgumentException(
          "The name of an authorization looks like a credential: choose a name of your own for the"
              + " selling partner.");
    }
    if (name.isEmpty()) {
      throw new IllegalArgumentException("The authorization has no name. " + FORM);
    }
    if (!NAME.matcher(name).matches() || name.equals(".") || name.equals("..")) {
      throw new IllegalArgumentException(
          "The name of an authorization has 1 to 64 letters, digits, dots, underscores and hyphens,"
              + " and nothing else.");
    }
  }

  /** Whether a name is what people paste where a name belongs. */
  static boolean isLikeCredential(String name) {
    return CredentialShape.isStartOf(name) || PIECE.matcher(name).find();
  }

  /**
   * Reads {@code eu/acme}.
   *
   * @throws IllegalArgumentException one sentence that does not repeat the text
   */
  public static Authorization of(String text) {
    if (text.equals(DEFAULT)) {
      throw new IllegalArgumentException(
          "The authorization default is the application's own: leave it out, or give another one as"
              + " REGION/NAME, such as eu/acme.");
    }
    int slash = text.indexOf('/');
    if (slash < 0) {
      throw new IllegalArgumentException("The authorization has no region. " + FORM);
    }
    SpApiRegion region =
        SpApiRegion.named(text.substring(0, slash))
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "The region of an authorization is na, eu or fe. " + FORM));
    return new Authorization(region, text.substring(slash + 1));
  }

  /**
   * The same; empty for {@code default}.
   *
   * @throws IllegalArgumentException as above
   */
  public static Optional<Authorization> named(String text) {
    return text.equals(DEFAULT) ? Optional.empty() : Optional.of(of(text));
  }

  @Override
  public int compareTo(Authorization other) {
    return toString().compareTo(other.toString());
  }

  /** {@code eu/acme}. */
  @Override
  public String toString() {
    return region.setting() + "/" + name;
  }
}
