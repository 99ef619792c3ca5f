package io.lwarotation.cli.put;

import io.lwarotation.adapter.CrtHttp;
import io.lwarotation.adapter.aws.SsmRotationRecords;
import io.lwarotation.adapter.aws.SsmSecretVault;
import io.lwarotation.cli.Screen;
import io.lwarotation.cli.stack.ApplicationOptions;
import io.lwarotation.cli.stack.StackOutputs;
import io.lwarotation.cli.stack.StoredParameters;
import io.lwarotation.core.Deadline;
import io.lwarotation.core.ParameterNames;
import io.lwarotation.core.rotation.RestoreEarlierSecret;
import io.lwarotation.core.rotation.RotationRecords;
import io.lwarotation.core.rotation.SecretTrial;
import io.lwarotation.core.rotation.SecretVault;
import io.lwarotation.core.rotation.StoreCredentials;
import java.time.Duration;
import java.time.InstantSource;
import software.amazon.awssdk.services.ssm.SsmClient;

/**
 * The application's parameters and Amazon, for the commands that store credentials: what is written
 * gets the key, the tier and the reminder of the stack as it is deployed now.
 */
final class Storing implements AutoCloseable {
  private static final Duration LONGEST_DECISION = Duration.ofSeconds(60);

  /** Shorter than what Ctrl-C waits for. */
  private static final Duration LONGEST_WRITING = Duration.ofSeconds(80);

  private final ApplicationOptions application;
  private final InstantSource clock = InstantSource.system();
  private final CrtHttp http = new CrtHttp();
  private final StackOutputs stack;
  private final SsmClient ssm;
  private final SsmClient writing;
  private final SsmCredentialParameters parameters;
  private final SecretVault vault;
  private final RotationRecords records;
  private final SecretTrial trial;

  /**
   * @param command as Amazon is told: {@code lwa-put}
   */
  Storing(ApplicationOptions application, String command) {
    this.application = application;
    this.ssm = application.aws().ssm();
    this.writing = application.aws().ssmForWriting();
    ParameterNames names = application.names();
    this.stack = application.stack();
    StoredParameters.read(ssm, names, false).require(names.clientSecret());
    Shape shape =
        new Shape(stack.require("KeyArn"), Integer.parseInt(stack.require("RemindAfterDays")));
    this.parameters = new SsmCredentialParameters(ssm, writing, names, shape);
    this.vault =
        SsmSecretVault.forWriting(
            ssm,
            writing,
            names,
            new SsmSecretVault.Storage(shape.keyArn(), shape.remindAfterDays()),
            clock);
    this.records = new SsmRotationRecords(ssm, writing, names, clock);
    this.trial = application.trial(http, command);
  }

  /** Where it is to be stored, and who does it: before anybody is asked for a secret. */
  void showPlace(Screen screen) {
    application.showPlace(screen, stack);
  }

  SsmClient ssm() {
    return ssm;
  }

  SsmCredentialParameters parameters() {
    return parameters;
  }

  StoreCredentials credentials() {
    return new StoreCredentials(parameters, vault, records, trial);
  }

  RestoreEarlierSecret earlierSecret() {
    return new RestoreEarlierSecret(parameters, vault, records, trial);
  }

  /** For reading and trying. */
  Deadline toDecide() {
    return Deadline.in(LONGEST_DECISION, clock);
  }

  /** For the writing. */
  Deadline toWrite() {
    return Deadline.in(LONGEST_WRITING, clock);
  }

  /** What to say of a failure: AWS's refusals speak of the operator's rights. */
  String said(RuntimeException failure) {
    return String.valueOf(application.explain(failure).getMessage());
  }

  @Override
  public void close() {
    http.close();
    ssm.close();
    writing.close();
  }
}
