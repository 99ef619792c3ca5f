package io.lwarotation.cli.status;

import io.lwarotation.adapter.sdk.SsmRotationRecords;
import io.lwarotation.adapter.sdk.SsmSecretVault;
import io.lwarotation.cli.Screen;
import io.lwarotation.cli.stack.ApplicationOptions;
import io.lwarotation.cli.stack.AwsTrouble;
import io.lwarotation.cli.stack.SecretVersion;
import io.lwarotation.cli.stack.StackOutputs;
import io.lwarotation.core.Deadline;
import io.lwarotation.core.NotConfiguredException;
import io.lwarotation.core.ParameterNames;
import io.lwarotation.core.StoreException;
import io.lwarotation.core.rotation.ForeseeRotation;
import io.lwarotation.core.rotation.RotationPolicy;
import io.lwarotation.core.rotation.RotationSettings;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ssm.SsmClient;

/** {@code lwa status}. */
@Command(
    name = "status",
    description = {
      "Tells how long the client secret still lives and whether all that watches over it is in order: versions,"
          + " rotation, grace of the old secret, subscriptions, queues, last call. Calls neither Login with Amazon"
          + " nor SP-API: that is ./lwa check."
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  ./lwa status --app my-erp",
      "  ./lwa status --json | jq .daysLeft",
      "  ./lwa status >/dev/null || echo 'look after the secret'",
      "",
      "--json prints one object: app, mode (remind or automatic), level (fine, soon or now), now, version, expiresAt,",
      "daysLeft (both null while no secret is stored), versions: [{version, writtenAt, writtenBy}],",
      "findings: [{name, level, text}] with the names secret, rotation, grace, subscriptions, queues, lastCall.",
      "What may not be read is said so and changes no exit code."
    })
public final class StatusCommand implements Callable<Integer> {
  private static final Duration LONGEST = Duration.ofSeconds(30);

  @Option(names = "--json", description = "Print the status as JSON.")
  private boolean json;

  @Mixin private ApplicationOptions application = new ApplicationOptions();

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    Application status;
    try (SsmClient ssm = application.aws().ssm()) {
      status = look(ssm);
    } catch (SdkException e) {
      throw AwsTrouble.explain(e, application.aws());
    }
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(StatusJson.of(status).toPrettyString());
    } else {
      new StatusScreen(Screen.on(out)).show(status);
    }
    return status.level().exitCode();
  }

  private Application look(SsmClient ssm) {
    String app = application.app();
    ParameterNames names = application.names();
    StackOutputs stack = application.stack();
    StoredState state = StoredState.read(ssm, names);
    SecretFindings secret = new SecretFindings(app, stack.isAutomatic());
    StackFindings around = new StackFindings(app, stack, application.aws());
    List<Finding> findings = new ArrayList<>();
    findings.add(secret.secret(state));
    boolean isStored = state.notSet().isEmpty();
    if (isStored) {
      findings.add(rotation(ssm, names, secret, stack.isAutomatic()));
      findings.addAll(secret.grace(state));
    }
    findings.add(around.subscriptions());
    findings.add(around.queues());
    findings.add(around.lastCall(state.readAt()));
    return new Application(
        app,
        stack.isAutomatic() ? "automatic" : "remind",
        state.readAt(),
        state.expiry().version(),
        isStored ? state.expiry().expiresAt() : null,
        isStored ? OptionalLong.of(state.expiry().daysLeft(state.readAt())) : OptionalLong.empty(),
        versions(ssm, names),
        findings);
  }

  private static Finding rotation(
      SsmClient ssm, ParameterNames names, SecretFindings secret, boolean automatic) {
    if (!automatic) {
      return secret.rotation(null, "");
    }
    InstantSource clock = InstantSource.system();
    ForeseeRotation foresee =
        new ForeseeRotation(
            new RotationPolicy(RotationSettings.STANDARD),
            SsmSecretVault.forReading(ssm, names, clock),
            new SsmRotationRecords(ssm, ssm, names, clock));
    try {
      return secret.rotation(foresee.run(Deadline.in(LONGEST, clock)).decision(), "");
    } catch (StoreException | NotConfiguredException e) {
      return secret.rotation(null, String.valueOf(e.getMessage()));
    }
  }

  /** Empty where they may not be listed: they are told for information only. */
  private static List<SecretVersion> versions(SsmClient ssm, ParameterNames names) {
    try {
      return SecretVersion.of(names.clientSecret(), ssm);
    } catch (SdkException _) {
      return List.of();
    }
  }
}
