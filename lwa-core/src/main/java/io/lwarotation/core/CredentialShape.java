package io.lwarotation.core;

import java.util.Optional;

/**
 * What a credential looks like, seen before it is sent: people paste the wrong one of Amazon's
 * texts, or the right one with something around it. What Amazon would answer to it (a wrong client,
 * a revoked authorization) sends them the wrong way.
 *
 * <p>Source: the prefixes that Amazon's documentation shows. A text without one of them is taken as
 * it is, since older credentials have none.
 */
public enum CredentialShape {
  CLIENT_ID(Text.CLIENT_ID),
  CLIENT_SECRET(Text.CLIENT_SECRET),
  REFRESH_TOKEN(Text.REFRESH_TOKEN);

  /** A text of Amazon's, known by how it begins. */
  private enum Text {
    APPLICATION_ID("amzn1.sp.solution.", "an application id"),
    CLIENT_ID("amzn1.application-oa2-client.", "a client id"),
    CLIENT_SECRET("amzn1.oa2-cs.", "a client secret"),
    REFRESH_TOKEN("Atzr|", "a refresh token"),
    ACCESS_TOKEN("Atza|", "an access token"),
    AWS_KEY("AKIA", "an access key id of AWS");

    private final String prefix;
    private final String name;

    Text(String prefix, String name) {
      this.prefix = prefix;
      this.name = name;
    }
  }

  private static final String QUOTES = "\"'`´‘’“”„«»";

  private final Text own;

  CredentialShape(Text own) {
    this.own = own;
  }

  /** Whether a text that is meant as a name begins as one of Amazon's texts does. */
  static boolean isStartOf(String name) {
    for (Text text : Text.values()) {
      String start = text == Text.AWS_KEY ? text.prefix : text.prefix.substring(0, 4);
      if (name.regionMatches(text != Text.AWS_KEY, 0, start, 0, start.length())) {
        return true;
      }
    }
    return false;
  }

  /**
   * The credential, if the text may be one.
   *
   * @param text without the white space around it
   * @throws IllegalArgumentException with {@link #problem}
   */
  public Secret secret(String text) {
    return Secret.of(checked(text));
  }

  /**
   * The text itself, if it may be this credential.
   *
   * @throws IllegalArgumentException with {@link #problem}
   */
  public String checked(String text) {
    Optional<String> problem = problem(text);
    if (problem.isPresent()) {
      throw new IllegalArgumentException(problem.get());
    }
    return text;
  }

  /**
   * What is wrong with a text, as the end of a sentence that starts with the credential's name; it
   * never repeats the text.
   *
   * @param text without the white space around it
   * @return empty if nothing is seen to be wrong
   */
  public Optional<String> problem(String text) {
    if (text.isEmpty()) {
      return Optional.of("is empty");
    }
    if (QUOTES.indexOf(text.charAt(0)) >= 0
        || QUOTES.indexOf(text.charAt(text.length() - 1)) >= 0) {
      return Optional.of("has quotation marks around it");
    }
    if (text.regionMatches(true, "Atzr".length(), "%7C", 0, 3)
        && text.regionMatches(true, 0, "Atz", 0, 3)) {
      return Optional.of("has %7C where | belongs, as in a URL");
    }
    for (Text other : Text.values()) {
      if (other != own && text.startsWith(other.prefix)) {
        return Optional.of("looks like " + other.name);
      }
    }
    return VisibleAscii.isAllOf(text)
        ? Optional.empty()
        : Optional.of(
            "holds a space, a line break or another character that no credential of Amazon has");
  }
}
