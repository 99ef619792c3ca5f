package io.lwarotation.infra;

/**
 * The one line that goes out when the secret has not changed for so many days. It fits into one SMS
 * of 160 GSM characters with the longest name an application may have, including what SNS and
 * EventBridge put around it.
 *
 * @param app the application's name
 * @param days the age that the policy waits for
 * @param rotation who is to rotate
 */
record ReminderText(String app, int days, Rotation rotation) {
  /**
   * The line of a rehearsal: first of all it says that it is one, so that nobody rotates.
   *
   * @param parameter name of the parameter that the real line is about
   */
  String ofDrill(String parameter) {
    String begin = "DRILL, nothing to do: this way you hear when " + parameter;
    return switch (rotation) {
      case REMIND -> begin + " is " + days + " of 180 days old";
      case AUTOMATIC -> begin + " is late to rotate by itself";
    };
  }

  /**
   * @param source of the event, {@code aws.ssm}
   * @param parameter name of the parameter that is too old
   */
  String of(String source, String parameter) {
    String begin = source + ": " + parameter;
    return switch (rotation) {
      case REMIND ->
          begin
              + " is "
              + days
              + " of 180 days old. Rotate it in Developer Console, then ./lwa put --app "
              + app;
      // Not the age, which may be that of an earlier mode; not "rotate it": a rotation may be under
      // way, and a second one is what Amazon says nothing about.
      case AUTOMATIC ->
          begin + " has not rotated by itself yet. See Rotation is late in docs/operations.md";
    };
  }
}
