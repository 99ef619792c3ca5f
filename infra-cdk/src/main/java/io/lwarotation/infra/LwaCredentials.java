package io.lwarotation.infra;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
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

  /** Dead-letter queues that are told by another output, with a description of their own. */
  private static final Set<String> HAVE_AN_OUTPUT = Set.of("Reminder", "NewSecret", "Expiry");

  private final Settings settings;
  private final CredentialsKey key;
  private final NoticeTopic topic;
  private final CredentialParameters parameters;
  private final Reminder reminder;
  private final ScheduledCall call;
  private final @Nullable AutomaticRotation rotation;
  private final @Nullable Sweep sweep;
  private final Watch watch;

  /** Adds all of it to a stack. */
  public LwaCredentials(Construct scope, String id, LwaCredentialsProps props) {
    super(scope, id);
    this.settings = props.settings();
    Uploads uploads = props.uploads();
    Path functions = uploads.functions();
    Tags.of(this).add(TAG, settings.app());
    this.key = new CredentialsKey(this, "Credentials", settings);
    this.topic = new NoticeTopic(this, "Notices", settings, props.topic().orElse(null));
    this.parameters =
        new CredentialParameters(this, "CredentialParameters", settings, key, topic, functions);
    this.reminder = new Reminder(this, "Reminder", settings, topic);
    this.call = new ScheduledCall(this, "SpApi", settings, parameters, key, topic, uploads.call());
    Map<String, DeadLetters> deadLetters = new TreeMap<>();
    deadLetters.put("Reminder", reminder.deadLetters());
    deadLetters.put("ScheduledCall", call.deadLetters());
    this.rotation =
        switch (settings.rotation()) {
          case REMIND -> null; // A person rotates.
          case AUTOMATIC -> automatic(functions, deadLetters);
        };
    this.sweep =
        settings.sweep()
            ? new Sweep(
                this, "Sweep", new Sweep.Surroundings(settings, parameters, key, topic, functions))
            : null;
    if (sweep != null) {
      deadLetters.put("Sweep", sweep.deadLetters());
    }
    this.watch =
        new Watch(
            this,
            "Watch",
            new Watch.Surroundings(settings, parameters, topic, deadLetters, functions));
    if (settings.dashboard()) {
      new AppDashboard(this, "Overview", settings, topic, call.function(), watch.deadLetters());
    }
  }

  private AutomaticRotation automatic(Path functions, Map<String, DeadLetters> deadLetters) {
    AutomaticRotation made =
        new AutomaticRotation(
            this,
            "Rotation",
            new AutomaticRotation.Surroundings(settings, parameters, key, topic, functions));
    deadLetters.put("NewSecret", made.newSecrets().deadLetters());
    deadLetters.put("Expiry", made.expiries().deadLetters());
    deadLetters.put("ScheduledRotation", made.rotateDeadLetters());
    return made;
  }

  /** The function that calls SP-API, for any caller: {@code {}} or a path of SP-API. */
  public IFunction callSpApi() {
    return call.function();
  }

  /** Where reminders and alarms go. */
  public ITopic topic() {
    return topic.topic();
  }

  /** ARN of the key that encrypts the three credentials. */
  public String keyArn() {
    return key.arn();
  }

  /** Name of the parameter that holds the client id. */
  public String clientIdParameter() {
    return settings.parameters().clientId();
  }

  /** Name of the parameter that holds the client secret. */
  public String clientSecretParameter() {
    return settings.parameters().clientSecret();
  }

  /** Name of the parameter that holds the refresh token. */
  public String refreshTokenParameter() {
    return settings.parameters().refreshToken();
  }

  /** Lets a program of yours read the three credentials, and nothing else. */
  public void grantRead(IGrantable program) {
    IPrincipal reader = program.getGrantPrincipal();
    List<String> names = settings.parameters().secureStrings();
    parameters.grantReadAsOneLikes(reader, names);
    key.grantDecrypt(reader, names);
  }

  /**
   * Makes the stack tell {@code ./lwa} what it needs to know, in outputs with fixed names; so for
   * one application of a stack only. {@code ./lwa} finds the stack by its name {@code lwa-NAME}, or
   * by {@code --stack}.
   */
  public void addOutputs() {
    output("App", settings.app(), "The application's name, as ./lwa takes it with --app");
    output(
        "Version", version(), "The version of LWA Rotation that deployed this; see ./lwa doctor");
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
        settings.spApiEndpoint().toString(),
        "Where SP-API is called; ./lwa put tries credentials there");
    output("Probe", settings.probe(), "The path that is called there, by ./lwa put as well");
    output("ScheduleName", call.schedule().getScheduleName(), "When SP-API is called");
    output(
        "WatchFunctionName",
        watch.function().function().getFunctionName(),
        "Looks daily whether people hear in time; may be run at any time");
    output(
        "ParametersFunctionName",
        parameters.creator().function().getFunctionName(),
        "Creates the parameters; ./lwa doctor starts it");
    watch
        .deadLetters()
        .forEach(
            (name, letters) -> {
              if (!HAVE_AN_OUTPUT.contains(name)) {
                output(
                    name + "DeadLettersArn",
                    letters.queue().getQueueArn(),
                    "What the schedule could not start; ./lwa status counts it");
              }
            });
    output(
        "NextStep",
        "./lwa put --app %1$s && ./lwa doctor --app %1$s".formatted(settings.app()),
        "Stores the credentials, then shows whether all works; confirm the mail of AWS as well");
    if (settings.isPublic()) {
      output("Public", "true", "Selling partners must authorize it again after 365 days");
    }
    if (sweep != null) {
      output(
          "SweepFunctionName",
          sweep.function().function().getFunctionName(),
          "Tries all authorizations daily; may be run at any time");
    }
    if (rotation != null) {
      outputs(rotation);
    }
  }

  private void outputs(AutomaticRotation automatic) {
    String row =
        "Enter it in the Developer Console under Notification Preferences, row Application Client ";
    MessageQueue newSecrets = automatic.newSecrets();
    MessageQueue expiries = automatic.expiries();
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
        automatic.rotate().function().getFunctionName(),
        "Asks for a new secret when it is due; may be run at any time");
    output(
        "NewSecretFunctionName",
        automatic.accept().function().getFunctionName(),
        "Tries and stores new secrets");
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

  private void output(String id, String value, String description) {
    CfnOutput.Builder.create(this, id)
        .value(value)
        .description(description)
        .build()
        .overrideLogicalId(id);
  }
}
