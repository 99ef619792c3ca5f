package io.lwarotation.core;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What Amazon says of a refusal, fit to be shown: short, on one line, and without anything that
 * looks like a credential. Empty texts where Amazon said nothing.
 */
public record AmazonWords(String code, String message, String details) {
  private static final int LONGEST_TEXT = 240;
  private static final String HIDDEN = "[hidden]";

  private static final Pattern CODE = Pattern.compile("[A-Za-z][A-Za-z0-9_.]{0,63}");
  private static final Pattern BLANK = Pattern.compile("[\\s\\p{Cntrl}]+");

  /** Quotes and brackets round a word, and the marks that end it. */
  private static final Pattern EDGES = Pattern.compile("^[\\p{P}<]+|[\\p{P}>]+$");

  /** What lists and names of values are put together with; in no credential but at its end. */
  private static final Pattern JOINTS = Pattern.compile("[,=\\[\\]]+");

  /** Letters of other languages than English; no credential has one. */
  private static final Pattern FOREIGN = Pattern.compile("[\\p{L}\\p{M}&&[^\\p{ASCII}]]");

  /** Ids of marketplaces, such as ATVPDKIKX0DER. */
  private static final Pattern MARKETPLACE = Pattern.compile("A(?=[A-Z]*[0-9])[A-Z0-9]{9,13}");

  /** Words and names of one's own language, in one piece or joined: {@code createdAfter}. */
  private static final Pattern WORD =
      Pattern.compile(
          "[A-Za-z]?[a-z]*(?:[A-Z][a-z]+|[A-Z]{1,4}(?![A-Z])|['’/._-][A-Za-z]?[a-z]*)*");

  /** Numbers, dates and ids of orders. */
  private static final Pattern NUMBER = Pattern.compile("[0-9TZ.:+-]{1,40}");

  private static final int LONGEST_WORD = 48;
  private static final int LONGEST_NAME = 10;

  /** Amazon said nothing that can be shown; it is made with the patterns above. */
  public static final AmazonWords NONE = new AmazonWords("", "", "");

  public AmazonWords {
    code = CODE.matcher(code).matches() ? shown(code) : "";
    message = shown(message);
    details = shown(details);
  }

  /** The words as the end of a message: empty, or a space and the words in brackets. */
  public String inBrackets() {
    List<String> parts = new ArrayList<>();
    for (String part : List.of(code, message, details)) {
      if (!part.isEmpty() && !parts.contains(part)) {
        parts.add(part);
      }
    }
    return parts.isEmpty() ? "" : " (Amazon says: " + String.join(" | ", parts) + ")";
  }

  private static String shown(String text) {
    StringBuilder shown = new StringBuilder();
    for (String word : BLANK.split(text.strip(), -1)) {
      if (word.isEmpty()) {
        continue;
      }
      String next = isHarmless(word) ? word : HIDDEN;
      if (shown.length() + next.length() >= LONGEST_TEXT) {
        return shown.append(" …").toString();
      }
      if (!shown.isEmpty()) {
        shown.append(' ');
      }
      shown.append(next);
    }
    return shown.toString();
  }

  /** A short text of any kind, a word, or a number: no credential of Amazon is one of these. */
  private static boolean isHarmless(String words) {
    return JOINTS
        .splitAsStream(words)
        .map(word -> EDGES.matcher(word).replaceAll(""))
        .map(word -> FOREIGN.matcher(word).replaceAll("a"))
        .allMatch(AmazonWords::isPlain);
  }

  private static boolean isPlain(String word) {
    if (!VisibleAscii.isAllOf(word) || word.startsWith("Atz") || word.startsWith("amzn1")) {
      return word.isEmpty();
    }
    return word.length() <= LONGEST_NAME
        || (word.length() <= LONGEST_WORD
            && (WORD.matcher(word).matches()
                || NUMBER.matcher(word).matches()
                || MARKETPLACE.matcher(word).matches()));
  }
}
