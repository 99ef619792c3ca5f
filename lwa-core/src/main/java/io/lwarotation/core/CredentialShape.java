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

  /** A text that people have at hand, known by how it begins. */
  private enum Text {
    APPLICATION_ID("amzn1.sp.solution.", "an application id"),
    APPLICATION_OF_LWA("amzn1.application.", "an application id"),
    CLIENT_ID("amzn1.application-oa2-client.", "a client id"),
    CLIENT_SECRET("amzn1.oa2-cs.", "a client secret"),
    REFRESH_TOKEN("Atzr|", "a refresh token"),
    ACCESS_TOKEN("Atza|", "an access token"),
    AWS_KEY("AKIA", "an access key id of AWS"),
    ARN("arn:aws", "an ARN of AWS"),
    URL("https://", "the address of a page");

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

  /** Whether a text that is meant as a name begins as one of Amazon's credentials does. */
  static boolean isStartOf(String name) {
    return name.startsWith(Text.AWS_KEY.prefix)
        || begins(name, "amzn")
        || begins(name, "Atzr")
        || begins(name, "Atza");
  }

  private static boolean begins(String text, String prefix) {
    return text.regionMatches(true, 0, prefix, 0, prefix.length());
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
    int last = text.length() - 1;
    if (QUOTES.indexOf(text.charAt(0)) >= 0 || QUOTES.indexOf(text.charAt(last)) >= 0) {
      return Optional.of("has quotation marks around it");
    }
    if (text.equals(ParameterNames.PLACEHOLDER)) {
      return Optional.of("is still the placeholder " + ParameterNames.PLACEHOLDER);
    }
    if ("<([{".indexOf(text.charAt(0)) >= 0 || ">)]},;".indexOf(text.charAt(last)) >= 0) {
      return Optional.of("has a sign around it that does not belong to it, such as < or a comma");
    }
    if (text.endsWith("...") || text.charAt(last) == '…') {
      return Optional.of("is cut off: it ends with dots");
    }
    if (isMask(text)) {
      return Optional.of("is one character over and over, as where a page hides it");
    }
    int fourth = "Atzr".length();
    if ((begins(text, "Atzr") || begins(text, "Atza"))
        && (text.length() == fourth || text.charAt(fourth) != '|')) {
      return Optional.of(
          text.regionMatches(true, fourth, "%7C", 0, 3)
              ? "has %7C where | belongs, as in a URL"
              : "has no | after its first four letters");
    }
    for (Text other : Text.values()) {
      if (other != own && begins(text, other.prefix)) {
        return Optional.of("looks like " + other.name);
      }
    }
    if (!VisibleAscii.isAllOf(text)) {
      return Optional.of(
          "holds a space, a line break or another character that no credential of Amazon has");
    }
    return text.indexOf("amzn1.") > 0 || text.indexOf("Atzr|") > 0 || text.indexOf("Atza|") > 0
        ? Optional.of("has something before it, such as its name: give it alone")
        : Optional.empty();
  }

  /** As consoles show a secret before somebody asks to see it. */
  private static boolean isMask(String text) {
    int same = 1;
    while (same < text.length() && text.charAt(same) == text.charAt(0)) {
      same++;
    }
    return same == text.length() && same > 3;
  }
}
