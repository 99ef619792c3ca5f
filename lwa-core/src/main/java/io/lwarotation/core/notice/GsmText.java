package io.lwarotation.core.notice;

import java.text.Normalizer;

/**
 * Text for an SMS. One of 160 units is one message; with a single character outside of the GSM
 * alphabet only 70 are.
 *
 * @see <a href="https://docs.aws.amazon.com/sns/latest/dg/sms_publish-to-phone.html">SNS: SMS</a>
 */
public final class GsmText {
  /** Units of one message, less what the topic's display name, {@code LWA> }, takes of them. */
  public static final int LONGEST_SMS = 160 - "LWA> ".length();

  private static final String BASIC =
      "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡"
          + "ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";

  /** These are sent as two units. */
  private static final String EXTENDED = "^{}\\[~]|€";

  private GsmText() {}

  /**
   * How many units a text takes.
   *
   * @throws IllegalArgumentException if a character is outside of the alphabet
   */
  public static int units(String text) {
    return text.codePoints()
        .map(
            c -> {
              if (BASIC.indexOf(c) >= 0) {
                return 1;
              }
              if (EXTENDED.indexOf(c) >= 0) {
                return 2;
              }
              throw new IllegalArgumentException("not in the GSM alphabet");
            })
        .sum();
  }

  /** The text in the GSM alphabet, cut to so many units. */
  static String fit(String text, int most) {
    StringBuilder fitting = new StringBuilder();
    int units = 0;
    for (int c : inAlphabet(text).codePoints().toArray()) {
      units += EXTENDED.indexOf(c) >= 0 ? 2 : 1;
      if (units > most) {
        break;
      }
      fitting.appendCodePoint(c);
    }
    return fitting.toString();
  }

  private static String inAlphabet(String text) {
    StringBuilder known = new StringBuilder();
    Normalizer.normalize(text, Normalizer.Form.NFC)
        .codePoints()
        .forEach(
            c -> {
              if (BASIC.indexOf(c) >= 0 || EXTENDED.indexOf(c) >= 0) {
                known.appendCodePoint(c);
              } else {
                known.append(ascii(Character.toString(c)));
              }
            });
    return known.toString();
  }

  /** In letters without marks; German ones as they are written without umlauts, others as "?". */
  static String ascii(String text) {
    StringBuilder plain = new StringBuilder();
    Normalizer.normalize(text, Normalizer.Form.NFC)
        .codePoints()
        .forEach(c -> plain.append(asciiOf(c)));
    return plain.toString();
  }

  private static String asciiOf(int c) {
    return switch (c) {
      case 'ä' -> "ae";
      case 'ö' -> "oe";
      case 'ü' -> "ue";
      case 'Ä' -> "Ae";
      case 'Ö' -> "Oe";
      case 'Ü' -> "Ue";
      case 'ß' -> "ss";
      case '–', '—' -> "-";
      case '’', '‘', '`' -> "'";
      case '“', '”', '„' -> "\"";
      case '…' -> "...";
      default -> {
        if (c < 0x80) {
          yield c < ' ' || c == 0x7f ? " " : Character.toString(c);
        }
        String bare =
            Normalizer.normalize(Character.toString(c), Normalizer.Form.NFD)
                .replaceAll("[^\\x20-\\x7e]", "");
        yield bare.isEmpty() ? "?" : bare;
      }
    };
  }
}
