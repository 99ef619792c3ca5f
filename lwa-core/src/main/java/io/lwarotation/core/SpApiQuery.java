package io.lwarotation.core;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** What a query of SP-API must be. Messages say what is wrong and never repeat a name or value. */
final class SpApiQuery {
  static final int MAX_PARAMETERS = 64;
  static final int MAX_NAME_LENGTH = 128;
  static final int MAX_VALUE_LENGTH = 4096;

  /** Of all names and values together: servers refuse request lines that are much longer. */
  static final int MAX_LENGTH = 8192;

  private SpApiQuery() {}

  /**
   * Checks decoded names and values.
   *
   * @return a copy in the order of the names
   * @throws IllegalArgumentException one sentence that says what is wrong
   */
  static SortedMap<String, String> check(Map<String, String> query) {
    if (query.size() > MAX_PARAMETERS) {
      throw bad("has more than " + MAX_PARAMETERS + " parameters");
    }
    int length = 0;
    for (Map.Entry<String, String> parameter : query.entrySet()) {
      if (parameter.getKey().isEmpty()) {
        throw bad("has a parameter without a name");
      }
      checkText("a name", parameter.getKey(), MAX_NAME_LENGTH);
      checkText("a value", parameter.getValue(), MAX_VALUE_LENGTH);
      length += parameter.getKey().length() + parameter.getValue().length();
    }
    if (length > MAX_LENGTH) {
      throw bad("is longer than " + MAX_LENGTH + " characters");
    }
    return new TreeMap<>(query);
  }

  private static void checkText(String what, String text, int maxLength) {
    if (text.length() > maxLength) {
      throw bad("has " + what + " that is longer than " + maxLength + " characters");
    }
    if (text.codePoints().anyMatch(Character::isISOControl)) {
      throw bad("has " + what + " with a control character");
    }
    if (text.codePoints().anyMatch(c -> Character.getType(c) == Character.SURROGATE)) {
      throw bad("has " + what + " with half a character (a lone surrogate)");
    }
  }

  private static IllegalArgumentException bad(String problem) {
    return new IllegalArgumentException("The query " + problem + ".");
  }
}
