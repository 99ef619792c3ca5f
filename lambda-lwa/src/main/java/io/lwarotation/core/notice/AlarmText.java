package io.lwarotation.core.notice;

/**
 * What an alarm of CloudWatch is called and says. CloudWatch writes the mail: its subject is {@code
 * ALARM: "name" in region}, its text holds the description; an SMS is the subject alone, so the
 * name has to say what happened.
 */
public enum AlarmText {
  PARAMETERS_FAILED(
      "the parameters could not be created",
      "The parameters of application %s could not be created: the log of the function Creator says"
          + " why; then deploy again."),
  CALL_FAILED(
      "a call of SP-API failed",
      "A call of SP-API for application %s failed: the function's log says why and what to do."),
  CALL_NOT_STARTED(
      "the scheduled call of SP-API was not started",
      "The scheduled call for application %s could not be started: the message says why, most often"
          + " a changed role."),
  EARLIER_SECRET_IN_USE(
      "the stored secret is refused, an earlier one is in use",
      "The stored client secret of application %s is refused and calls go on with the one before it,"
          + " for at most 7 days after its rotation: store the right one with ./lwa put."),
  WATCH_FAILED(
      "the watch failed",
      "The watch of application %s failed: until it is mended only alarms tell of the secret's end;"
          + " the log of the function Watch says why."),
  WATCH_NOT_STARTED(
      "the watch was not started",
      "The watch of application %s could not be started: the message says why, most often a changed"
          + " role."),
  DAYS_LEFT(
      "secret under 14 days, or no watch ran",
      "The LWA client secret of application %s has less than 14 days left, or the watch did not run"
          + " for a day: rotate in the Developer Console and ./lwa put, or look at the log of the"
          + " function Watch."),
  NOBODY_CONFIRMED(
      "nobody would hear of anything",
      "No subscription of application %s is confirmed: nobody would hear of the secret's end."
          + " Subscribe again and confirm the mail of AWS."),
  REMINDER_FAILED(
      "a reminder could not be handed over",
      "The reminder for application %s could not be handed to the topic: look at the secret's age"
          + " now, then at the topic's policy."),
  REMINDER_NOT_DELIVERED(
      "a reminder lies in the dead letters",
      "A reminder for application %s did not reach the topic: look at the secret's age now, then at"
          + " the topic's policy."),
  ROTATION_FAILED(
      "the rotation failed",
      "The rotation for application %s failed; the next run, within 6 hours, tries again: the log of"
          + " the function Rotate says why."),
  ROTATION_NOT_STARTED(
      "the rotation was not started",
      "The rotation for application %s could not be started: the message says why, most often a"
          + " changed role."),
  NEW_SECRET_FAILED(
      "taking in a new secret broke off",
      "The function NewSecret of application %s broke off; its message comes again in 12 minutes: the"
          + " function's log says why."),
  NEW_SECRET_NOT_RECEIVED(
      "a new secret waits and nothing takes it in",
      "A new client secret for application %s waits and nothing takes it in: look whether the event"
          + " source mapping of the function NewSecret is enabled and says no problem, and whether its"
          + " key is enabled."),
  NEW_SECRET_NOT_STORED(
      "a new secret could not be stored",
      "A new client secret for application %s could not be stored and waits in the dead-letter queue:"
          + " the log of the function NewSecret says why; mend that and redrive it within 7 days of the"
          + " rotation."),
  EXPIRY_NOT_READ(
      "a message about the secret's end was not read",
      "A message about the end of the client secret of application %s could not be read, or it is a"
          + " new secret in the wrong queue: the log of the function Rotate says which and what to"
          + " do.");

  private final String title;
  private final String description;

  AlarmText(String title, String description) {
    this.title = title;
    this.description = description;
  }

  /** The alarm's name: unique in an account and region, as the application's is. */
  public String name(String app) {
    return app + ": " + title;
  }

  /** What it means and what to do. */
  public String description(String app) {
    return description.formatted(app);
  }
}
