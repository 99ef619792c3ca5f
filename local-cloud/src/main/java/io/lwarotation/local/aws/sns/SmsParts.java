package io.lwarotation.local.aws.sns;

/** Counts the parts that a text message is sent and billed as (GSM 03.38, 3GPP TS 23.040). */
public final class SmsParts {
  private static final String BASIC =
      "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
          + "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";

  /** Each of these takes the place of two. */
  private static final String EXTENDED = "\f^{}\\[~]|€";

  private SmsParts() {}

  public static int of(String text) {
    int septets = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (BASIC.indexOf(c) >= 0) {
        septets += 1;
      } else if (EXTENDED.indexOf(c) >= 0) {
        septets += 2;
      } else {
        return parts(text.length(), 70, 67);
      }
    }
    return parts(septets, 160, 153);
  }

  /** A message of several parts loses some room in each for the numbering. */
  private static int parts(int length, int single, int each) {
    return length <= single ? 1 : Math.ceilDiv(length, each);
  }
}
