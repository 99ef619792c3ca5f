package io.lwarotation.infra;

/**
 * The one line that goes out when the secret has not changed for so many days. It fits into one SMS
 * of 160 GSM characters with the longest name an application may have, including what SNS and
 * EventBridge put around it.
 *
 * @param app the application's name
 * @param days the age that the policy waits for
 */
record ReminderText(String app, int days) {
  /**
   * @param source of the event: {@code aws.ssm}, or {@code lwa.drill} in a rehearsal
   * @param parameter name of the parameter that is too old
   */
  String of(String source, String parameter) {
    return source
        + ": "
        + parameter
        + " is "
        + days
        + " of 180 days old. Rotate it in Developer Console, then ./lwa put --app "
        + app;
  }
}
