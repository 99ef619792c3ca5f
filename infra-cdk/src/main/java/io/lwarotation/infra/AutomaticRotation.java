package io.lwarotation.infra;

import io.lwarotation.core.notice.AlarmText;
import java.util.List;
import java.util.Map;
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

  private final Application application;
  final MessageQueue newSecrets;
  final MessageQueue expiries;
  final JavaFunction rotate;
  final DeadLetters rotateDeadLetters;
  final JavaFunction accept;

  AutomaticRotation(Construct scope, String id, Application application) {
    super(scope, id);
    this.application = application;
    NoticeTopic topic = application.topic();
    NewSecretKey queueKey = new NewSecretKey(this, "NewSecretKey", application.settings());
    this.newSecrets =
        new MessageQueue(this, "NewSecrets", topic, queueKey, AlarmText.NEW_SECRET_NOT_STORED);
    this.expiries = new MessageQueue(this, "Expiries", topic, null, AlarmText.EXPIRY_NOT_READ);
    Construct rotation = new Construct(this, "Rotate");
    this.rotate = rotate(rotation, queueKey);
    this.rotateDeadLetters =
        FunctionSchedule.start(
                rotation,
                application,
                rotate,
                "Looks whether the LWA client secret of "
                    + application.name()
                    + " is due for rotation",
                EVERY_SIX_HOURS,
                "{}",
                AlarmText.ROTATION_NOT_STARTED)
            .deadLetters();
    this.accept = accept(new Construct(this, "NewSecret"), queueKey);
    Alarms alarms = new Alarms(this, topic);
    alarms.on("RotateFailed", AlarmText.ROTATION_FAILED, rotate.name());
    alarms.on("NewSecretFailed", AlarmText.NEW_SECRET_FAILED, accept.name());
    alarms.on("NotReceived", AlarmText.NEW_SECRET_NOT_RECEIVED, newSecrets.queue.getQueueName());
  }

  /** Reads everything, since it proves the secret at SP-API, and writes its mark in the record. */
  private JavaFunction rotate(Construct scope, NewSecretKey queueKey) {
    JavaFunction function =
        function(
            scope,
            Handler.ROTATE,
            Map.of("LWA_NEW_SECRET_QUEUE_URL", newSecrets.queue.getQueueUrl()));
    Role role = function.role;
    application.parameters().grantWrite(role, List.of(application.paths().rotationRecord()));
    grantClaim(role);
    application.topic().grantPublish(role);
    newSecrets.grantInspect(role);
    queueKey.grantInspect(role);
    expiries.feed(function, 10);
    return function;
  }

  /** The only function that may overwrite the secret. */
  private JavaFunction accept(Construct scope, NewSecretKey queueKey) {
    JavaFunction function =
        function(
            scope,
            Handler.NEW_SECRET,
            Map.of(
                "LWA_KMS_KEY_ID",
                application.key().arn(),
                "LWA_REMIND_AFTER_DAYS",
                Integer.toString(application.settings().remindAfterDays())));
    Role role = function.role;
    String secret = application.paths().clientSecret();
    application
        .parameters()
        .grantWrite(role, List.of(secret, application.paths().rotationRecord()));
    application.key().grantEncryptAdvanced(role, secret);
    application.topic().grantPublish(role);
    role.addToPolicy(
        Statements.allow(
            List.of("events:PutEvents"),
            List.of(Statements.arn(this, "events", "event-bus/default")),
            Map.of("StringEquals", Map.of("events:source", "lwa.rotation"))));
    queueKey.grantReceive(role);
    newSecrets.feed(function, 1);
    return function;
  }

  /** A function that may read what a trial of a secret needs. */
  private JavaFunction function(Construct scope, Handler handler, Map<String, String> more) {
    Settings settings = application.settings();
    ParameterPaths names = application.paths();
    Map<String, String> environment = application.variablesOfCalls();
    environment.put("LWA_TOPIC_ARN", application.topic().topic.getTopicArn());
    if (settings.sweep()) {
      environment.put("LWA_SWEEP_PARAMETER", names.sweep());
    }
    environment.putAll(more);
    JavaFunction function = application.function(scope, "Handler", handler, environment);
    Role role = function.role;
    CredentialParameters parameters = application.parameters();
    // With the sweep, a trial takes the authorization that worked last in it.
    parameters.grantRead(
        role,
        settings.sweep()
            ? names.credentialsAnd(names.rotationRecord(), names.sweep(), names.anyAuthorization())
            : names.credentialsAnd(names.rotationRecord()));
    // When a text was first stored tells its age, whoever stored it again.
    parameters.grantReadHistory(role, names.clientSecret());
    application
        .key()
        .grantDecrypt(role, settings.sweep() ? names.encrypted() : names.credentialsAnd());
    return function;
  }

  /**
   * Lets a role say that this stack rotates its client, and see which one does. The name of that
   * parameter is made from the client id, which no template knows.
   */
  private void grantClaim(Role role) {
    List<String> claims = Statements.parameters(this, List.of("/lwa-rotation/clients/*"));
    role.addToPolicy(Statements.allow(List.of("ssm:GetParameters", "ssm:PutParameter"), claims));
    role.addToPolicy(Statements.denyOverwriting(claims));
    Statements.acceptWildcard(
        role,
        "The parameter that says which stack rotates a client is named by a hash of the client id,"
            + " which no template knows; overwriting one is denied.",
        "Resource::arn:<AWS::Partition>:ssm:<AWS::Region>:<AWS::AccountId>:parameter"
            + "/lwa-rotation/clients/*");
  }
}
