package io.lwarotation.cli.checks;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lwarotation.cli.stack.ApplicationCommand;
import io.lwarotation.cli.stack.StackOutputs;
import io.lwarotation.core.ParameterNames;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code lwa status}. */
@Command(
    name = "status",
    description =
        """
        Shows how long the client secret lasts and whether everything that watches over it is in \
        order: versions, rotation, grace of the old secret, subscriptions, alarms, queues, last \
        call. Does not call Login with Amazon or SP-API, as ./lwa check does.

        Without an application, it shows all that are deployed in the account and region, worst \
        first.""",
    footer =
        """

        Examples:
          ./lwa status
          ./lwa status --app my-erp
          ./lwa status --app my-erp --json | jq .daysLeft
          ./lwa status --json | jq '.applications[] | select(.level != "fine") | .app'
          ./lwa status --html status.html
          ./lwa status >/dev/null || echo 'look after the secret'

        With --app, --json prints one object: app, mode (remind or automatic), level (fine, \
        unknown, soon or now), now, version, expiresAt, daysLeft (both null while no secret is \
        stored), versions: [{version, writtenAt, writtenBy}], findings: [{name, level, text}] with \
        the names secret, rotation, grace, subscriptions, authorizations, alarms, queues, lastCall.
        Without it: region, level (the worst), applications: a list of these objects.
        Act soon: 30 days left (in the automatic mode 21), or a subscription or a message to look \
        at. Act now: 7 days left, expired, not stored, a new secret lost, or an alarm.
        Needs the rights cloudformation:DescribeStacks, ssm:GetParameters,
        ssm:GetParameterHistory, ssm:GetParametersByPath, sns:ListSubscriptionsByTopic,
        cloudwatch:DescribeAlarms, cloudwatch:GetMetricStatistics, sqs:GetQueueUrl and
        sqs:GetQueueAttributes; in the automatic mode kms:Decrypt as well. What it may
        not see, for lack of a right, is unknown.""")
public final class StatusCommand extends ApplicationCommand {
  /** So many are looked at at once: Parameter Store takes 40 requests a second. */
  private static final int AT_ONCE = 4;

  @Option(names = "--json", description = "Print the status as JSON.")
  private boolean json;

  @Option(
      names = "--html",
      paramLabel = "FILE",
      description = "Also write the status as one page, to mail, print or hang up.")
  private @Nullable Path html;

  @Override
  public Integer call() throws InterruptedException {
    boolean named = application.isNamed();
    List<ApplicationStatus> all =
        named ? List.of(look(application.names(), application.stack())) : all();
    writePage(all);
    Verdict worst = all.getFirst().verdict();
    if (json) {
      print(named ? all.getFirst().json() : json(all, worst));
    } else if (all.size() == 1) {
      new StatusScreen(screen()).show(all.getFirst());
    } else {
      new StatusScreen(screen()).show(application.aws().place(), all, worst);
    }
    return worst.exitCode.code();
  }

  private List<ApplicationStatus> all() throws InterruptedException {
    List<StackOutputs> stacks = application.stacks();
    if (stacks.isEmpty()) {
      throw new IllegalStateException(
          "No application is deployed in %s: deploy one first (npx cdk deploy), or name another --region or --profile."
              .formatted(application.aws().place()));
    }
    List<Callable<ApplicationStatus>> looks = new ArrayList<>();
    stacks.forEach(stack -> looks.add(() -> lookAmongOthers(stack)));
    try (ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE)) {
      return threads.invokeAll(looks).stream()
          .map(Future::resultNow)
          .sorted(ApplicationStatus.WORST_FIRST)
          .toList();
    }
  }

  private ObjectNode json(List<ApplicationStatus> all, Verdict worst) {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.put("region", application.aws().regionName()).put("level", worst.level);
    all.forEach(one -> root.withArray("applications").add(one.json()));
    return root;
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
      String why = e instanceof NoSuchFileException ? "there is no such folder" : e.getMessage();
      throw new IllegalStateException(
          "The page could not be written to %s: %s".formatted(html, why), e);
    }
  }

  /** One that cannot be read hides no other. */
  private ApplicationStatus lookAmongOthers(StackOutputs stack) {
    try {
      return look(ParameterNames.ofApp(stack.app()), stack);
    } catch (RuntimeException e) {
      return ApplicationStatus.unread(
          stack.app(), stack.mode(), String.valueOf(explain(e).getMessage()));
    }
  }

  private ApplicationStatus look(ParameterNames names, StackOutputs stack) {
    return ApplicationStatus.of(
        new Application(names, application.aws(), Optional.of(stack), InstantSource.system()),
        stack.mode());
  }
}
