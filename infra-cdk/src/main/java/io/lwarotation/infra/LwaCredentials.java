package io.lwarotation.infra;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.Tags;
import software.amazon.awscdk.services.iam.IGrantable;
import software.amazon.awscdk.services.iam.IPrincipal;
import software.amazon.awscdk.services.lambda.IFunction;
import software.amazon.awscdk.services.sns.ITopic;
import software.constructs.Construct;

/**
 * The Login-with-Amazon credentials of one application of SP-API: encrypted parameters with a key
 * of their own, a function that calls SP-API with them on a schedule, reminders, a daily watch,
 * alarms, and, where it is asked for, the rotation.
 *
 * <p>It goes into any stack of the CDK, in whatever account and region: SP-API is reached over the
 * internet. Keep its id, and that of the stack: with another id CloudFormation makes a new key, and
 * what the old one encrypted is not read any more.
 */
public final class LwaCredentials extends Construct {
  static final String TAG = "lwa-rotation:app";

  private final Application application;
  private final Reminder reminder;
  private final ScheduledCall call;
  private final @Nullable AutomaticRotation rotation;
  private final @Nullable Sweep sweep;
  private final Watch watch;

  /** All queues for what failed, by the name that people are told. */
  private final SortedMap<String, DeadLetters> deadLetters = new TreeMap<>();

  /** Adds all of it to a stack. */
  public LwaCredentials(Construct scope, String id, LwaCredentialsProps props) {
    super(scope, id);
    Settings settings = props.settings;
    Tags.of(this).add(TAG, settings.app());
    CredentialsKey key = new CredentialsKey(this, "Credentials", settings);
    NoticeTopic topic = new NoticeTopic(this, "Notices", settings, props.topic);
    CredentialParameters parameters =
        new CredentialParameters(this, "CredentialParameters", settings, key, topic, props.uploads);
    this.application = new Application(settings, key, topic, parameters, props.uploads);
    this.reminder = new Reminder(this, "Reminder", settings, topic);
    deadLetters.put("Reminder", reminder.deadLetters);
    this.call = new ScheduledCall(this, "SpApi", application);
    deadLetters.put("ScheduledCall", call.schedule.deadLetters());
    this.rotation =
        switch (settings.rotation()) {
          case REMIND -> null; // A person rotates.
          case AUTOMATIC -> new AutomaticRotation(this, "Rotation", application);
        };
    if (rotation != null) {
      deadLetters.put("NewSecret", rotation.newSecrets.deadLetters);
      deadLetters.put("Expiry", rotation.expiries.deadLetters);
      deadLetters.put("ScheduledRotation", rotation.rotateDeadLetters);
    }
    this.sweep = settings.sweep() ? new Sweep(this, "Sweep", application) : null;
    if (sweep != null) {
      deadLetters.put("Sweep", sweep.schedule.deadLetters());
    }
    this.watch = new Watch(this, "Watch", application, deadLetters);
    if (settings.dashboard()) {
      new AppDashboard(this, "Overview", application, call.function.function, deadLetters);
    }
  }

  /** The function that calls SP-API, for any caller: {@code {}} or a path of SP-API. */
  public IFunction callSpApi() {
    return call.function.function;
  }

  /** Where reminders and alarms go. */
  public ITopic topic() {
    return application.topic().topic;
  }

  /** ARN of the key that encrypts the three credentials. */
  public String keyArn() {
    return application.key().arn();
  }

  /** Name of the parameter that holds the client id. */
  public String clientIdParameter() {
    return application.paths().clientId();
  }

  /** Name of the parameter that holds the client secret. */
  public String clientSecretParameter() {
    return application.paths().clientSecret();
  }

  /** Name of the parameter that holds the refresh token. */
  public String refreshTokenParameter() {
    return application.paths().refreshToken();
  }

  /** Lets a program of yours read the three credentials, and nothing else. */
  public void grantRead(IGrantable program) {
    IPrincipal reader = program.getGrantPrincipal();
    List<String> names = application.paths().credentialsAnd();
    reader.addToPrincipalPolicy(
        Statements.allow(
            List.of("ssm:GetParameter", "ssm:GetParameters"), Statements.parameters(this, names)));
    application.key().grantDecrypt(reader, names);
  }

  /**
   * Makes the stack tell {@code ./lwa} what it needs to know, in outputs with fixed names; so for
   * one application of a stack only. {@code ./lwa} finds the stack by its name {@code lwa-NAME}, or
   * by {@code --stack}.
   */
  public void addOutputs() {
    Settings settings = application.settings();
    String app = settings.app();
    output("App", app, "The application's name, as ./lwa takes it with --app");
    output(
        "Version", version(), "The version of LWA Rotation that deployed this; see ./lwa doctor");
    output("KeyArn", keyArn(), "The key that encrypts the three credentials");
    output("TopicArn", topic().getTopicArn(), "Where reminders and alarms go");
    output("ReminderRuleName", reminder.rule.getRuleName(), "The rule behind the reminder");
    output(
        "ReminderDeadLettersUrl",
        reminder.deadLetters.queue.getQueueUrl(),
        "Reminders that could not be sent");
    output("RemindAfterDays", Integer.toString(settings.remindAfterDays()), "Age of the reminder");
    output(
        "CallSpApiFunctionName", call.function, "The function that calls SP-API, for any caller");
    output(
        "SpApiEndpoint",
        settings.spApiEndpoint().toString(),
        "Where SP-API is called; ./lwa put tries credentials there");
    output("Probe", settings.probe(), "The path that is called there, by ./lwa put as well");
    output("ScheduleName", call.schedule.schedule().getScheduleName(), "When SP-API is called");
    output(
        "WatchFunctionName",
        watch.function,
        "Looks daily whether people hear in time; may be run at any time");
    output(
        "ParametersFunctionName",
        application.parameters().creator,
        "Creates the parameters; ./lwa doctor starts it");
    for (String schedule : List.of("ScheduledCall", "ScheduledRotation", "Sweep", "Watch")) {
      outputDeadLetters(schedule, "What the schedule could not start; ./lwa status counts it");
    }
    output(
        "NextStep",
        "./lwa put --app %1$s && ./lwa doctor --app %1$s".formatted(app),
        "Stores the credentials, then shows whether all works; confirm the mail of AWS as well");
    if (settings.isPublic()) {
      output("Public", "true", "Selling partners must authorize it again after 365 days");
    }
    if (sweep != null) {
      output(
          "SweepFunctionName",
          sweep.function,
          "Tries all authorizations daily; may be run at any time");
    }
    if (rotation != null) {
      outputs(rotation);
    }
  }

  private void outputs(AutomaticRotation automatic) {
    String row =
        "Enter it in the Developer Console under Notification Preferences, row Application Client ";
    output("NewSecretQueueArn", automatic.newSecrets.queue.getQueueArn(), row + "New Secret");
    output("ExpiryQueueArn", automatic.expiries.queue.getQueueArn(), row + "Secret Expiry");
    outputDeadLetters(
        "NewSecret",
        "New secrets that could not be stored, for aws sqs start-message-move-task --source-arn");
    outputDeadLetters("Expiry", "Expiry messages that could not be read");
    output(
        "RotateFunctionName",
        automatic.rotate,
        "Asks for a new secret when it is due; may be run at any time");
    output("NewSecretFunctionName", automatic.accept, "Tries and stores new secrets");
  }

  private static String version() {
    Properties properties = new Properties();
    try (InputStream stream = LwaCredentials.class.getResourceAsStream("version.properties")) {
      properties.load(Objects.requireNonNull(stream, "version.properties"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return properties.getProperty("version");
  }

  private void outputDeadLetters(String name, String description) {
    DeadLetters letters = deadLetters.get(name);
    if (letters != null) {
      output(name + "DeadLettersArn", letters.queue.getQueueArn(), description);
    }
  }

  private void output(String id, JavaFunction function, String description) {
    output(id, function.name(), description);
  }

  private void output(String id, String value, String description) {
    CfnOutput.Builder.create(this, id)
        .value(value)
        .description(description)
        .build()
        .overrideLogicalId(id);
  }
}
