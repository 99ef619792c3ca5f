package io.lwarotation.core;

/** The characters of which Amazon's credentials are made. */
final class VisibleAscii {
  private VisibleAscii() {}

  /** Whether the text has no other: no space, line break, control or accented character. */
  static boolean isAllOf(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c <= ' ' || c >= 0x7f) {
        return false;
      }
    }
    return true;
  }
}
