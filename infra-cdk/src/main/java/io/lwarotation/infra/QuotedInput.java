package io.lwarotation.infra;

import java.util.regex.Pattern;

/** How an input is repeated in an error message: short, printable, and never a credential. */
final class QuotedInput {
  private static final int LONGEST = 60;

  /** How Amazon's client ids and secrets, tokens, and AWS's keys begin. */
  private static final Pattern CREDENTIAL =
      Pattern.compile("amzn1\\.|atz[ar]\\||a[ks]ia[a-z0-9]{8}", Pattern.CASE_INSENSITIVE);

  private QuotedInput() {}

  /** Whether it begins, or goes on after a sign, as credentials do. */
  static boolean looksLikeCredential(String text) {
    return CREDENTIAL.matcher(text).find();
  }

  static String text(String text) {
    if (looksLikeCredential(text)) {
      return "(not shown: it looks like a credential, and none belongs into the settings)";
    }
    String printable = text.replaceAll("[^\\x20-\\x7e]", "?");
    return "\""
        + (printable.length() <= LONGEST ? printable : printable.substring(0, LONGEST) + "…")
        + "\"";
  }
}
