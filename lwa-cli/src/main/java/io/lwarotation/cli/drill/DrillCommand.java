package io.lwarotation.cli.drill;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lwarotation.cli.Screen;
import io.lwarotation.cli.stack.ApplicationOptions;
import io.lwarotation.cli.stack.AwsTime;
import io.lwarotation.cli.stack.AwsTrouble;
import io.lwarotation.cli.stack.StackOutputs;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.PutEventsResponse;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.Subscription;

/** {@code lwa drill}. */
@Command(
    name = "drill",
    description = {
      "Sends an event of source lwa.drill, made like the real reminder, through the rule, the topic"
          + " and the subscriptions today. Mail and SMS go out and say that this is a drill.",
      "",
      "Then shows which subscriptions are confirmed and how many deliveries AWS has counted so far."
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  ./lwa drill --app my-erp",
      "  ./lwa drill --app my-erp --wait 300     AWS's numbers come some minutes late"
    })
public final class DrillCommand implements Callable<Integer> {
  private static final int LONGEST_WAIT = 600;
  private static final Duration LONGEST_LOOK = Duration.ofSeconds(10);

  @Mixin private ApplicationOptions application = new ApplicationOptions();

  @Option(
      names = "--wait",
      paramLabel = "SECONDS",
      defaultValue = "60",
      description =
          "How long to wait for AWS's numbers of deliveries, at most 600 (default: ${DEFAULT-VALUE}).")
  private int wait = 60;

  @Option(names = "--json", description = "Print the same as JSON.")
  private boolean json;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws InterruptedException {
    if (wait < 0 || wait > LONGEST_WAIT) {
      throw new ParameterException(spec.commandLine(), "--wait takes 0 to " + LONGEST_WAIT);
    }
    StackOutputs stack = application.stack();
    PutEventsResponse sent = send(stack, InstantSource.system().instant());
    String topic = stack.require("TopicArn");
    List<Subscription> subscriptions = subscriptions(topic);
    Result result =
        new Result(
            sent.entries().getFirst().eventId(),
            subscriptions.stream().filter(DrillCommand::isConfirmed).toList(),
            subscriptions.stream().filter(one -> !isConfirmed(one)).toList(),
            metrics(topic, AwsTime.of(sent)));
    if (json) {
      spec.commandLine().getOut().println(asJson(result));
    } else {
      show(result);
    }
    return result.isGood() ? 0 : 1;
  }

  /**
   * How it went.
   *
   * @param count empty if the right to read it is missing, or the service did not answer
   */
  private record Result(
      String event,
      List<Subscription> confirmed,
      List<Subscription> pending,
      Optional<DeliveryMetrics.Count> count) {
    boolean isGood() {
      return !confirmed.isEmpty() && count.map(one -> one.failed() == 0).orElse(true);
    }
  }

  private PutEventsResponse send(StackOutputs stack, Instant now) {
    try (EventBridgeClient events =
        application.aws().configured(EventBridgeClient.builder()).build()) {
      PutEventsResponse answer =
          events.putEvents(
              request ->
                  request.entries(
                      DrillEvent.of(
                          stack.require("TopicArn"),
                          application.names().clientSecret(),
                          stack.require("RemindAfterDays"),
                          now)));
      if (answer.failedEntryCount() > 0) {
        throw new IllegalStateException(
            "EventBridge did not take the event ("
                + answer.entries().getFirst().errorCode()
                + "): try again in a minute.");
      }
      return answer;
    }
  }

  private List<Subscription> subscriptions(String topic) {
    try (SnsClient sns = application.aws().configured(SnsClient.builder()).build()) {
      return sns
          .listSubscriptionsByTopicPaginator(request -> request.topicArn(topic))
          .subscriptions()
          .stream()
          .toList();
    }
  }

  private static boolean isConfirmed(Subscription one) {
    return one.subscriptionArn().startsWith("arn:");
  }

  /** The event is out: what cannot be counted does not make the drill fail. */
  private Optional<DeliveryMetrics.Count> metrics(String topic, Instant start)
      throws InterruptedException {
    if (wait > 0) {
      spec.commandLine()
          .getErr()
          .println("  Sent. Waiting up to " + wait + " s for AWS's numbers of deliveries …");
    }
    try (CloudWatchClient cloudWatch =
        application
            .aws()
            .configured(CloudWatchClient.builder())
            .overrideConfiguration(options -> options.apiCallTimeout(LONGEST_LOOK))
            .build()) {
      return Optional.of(
          new DeliveryMetrics(cloudWatch, topic).since(start, Duration.ofSeconds(wait)));
    } catch (AwsServiceException refused) {
      return unread(AwsTrouble.code(refused) + "): this needs cloudwatch:GetMetricStatistics.");
    } catch (SdkClientException _) {
      return unread("no answer): ask the people who should have got it.");
    }
  }

  /** The drill was sent whether or not CloudWatch tells of it. */
  private Optional<DeliveryMetrics.Count> unread(String why) {
    if (!json) {
      Screen.on(spec.commandLine().getOut())
          .unsure("?", "AWS's numbers of deliveries could not be read (" + why);
    }
    return Optional.empty();
  }

  private void show(Result result) {
    Screen screen = Screen.on(spec.commandLine().getOut());
    screen.good("Sent the drill (event " + result.event() + ") through the rule to the topic.");
    result.confirmed().forEach(one -> screen.good(name(one) + " is confirmed: it must arrive."));
    result
        .pending()
        .forEach(
            one ->
                screen.bad(
                    name(one)
                        + " is not confirmed: click the link in AWS's mail, or subscribe it again."));
    if (result.confirmed().isEmpty()) {
      screen.bad("Nobody has confirmed: nobody got this drill, and nobody will get a reminder.");
    }
    result.count().ifPresent(count -> show(screen, count));
  }

  private void show(Screen screen, DeliveryMetrics.Count count) {
    if (!count.isThere()) {
      screen.unsure(
          "?",
          "AWS has counted no delivery within "
              + wait
              + " s; its numbers come some minutes late: ask the people who should have got it.");
    } else if (count.failed() > 0) {
      screen.bad(
          "AWS counts %.0f delivered and %.0f failed: look at the numbers and the spend limit with ./lwa doctor."
              .formatted(count.delivered(), count.failed()));
    } else {
      screen.good("AWS counts %.0f delivered, none failed.".formatted(count.delivered()));
    }
  }

  private static String name(Subscription one) {
    return one.protocol() + " " + one.endpoint();
  }

  private static String asJson(Result result) {
    ObjectNode all =
        new ObjectMapper()
            .createObjectNode()
            .put("eventId", result.event())
            .put("ok", result.isGood());
    result.confirmed().forEach(one -> all.withArray("confirmed").add(name(one)));
    result.pending().forEach(one -> all.withArray("pending").add(name(one)));
    result
        .count()
        .ifPresent(
            count ->
                all.putObject("deliveries")
                    .put("delivered", Math.round(count.delivered()))
                    .put("failed", Math.round(count.failed())));
    return all.toPrettyString();
  }
}
