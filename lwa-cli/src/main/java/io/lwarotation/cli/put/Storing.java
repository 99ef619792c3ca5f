package io.lwarotation.cli.put;

import io.lwarotation.adapter.aws.SsmRotationRecords;
import io.lwarotation.adapter.aws.SsmSecretVault;
import io.lwarotation.cli.CriticalSection;
import io.lwarotation.cli.Screen;
import io.lwarotation.cli.stack.ApplicationOptions;
import io.lwarotation.cli.stack.Session;
import io.lwarotation.cli.stack.Shape;
import io.lwarotation.cli.stack.StackOutputs;
import io.lwarotation.cli.stack.StoredParameters;
import io.lwarotation.core.Deadline;
import io.lwarotation.core.rotation.Credential;
import io.lwarotation.core.rotation.RestoreEarlierSecret;
import io.lwarotation.core.rotation.RotationRecords;
import io.lwarotation.core.rotation.SecretTrial;
import io.lwarotation.core.rotation.SecretVault;
import io.lwarotation.core.rotation.StoreCredentials;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ssm.SsmClient;

/**
 * The application's parameters and Amazon, for the commands that store credentials: what is written
 * gets the key, the tier and the reminder of the stack as it is deployed now.
 */
final class Storing extends Session {
  /** Shorter than what Ctrl-C waits for. */
  private static final Duration LONGEST_WRITING = Duration.ofSeconds(80);

  private final Screen screen;
  private final PrintWriter err;
  private final StackOutputs stack = application.stack();
  private final SsmCredentialParameters parameters;
  private final SecretVault vault;
  private final RotationRecords records;
  private final SecretTrial trial;

  Storing(ApplicationOptions application, String command, Screen screen, PrintWriter err) {
    super(application, command);
    this.screen = screen;
    this.err = err;
    StoredParameters.read(ssm, names, false).require(names.clientSecret());
    SsmClient writing = application.aws().ssmForWriting();
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
    this.trial = secretTrial();
  }

  /** Where it is to be stored, and who does it: before anybody is asked for a secret. */
  void showPlace() {
    application.showPlace(screen, stack);
  }

  /** What is not as the stack wants it, as the end of a sentence. */
  Optional<String> misshaped(Credential credential) {
    return parameters.misshaped(credential, deadline());
  }

  /** The day that the console shows, from its first moment. */
  static Optional<Instant> midnight(@Nullable LocalDate expires) {
    return Optional.ofNullable(expires).map(date -> date.atStartOfDay(ZoneOffset.UTC).toInstant());
  }

  /** Decides, writes and reports; ends with the exit code. */
  int run(StoreCredentials.Request request, boolean dryRun) throws Exception {
    StoreCredentials store = new StoreCredentials(parameters, vault, records, trial);
    PutReport report = new PutReport(screen, application);
    if (Screen.terminal().isPresent()) {
      err.println("  Trying them at Login with Amazon and SP-API …");
      err.flush();
    }
    return switch (store.decide(request, deadline())) {
      case StoreCredentials.Decision.Refused refused -> report.refused(refused);
      case StoreCredentials.Decision.Possible possible when dryRun -> report.wouldStore(possible);
      case StoreCredentials.Decision.Possible possible ->
          new CriticalSection(err)
              .run(() -> report.show(possible, store.carryOut(possible, toWrite())));
    };
  }

  RestoreEarlierSecret earlierSecret() {
    return new RestoreEarlierSecret(parameters, vault, records, trial);
  }

  /** For the writing. */
  Deadline toWrite() {
    return Deadline.in(LONGEST_WRITING, clock);
  }
}
