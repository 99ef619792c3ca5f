package io.lwarotation.core.notice;

/**
 * The one line that goes out when the secret has not changed for so many days. An EventBridge rule
 * fills it in and SNS delivers it as it is, without code of ours: it fits into one SMS with the
 * longest name that an application may have, including what the two put around it.
 *
 * @param days the age that the policy waits for
 */
public record ReminderLine(String app, int days, boolean automatic) {
  /** What SNS writes above a mail that comes without a subject. */
  private static final String SUBJECT = "AWS Notification Message";

  /**
   * The line of a reminder.
   *
   * @param source of the event, {@code aws.ssm}
   * @param parameter name of the parameter that is too old
   */
  public String of(String source, String parameter) {
    String begin = source + ": " + parameter;
    // Automatic: not the age, which may be that of an earlier mode; not "rotate it": a rotation may
    // be under way, and a second one is what Amazon says nothing about.
    return automatic
        ? begin + " has not rotated by itself yet. See Rotation is late in docs/operations.md"
        : begin
            + " is "
            + days
            + " of 180 days old. Rotate it, see docs/operations.md, then ./lwa put --app "
            + app;
  }

  /**
   * The line of a rehearsal: first of all it says that it is one, so that nobody rotates.
   *
   * @param parameter name of the parameter that the real line is about
   */
  public String ofDrill(String parameter) {
    String begin = "DRILL, nothing to do: this is how you hear that " + parameter;
    return automatic
        ? begin + " did not rotate by itself"
        : begin + " is " + days + " of 180 days old";
  }

  /** A line as it arrives: EventBridge hands it to SNS in quotation marks. */
  static Notice arriving(String line) {
    return new Notice(SUBJECT, "\"" + line + "\"", "\"" + line + "\"");
  }
}
