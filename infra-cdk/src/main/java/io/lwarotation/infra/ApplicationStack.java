package io.lwarotation.infra;

import java.util.Map;
import java.util.TreeMap;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.Tags;
import software.constructs.Construct;

/**
 * Everything that one application of SP-API needs in AWS. It goes into whatever account and region
 * the CDK's command line is told: SP-API is reached over the internet from any.
 */
final class ApplicationStack extends Stack {
  static final String TAG = "lwa-rotation:app";

  ApplicationStack(Construct scope, Settings settings, Uploads uploads) {
    super(
        scope,
        settings.stackName(),
        StackProps.builder()
            .stackName(settings.stackName())
            .description(
                "LWA credentials of SP-API application %s (%s)"
                    .formatted(settings.app(), settings.region().displayName()))
            .analyticsReporting(false)
            .build());
    Tags.of(this).add(TAG, settings.app());
    CredentialsKey key = new CredentialsKey(this, "Credentials", settings);
    NoticeTopic topic = new NoticeTopic(this, "Notices", settings);
    CredentialParameters parameters =
        new CredentialParameters(
            this, "CredentialParameters", settings, key, topic, uploads.functions());
    Reminder reminder = new Reminder(this, "Reminder", settings, topic);
    ScheduledCall call =
        new ScheduledCall(this, "SpApi", settings, parameters, key, topic, uploads.call());
    Map<String, DeadLetters> deadLetters = new TreeMap<>();
    deadLetters.put("Reminder", reminder.deadLetters());
    deadLetters.put("ScheduledCall", call.deadLetters());
    switch (settings.rotation()) {
      case REMIND -> {} // A person rotates.
      case AUTOMATIC -> {
        AutomaticRotation rotation =
            new AutomaticRotation(
                this,
                "Rotation",
                new AutomaticRotation.Surroundings(
                    settings, parameters, key, topic, uploads.functions()));
        deadLetters.put("NewSecret", rotation.newSecrets().deadLetters());
        deadLetters.put("Expiry", rotation.expiries().deadLetters());
        deadLetters.put("ScheduledRotation", rotation.rotateDeadLetters());
        outputs(rotation);
      }
    }
    Watch watch =
        new Watch(
            this,
            "Watch",
            new Watch.Surroundings(settings, parameters, topic, deadLetters, uploads.functions()));
    if (settings.dashboard()) {
      new AppDashboard(this, "Overview", settings, topic, call.function(), watch.deadLetters());
    }
    outputs(settings, key, topic, reminder, call);
    output(
        "WatchFunctionName",
        watch.function().function().getFunctionName(),
        "Looks daily whether people hear in time; may be run at any time");
  }

  private void outputs(
      Settings settings,
      CredentialsKey key,
      NoticeTopic topic,
      Reminder reminder,
      ScheduledCall call) {
    output("App", settings.app(), "The application's name, as ./lwa takes it with --app");
    output("KeyArn", key.arn(), "The key that encrypts the three credentials");
    output("TopicArn", topic.topic().getTopicArn(), "Where reminders and alarms go");
    output("ReminderRuleName", reminder.rule().getRuleName(), "The rule behind the reminder");
    output(
        "ReminderDeadLettersUrl",
        reminder.deadLetters().queue().getQueueUrl(),
        "Reminders that could not be sent");
    output("RemindAfterDays", Integer.toString(settings.remindAfterDays()), "Age of the reminder");
    output(
        "CallSpApiFunctionName",
        call.function().getFunctionName(),
        "The function that calls SP-API, for any caller");
    output(
        "SpApiEndpoint",
        settings.region().endpoint().toString(),
        "Where SP-API is called; ./lwa put tries credentials there");
    output("ScheduleName", call.schedule().getScheduleName(), "When SP-API is called");
    output(
        "NextStep",
        "./lwa put --app " + settings.app(),
        "Stores the credentials; confirm the mail of AWS as well");
  }

  private void outputs(AutomaticRotation rotation) {
    String row =
        "Enter it in the Developer Console under Notification Preferences, row Application Client ";
    MessageQueue newSecrets = rotation.newSecrets();
    MessageQueue expiries = rotation.expiries();
    output("NewSecretQueueArn", newSecrets.queue().getQueueArn(), row + "New Secret");
    output("ExpiryQueueArn", expiries.queue().getQueueArn(), row + "Secret Expiry");
    output(
        "NewSecretDeadLettersArn",
        newSecrets.deadLetters().queue().getQueueArn(),
        "New secrets that could not be stored, for aws sqs start-message-move-task --source-arn");
    output(
        "ExpiryDeadLettersArn",
        expiries.deadLetters().queue().getQueueArn(),
        "Expiry messages that could not be read");
    output(
        "RotateFunctionName",
        rotation.rotate().function().getFunctionName(),
        "Asks for a new secret when it is due; may be run at any time");
    output(
        "NewSecretFunctionName",
        rotation.accept().function().getFunctionName(),
        "Tries and stores new secrets");
  }

  private void output(String id, String value, String description) {
    CfnOutput.Builder.create(this, id).value(value).description(description).build();
  }
}
