package io.lwarotation.core.notice;

/**
 * The alarms, a row each: when it goes off, what it is called and says. CloudWatch writes the mail:
 * its subject is {@code ALARM: "name" in region}, its text holds the description. An alarm's SMS is
 * that subject, so the name has to say what happened.
 */
public enum AlarmText {
  PARAMETERS_FAILED(
      AlarmRule.FAILED,
      "the parameters could not be created",
      "The parameters of application %s could not be created. The log of the function Creator says"
          + " why. Fix that and deploy again."),
  CALL_FAILED(
      AlarmRule.FAILED,
      "a call of SP-API failed",
      "A call to SP-API for application %s failed. The function's log says why and what to do."),
  CALL_NOT_STARTED(
      AlarmRule.DEAD_LETTER,
      "the scheduled call of SP-API was not started",
      "The scheduled call for application %s could not be started. The message in the dead-letter"
          + " queue says why; most often a role was changed."),
  EARLIER_SECRET_IN_USE(
      AlarmRule.EARLIER_SECRET,
      "the stored secret is refused, an earlier one is in use",
      "Amazon refuses the stored client secret of application %s. Calls go on with the one before it,"
          + " which works for at most 7 days after its rotation. Store the right one with ./lwa put."),
  WATCH_FAILED(
      AlarmRule.FAILED,
      "the watch failed",
      "The watch of application %s failed. Until it works again, only alarms warn you before the secret"
          + " expires. The log of the function Watch says why it failed."),
  WATCH_NOT_STARTED(
      AlarmRule.DEAD_LETTER,
      "the watch was not started",
      "The watch of application %s could not be started. The message in the dead-letter queue says why;"
          + " most often a role was changed."),
  SWEEP_FAILED(
      AlarmRule.FAILED,
      "the sweep of the authorizations failed",
      "Not all authorizations of application %s were tried. The sweep tries again tomorrow. The log of the"
          + " function Sweep says why it failed."),
  SWEEP_NOT_STARTED(
      AlarmRule.DEAD_LETTER,
      "the sweep of the authorizations was not started",
      "The sweep of the authorizations of application %s could not be started. The message in the"
          + " dead-letter queue says why; most often a role was changed."),
  DAYS_LEFT(
      AlarmRule.FEW_DAYS_LEFT,
      "secret under 14 days, or no watch ran",
      "The LWA client secret of application %s has less than 14 days left, or the watch has not run for"
          + " a day. Rotate the secret in the Developer Console and run ./lwa put, or read the log of the"
          + " function Watch."),
  NOBODY_CONFIRMED(
      AlarmRule.NONE_CONFIRMED,
      "nobody would hear of anything",
      "No subscription of application %s is confirmed, so nobody is told before the secret expires."
          + " Subscribe again and confirm AWS's mail."),
  REMINDER_FAILED(
      AlarmRule.NOT_HANDED_OVER,
      "a reminder could not be handed over",
      "The reminder for application %s could not be published to the topic. Check the secret's age now,"
          + " then the topic's policy."),
  REMINDER_NOT_DELIVERED(
      AlarmRule.DEAD_LETTER,
      "a reminder lies in the dead letters",
      "A reminder for application %s did not reach the topic. Check the secret's age now, then the"
          + " topic's policy."),
  ROTATION_FAILED(
      AlarmRule.FAILED,
      "the rotation failed",
      "The rotation for application %s failed. It tries again within 6 hours. The log of the function"
          + " Rotate says why it failed."),
  ROTATION_NOT_STARTED(
      AlarmRule.DEAD_LETTER,
      "the rotation was not started",
      "The rotation for application %s could not be started. The message in the dead-letter queue says"
          + " why; most often a role was changed."),
  NEW_SECRET_FAILED(
      AlarmRule.FAILED,
      "taking in a new secret broke off",
      "The function NewSecret of application %s crashed or timed out. Its message comes again in 12"
          + " minutes. The function's log says why."),
  NEW_SECRET_NOT_RECEIVED(
      AlarmRule.NOT_RECEIVED,
      "a new secret waits and nothing takes it in",
      "A new client secret for application %s is waiting in its queue, and nothing takes it out. Check"
          + " that the event source mapping of the function NewSecret is enabled and reports no problem,"
          + " and that the queue's key is enabled."),
  NEW_SECRET_NOT_STORED(
      AlarmRule.DEAD_LETTER,
      "a new secret could not be stored",
      "A new client secret for application %s could not be stored and is in the dead-letter queue. The"
          + " log of the function NewSecret says why. Fix that and redrive the message within 7 days of"
          + " the rotation."),
  EXPIRY_NOT_READ(
      AlarmRule.DEAD_LETTER,
      "a message about the secret's end was not read",
      "A message about when the client secret of application %s expires could not be read, or a new"
          + " secret was sent to the wrong queue. The log of the function Rotate says which it is and"
          + " what to do.");

  private final AlarmRule rule;
  private final String title;
  private final String description;

  AlarmText(AlarmRule rule, String title, String description) {
    this.rule = rule;
    this.title = title;
    this.description = description;
  }

  /** What it looks at, and what makes it go off. */
  public AlarmRule rule() {
    return rule;
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
