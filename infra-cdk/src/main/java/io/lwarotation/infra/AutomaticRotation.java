package io.lwarotation.infra;

import io.github.cdklabs.cdknag.NagPackSuppression;
import io.github.cdklabs.cdknag.NagSuppressions;
import io.lwarotation.core.notice.AlarmText;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.ArnComponents;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.iam.Effect;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.Role;
import software.constructs.Construct;

/**
 * What rotates the secret without a person: one function asks Amazon for a new secret, Amazon sends
 * it to a queue, another function tries it and stores it. A second queue takes Amazon's messages
 * about the end of a secret, which can only make it earlier.
 *
 * <p>Mode {@code remind} has none of it. Whether Amazon sends a message about a rotation in the
 * console is not known, so there it would wait for something that may never come, beside a person
 * who stores the secret with {@code ./lwa put} anyway; and nothing but that person should hold the
 * right to overwrite the secret where nobody asked for more.
 */
final class AutomaticRotation extends Construct {
  /** Enough tries in the 30 days before the end; the decision itself is the function's. */
  private static final String EVERY_SIX_HOURS = "rate(6 hours)";

  private final Settings settings;
  private final CredentialParameters parameters;
  private final CredentialsKey key;
  private final NoticeTopic topic;
  private final MessageQueue newSecrets;
  private final MessageQueue expiries;
  private final JavaFunction rotate;
  private final DeadLetters rotateDeadLetters;
  private final JavaFunction accept;

  /** What the rotation works with. */
  record Surroundings(
      Settings settings,
      CredentialParameters parameters,
      CredentialsKey key,
      NoticeTopic topic,
      Path jar) {}

  AutomaticRotation(Construct scope, String id, Surroundings surroundings) {
    super(scope, id);
    this.settings = surroundings.settings();
    this.parameters = surroundings.parameters();
    this.key = surroundings.key();
    this.topic = surroundings.topic();
    NewSecretKey queueKey = new NewSecretKey(this, "NewSecretKey", settings);
    this.newSecrets =
        new MessageQueue(this, "NewSecrets", topic, queueKey, AlarmText.NEW_SECRET_NOT_STORED);
    this.expiries = new MessageQueue(this, "Expiries", topic, null, AlarmText.EXPIRY_NOT_READ);
    Construct rotation = new Construct(this, "Rotate");
    this.rotate = rotate(rotation, surroundings.jar(), queueKey);
    this.rotateDeadLetters = schedule(rotation, rotate).deadLetters();
    this.accept = accept(surroundings.jar(), queueKey);
    alarms();
  }

  MessageQueue newSecrets() {
    return newSecrets;
  }

  MessageQueue expiries() {
    return expiries;
  }

  /** Vain attempts to start {@link #rotate()}. */
  DeadLetters rotateDeadLetters() {
    return rotateDeadLetters;
  }

  JavaFunction rotate() {
    return rotate;
  }

  JavaFunction accept() {
    return accept;
  }

  /** Reads everything, since it proves the secret at SP-API, and writes its mark in the record. */
  private JavaFunction rotate(Construct scope, Path jar, NewSecretKey queueKey) {
    JavaFunction function =
        function(
            scope,
            "RotateHandler",
            jar,
            "Asks Amazon for a new client secret of ",
            Map.of("LWA_NEW_SECRET_QUEUE_URL", newSecrets.queue().getQueueUrl()));
    Role role = function.role();
    grantReading(role);
    parameters.grantWrite(role, List.of(settings.parameters().rotationRecord()));
    grantClaim(role);
    topic.grantPublish(role);
    newSecrets.grantInspect(role);
    queueKey.grantInspect(role);
    expiries.feed(function, 10);
    return function;
  }

  private FunctionSchedule.Started schedule(Construct scope, JavaFunction function) {
    return new FunctionSchedule(scope, topic)
        .start(
            function,
            "Looks whether the LWA client secret of " + settings.app() + " is due for rotation",
            EVERY_SIX_HOURS,
            "{}",
            parameters,
            AlarmText.ROTATION_NOT_STARTED);
  }

  /** The only function that may overwrite the secret. */
  private JavaFunction accept(Path jar, NewSecretKey queueKey) {
    Construct scope = new Construct(this, "NewSecret");
    JavaFunction function =
        function(
            scope,
            "NewSecretHandler",
            jar,
            "Tries and stores a new client secret of ",
            Map.of(
                "LWA_KMS_KEY_ID", key.arn(),
                "LWA_REMIND_AFTER_DAYS", Integer.toString(settings.remindAfterDays())));
    Role role = function.role();
    String secret = settings.parameters().clientSecret();
    grantReading(role);
    parameters.grantWrite(role, List.of(secret, settings.parameters().rotationRecord()));
    key.grantEncryptAdvanced(role, secret);
    topic.grantPublish(role);
    grantEvents(role);
    queueKey.grantReceive(role);
    newSecrets.feed(function, 1);
    return function;
  }

  private JavaFunction function(
      Construct scope,
      String handler,
      Path jar,
      String description,
      Map<String, String> environment) {
    Map<String, String> all = new HashMap<>(ScheduledCall.environment(settings));
    all.put("LWA_TOPIC_ARN", topic.topic().getTopicArn());
    if (settings.sweep()) {
      all.put("LWA_SWEEP_PARAMETER", settings.parameters().sweep());
    }
    all.putAll(environment);
    return new JavaFunction(
        scope,
        "Handler",
        new JavaFunction.Properties(
            "io.lwarotation.handler." + handler,
            jar,
            description + settings.app(),
            // Loads the SDK on each start, seldom: the processor that comes with it is worth more.
            1024,
            MessageQueue.TIMEOUT,
            all));
  }

  private void grantReading(Role role) {
    ParameterPaths names = settings.parameters();
    parameters.grantRead(role, settings.sweep() ? names.ofTrialsWithAny() : names.ofCalls());
    // When a text was first stored tells its age, whoever stored it again.
    parameters.grantReadHistory(role, names.clientSecret());
    key.grantDecrypt(role, settings.sweep() ? names.encrypted() : names.secureStrings());
  }

  /**
   * Lets a role say that this stack rotates its client, and see which one does. The name of that
   * parameter is made from the client id, which no template knows.
   */
  private void grantClaim(Role role) {
    List<String> claims = List.of(new ArnsOfParameters(this).of("/lwa-rotation/clients/*"));
    role.addToPolicy(
        PolicyStatement.Builder.create()
            .actions(List.of("ssm:GetParameters", "ssm:PutParameter"))
            .resources(claims)
            .build());
    role.addToPolicy(
        PolicyStatement.Builder.create()
            .effect(Effect.DENY)
            .actions(List.of("ssm:PutParameter"))
            .resources(claims)
            .conditions(Map.of("StringEquals", Map.of("ssm:Overwrite", "true")))
            .build());
    NagSuppressions.addResourceSuppressions(
        role,
        List.of(
            NagPackSuppression.builder()
                .id("AwsSolutions-IAM5")
                .reason(
                    "The parameter that says which stack rotates a client is named by a hash of the"
                        + " client id, which no template knows; overwriting one is denied.")
                .appliesTo(
                    List.of(
                        "Resource::arn:<AWS::Partition>:ssm:<AWS::Region>:<AWS::AccountId>:parameter"
                            + "/lwa-rotation/clients/*"))
                .build()),
        true);
  }

  private void grantEvents(Role role) {
    role.addToPolicy(
        PolicyStatement.Builder.create()
            .actions(List.of("events:PutEvents"))
            .resources(
                List.of(
                    Stack.of(this)
                        .formatArn(
                            ArnComponents.builder()
                                .service("events")
                                .resource("event-bus")
                                .resourceName("default")
                                .build())))
            .conditions(Map.of("StringEquals", Map.of("events:source", "lwa.rotation")))
            .build());
  }

  private void alarms() {
    Alarms alarms = new Alarms(this, topic);
    alarms.on("RotateFailed", AlarmText.ROTATION_FAILED, rotate.function().getFunctionName());
    alarms.on("NewSecretFailed", AlarmText.NEW_SECRET_FAILED, accept.function().getFunctionName());
    alarms.on("NotReceived", AlarmText.NEW_SECRET_NOT_RECEIVED, newSecrets.queue().getQueueName());
  }
}
