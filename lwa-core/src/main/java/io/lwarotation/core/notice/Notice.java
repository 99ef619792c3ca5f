package io.lwarotation.core.notice;

/**
 * What people are told, without a secret.
 *
 * @param subject of the mail: under 100 characters, one line of ASCII
 * @param text of the mail: what happened and what to do
 * @param sms at most {@link GsmText#LONGEST_SMS} units
 */
public record Notice(String subject, String text, String sms) {
  private static final int LONGEST_SUBJECT = 99;

  /** Makes subject and SMS fit, whatever is in them. */
  public Notice {
    subject = subject(subject);
    sms = GsmText.fit(sms, GsmText.LONGEST_SMS);
  }

  /** SNS takes one line of ASCII that begins with a letter, digit or punctuation mark. */
  private static String subject(String text) {
    String line = GsmText.ascii(text).replaceAll("[^!-~]+", " ").strip();
    return line.length() <= LONGEST_SUBJECT ? line : line.substring(0, LONGEST_SUBJECT).strip();
  }
}
