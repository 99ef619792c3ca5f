package io.lwarotation.core;

import java.util.regex.Pattern;

/**
 * What a path has to be so that a token sent with it can reach nothing but an operation of SP-API.
 * Checked before a request leaves; each refusal is one sentence that does not repeat the input.
 */
final class SpApiPath {
  private static final int MAX_LENGTH = 2048;

  /** RFC 3986, section 3.3: the characters of a path, and percent escapes. */
  private static final Pattern PATH_CHARACTERS =
      Pattern.compile("(?:[A-Za-z0-9/._~!$&'()*+,;=:@-]|%[0-9A-Fa-f]{2})*");

  private SpApiPath() {}

  /**
   * @throws IllegalArgumentException if the path is not fit; the message is a sentence
   */
  static void check(String path) {
    require(
        !path.isEmpty(),
        "The path is empty: it must be one of SP-API's, such as /sellers/v1/marketplaceParticipations.");
    require(path.length() <= MAX_LENGTH, "The path is longer than 2048 characters.");
    require(
        path.indexOf("://") < 0 && !path.startsWith("//"),
        "The path must not name a scheme or a host: give only the part from the first single slash on.");
    require(
        path.startsWith("/"),
        "The path must start with a slash, as in /sellers/v1/marketplaceParticipations.");
    require(
        path.indexOf('?') < 0,
        "The path must not hold a query: give its names and values as \"query\".");
    require(path.indexOf('#') < 0, "The path must not hold a fragment (#).");
    require(path.indexOf('\\') < 0, "The path must not hold a backslash.");
    require(
        path.chars().noneMatch(c -> c < 0x20 || c == 0x7f),
        "The path must not hold a control character.");
    require(
        PATH_CHARACTERS.matcher(path).matches(),
        "The path holds a character that must be percent-encoded, or a broken percent escape.");
    String plain = decoded(path);
    require(
        plain.chars().noneMatch(c -> c < 0x20 || c == 0x7f),
        "The path must not hold a percent-encoded control character.");
    require(plain.indexOf('\\') < 0, "The path must not hold a percent-encoded backslash.");
    require(!plain.contains("//"), "The path must not hold an empty segment (//).");
    for (String segment : plain.split("/", -1)) {
      require(
          !segment.equals(".") && !segment.equals(".."),
          "The path must not hold a segment . or .., percent-encoded or not.");
    }
  }

  /** Decodes until nothing changes, so that no number of encodings hides a dot or a slash. */
  private static String decoded(String path) {
    String before = path;
    for (int i = 0; i < MAX_LENGTH; i++) {
      String after = decodedOnce(before);
      if (after.equals(before)) {
        return after;
      }
      before = after;
    }
    return before;
  }

  private static String decodedOnce(String text) {
    StringBuilder plain = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '%' && i + 2 < text.length()) {
        int high = Character.digit(text.charAt(i + 1), 16);
        int low = Character.digit(text.charAt(i + 2), 16);
        if (high >= 0 && low >= 0) {
          plain.append((char) (high * 16 + low));
          i += 2;
          continue;
        }
      }
      plain.append(c);
    }
    return plain.toString();
  }

  private static void require(boolean holds, String sentence) {
    if (!holds) {
      throw new IllegalArgumentException(sentence);
    }
  }
}
