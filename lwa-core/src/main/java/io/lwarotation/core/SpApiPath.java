package io.lwarotation.core;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * What a path of SP-API must be, so that a token cannot be led astray by it. Messages say what is
 * wrong and never repeat the path.
 */
final class SpApiPath {
  static final int MAX_LENGTH = 2048;

  /** A segment's characters, and the slash (RFC 3986, section 3.3). */
  private static final String PLAIN =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~!$&'()*+,;=:@/";

  private static final Pattern SEPARATOR = Pattern.compile("/");

  private SpApiPath() {}

  /**
   * Checks a path.
   *
   * @return the path as it is
   * @throws IllegalArgumentException one sentence that says what is wrong with it
   */
  static String check(String path) {
    if (path.length() > MAX_LENGTH) {
      throw bad("is longer than " + MAX_LENGTH + " characters");
    }
    if (!path.startsWith("/") || path.startsWith("//")) {
      throw bad("does not start with one slash: give the path alone, without scheme and host");
    }
    checkCharacters(path);
    checkSegments(path);
    String before = path;
    String decoded = decode(path);
    checkUtf8(decoded);
    // A server on the way may decode once more than the next: no reading may leave the path. Each
    // round is shorter than the one before.
    while (!decoded.equals(before)) {
      checkDecoded(decoded);
      before = decoded;
      decoded = decode(decoded);
    }
    return path;
  }

  private static void checkCharacters(String path) {
    for (int i = 0; i < path.length(); i++) {
      char c = path.charAt(i);
      if (c == '?' || c == '#') {
        throw bad("holds a ? or #: give the query as \"query\", and encode the characters");
      }
      if (c < ' ' || c == 0x7f) {
        throw bad("holds a control character");
      }
      if (c == '\\') {
        throw bad("holds a backslash");
      }
      if (c == '%' ? !isEscape(path, i) : PLAIN.indexOf(c) < 0) {
        throw bad(
            c == '%'
                ? "holds a % that is not followed by two hexadecimal digits"
                : "holds a character that must be percent-encoded, such as a space or a letter"
                    + " that is not ASCII");
      }
    }
  }

  private static void checkDecoded(String decoded) {
    if (decoded.chars().anyMatch(c -> c < ' ' || c == 0x7f)) {
      throw bad("holds an encoded control character");
    }
    if (decoded.indexOf('\\') >= 0) {
      throw bad("holds an encoded backslash");
    }
    checkSegments(decoded);
  }

  private static void checkSegments(String path) {
    if (path.contains("//")) {
      throw bad("holds an empty segment (//), which no path of SP-API has");
    }
    for (String segment : SEPARATOR.split(path, -1)) {
      // Some servers drop what follows a semicolon before they resolve dots.
      int parameters = segment.indexOf(';');
      String name = parameters < 0 ? segment : segment.substring(0, parameters);
      if (name.equals(".") || name.equals("..")) {
        throw bad("holds a segment of dots (. or ..), plain or encoded");
      }
    }
  }

  /** Each escape becomes the byte it stands for; a percent sign that starts none stays. */
  private static String decode(String text) {
    if (text.indexOf('%') < 0) {
      return text;
    }
    StringBuilder bytes = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) == '%' && isEscape(text, i)) {
        bytes.append((char) Integer.parseInt(text, i + 1, i + 3, 16));
        i += 2;
      } else {
        bytes.append(text.charAt(i));
      }
    }
    return bytes.toString();
  }

  private static boolean isEscape(String text, int at) {
    return at + 2 < text.length()
        && HexFormat.isHexDigit(text.charAt(at + 1))
        && HexFormat.isHexDigit(text.charAt(at + 2));
  }

  /** Refuses overlong forms too, which hide dots and slashes from a check like this one. */
  private static void checkUtf8(String bytes) {
    try {
      StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(bytes.getBytes(StandardCharsets.ISO_8859_1)));
    } catch (CharacterCodingException _) {
      throw bad("holds percent-encoded bytes that are not UTF-8");
    }
  }

  private static IllegalArgumentException bad(String problem) {
    return new IllegalArgumentException("The path " + problem + ".");
  }
}
