package io.lwarotation.cli.checks;

import io.lwarotation.cli.AwsOptions;
import io.lwarotation.cli.Screen;
import io.lwarotation.cli.stack.ApplicationOptions;
import io.lwarotation.cli.stack.StackOutputs;
import io.lwarotation.core.ParameterNames;
import io.lwarotation.core.StoreException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import software.amazon.awssdk.core.exception.SdkException;

/** {@code lwa status}. */
@Command(
    name = "status",
    description = {
      "Shows how long the client secret lasts and whether everything that watches over it is in order: versions,"
          + " rotation, grace of the old secret, subscriptions, alarms, queues, last call. Does not call"
          + " Login with Amazon or SP-API, as ./lwa check does.",
      "",
      "Without an application, it shows all that are deployed in the account and region, worst first."
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  ./lwa status",
      "  ./lwa status --app my-erp",
      "  ./lwa status --app my-erp --json | jq .daysLeft",
      "  ./lwa status --json | jq '.applications[] | select(.level != \"fine\") | .app'",
      "  ./lwa status --html status.html",
      "  ./lwa status >/dev/null || echo 'look after the secret'",
      "",
      "With --app, --json prints one object: app, mode (remind or automatic), level (fine, unknown, soon or now),"
          + " now, version, expiresAt, daysLeft (both null while no secret is stored),"
          + " versions: [{version, writtenAt, writtenBy}],"
          + " findings: [{name, level, text}] with the names secret, rotation, grace, subscriptions, authorizations, alarms, queues, lastCall.",
      "Without it: region, level (the worst), applications: a list of these objects.",
      "Act soon: 30 days left (in the automatic mode 21), or a subscription or a message to look at. Act now:"
          + " 7 days left, expired, not stored, a new secret lost, or an alarm.",
      "Needs the rights cloudformation:DescribeStacks, ssm:GetParameters,",
      "ssm:GetParameterHistory, ssm:GetParametersByPath, sns:ListSubscriptionsByTopic,",
      "cloudwatch:DescribeAlarms, cloudwatch:GetMetricStatistics, sqs:GetQueueUrl and",
      "sqs:GetQueueAttributes; in the automatic mode kms:Decrypt as well. What it may",
      "not see, for lack of a right, is unknown."
    })
public final class StatusCommand implements Callable<Integer> {
  /** So many are looked at at once: Parameter Store takes 40 requests a second. */
  private static final int AT_ONCE = 4;

  @Option(names = "--json", description = "Print the status as JSON.")
  private boolean json;

  @Option(
      names = "--html",
      paramLabel = "FILE",
      description = "Also write the status as one page, to mail, print or hang up.")
  private @Nullable Path html;

  @Mixin private ApplicationOptions application = new ApplicationOptions();

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    Verdict worst = application.isNamed() ? one() : all();
    return worst.exitCode().code();
  }

  private Verdict one() {
    ApplicationStatus status =
        ApplicationStatus.of(application(application.names(), application.stack()));
    writePage(List.of(status));
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(StatusJson.of(status).toPrettyString());
    } else {
      new StatusScreen(Screen.on(out)).show(status);
    }
    return status.verdict();
  }

  private Verdict all() {
    AwsOptions aws = application.aws();
    List<StackOutputs> stacks = application.stacks();
    if (stacks.isEmpty()) {
      throw new IllegalStateException(
          "No application is deployed in "
              + aws.place()
              + ": deploy one first (npx cdk deploy), or name another --region or --profile.");
    }
    List<ApplicationStatus> all;
    try (ExecutorService looks = Executors.newFixedThreadPool(AT_ONCE)) {
      all =
          stacks.stream()
              .map(stack -> CompletableFuture.supplyAsync(() -> look(stack), looks))
              .toList()
              .stream()
              .map(CompletableFuture::join)
              .sorted(ApplicationStatus.WORST_FIRST)
              .toList();
    }
    writePage(all);
    Verdict worst = all.getFirst().verdict();
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(StatusJson.of(aws.regionName(), all, worst).toPrettyString());
    } else if (all.size() == 1) {
      new StatusScreen(Screen.on(out)).show(all.getFirst());
    } else {
      new StatusScreen(Screen.on(out)).show(aws.place(), all, worst);
    }
    return worst;
  }

  private void writePage(List<ApplicationStatus> all) {
    if (html == null) {
      return;
    }
    Instant now =
        all.stream()
            .flatMap(one -> one.state().stream())
            .map(StoredState::readAt)
            .findFirst()
            .orElseGet(Instant::now);
    try {
      Files.writeString(html, new StatusPage(application.aws().place(), now).of(all));
    } catch (IOException e) {
      throw new IllegalStateException(
          "The page could not be written to "
              + html
              + ": "
              + (e instanceof NoSuchFileException ? "there is no such folder" : e.getMessage()),
          e);
    }
  }

  /** One that cannot be read hides no other. */
  private ApplicationStatus look(StackOutputs stack) {
    Application app = application(ParameterNames.ofApp(stack.app()), stack);
    try {
      return ApplicationStatus.of(app);
    } catch (SdkException | StoreException | IllegalStateException e) {
      return ApplicationStatus.unread(app, String.valueOf(application.explain(e).getMessage()));
    }
  }

  private Application application(ParameterNames names, StackOutputs stack) {
    return new Application(names, application.aws(), Optional.of(stack), InstantSource.system());
  }
}
