package io.lwarotation.cli.drill;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lwarotation.cli.ExitCode;
import io.lwarotation.cli.WrongUsageException;
import io.lwarotation.cli.stack.ApplicationCommand;
import io.lwarotation.cli.stack.Arn;
import io.lwarotation.cli.stack.AwsTime;
import io.lwarotation.cli.stack.AwsTrouble;
import io.lwarotation.cli.stack.StackOutputs;
import io.lwarotation.cli.stack.Subscriptions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;
import software.amazon.awssdk.services.eventbridge.model.PutEventsResponse;

/** {@code lwa drill}. */
@Command(
    name = "drill",
    description =
        """
        Sends an event of source lwa.drill, made like the real reminder, through the rule, the \
        topic and the subscriptions today. Mail and SMS go out and say that this is a drill.

        Then shows which subscriptions are confirmed and how many deliveries AWS has counted so \
        far.""",
    footer =
        """

        Examples:
          ./lwa drill --app my-erp
          ./lwa drill --app my-erp --wait 300     AWS's numbers come some minutes late""")
public final class DrillCommand extends ApplicationCommand {
  private static final int LONGEST_WAIT = 600;

  @Option(
      names = "--wait",
      paramLabel = "SECONDS",
      defaultValue = "60",
      description =
          "How long to wait for AWS's numbers of deliveries, at most 600 (default: ${DEFAULT-VALUE}).")
  private int wait = 60;

  @Option(names = "--json", description = "Print the same as JSON.")
  private boolean json;

  @Override
  public Integer call() throws InterruptedException {
    if (wait < 0 || wait > LONGEST_WAIT) {
      throw new WrongUsageException("--wait takes 0 to " + LONGEST_WAIT);
    }
    StackOutputs stack = application.stack();
    PutEventsResponse sent = send(stack);
    String topic = stack.require("TopicArn");
    Map<Boolean, List<String>> names =
        Subscriptions.of(topic, application.aws()).stream()
            .collect(
                Collectors.partitioningBy(
                    Subscriptions::isConfirmed,
                    Collectors.mapping(Subscriptions::shown, Collectors.toList())));
    Result result =
        new Result(
            sent.entries().getFirst().eventId(),
            names.getOrDefault(true, List.of()),
            names.getOrDefault(false, List.of()),
            metrics(topic, AwsTime.of(sent)));
    if (json) {
      print(result.json());
    } else {
      show(result);
    }
    return (result.isGood() ? ExitCode.DONE : ExitCode.FAILED).code();
  }

  /** How it went; no count if the right to read it is missing, or nobody answered. */
  private record Result(
      String event,
      List<String> confirmed,
      List<String> pending,
      Optional<DeliveryMetrics.Count> count) {
    boolean isGood() {
      return !confirmed.isEmpty() && count.map(one -> one.failed() == 0).orElse(true);
    }

    ObjectNode json() {
      ObjectNode all = JsonNodeFactory.instance.objectNode().put("eventId", event);
      all.put("ok", isGood());
      confirmed.forEach(all.putArray("confirmed")::add);
      pending.forEach(all.putArray("pending")::add);
      count.ifPresent(
          one ->
              all.putObject("deliveries")
                  .put("delivered", Math.round(one.delivered()))
                  .put("failed", Math.round(one.failed())));
      return all;
    }
  }

  private PutEventsResponse send(StackOutputs stack) {
    PutEventsRequestEntry event = event(stack);
    PutEventsResponse answer =
        application
            .aws()
            .client(EventBridgeClient.builder())
            .putEvents(request -> request.entries(event));
    if (answer.failedEntryCount() > 0) {
      throw new IllegalStateException(
          "EventBridge did not take the event (%s): try again in a minute."
              .formatted(answer.entries().getFirst().errorCode()));
    }
    return answer;
  }

  /**
   * The event of the reminder, in the shape that Parameter Store gives it; only its source says
   * that it is a drill, for nobody but AWS can send as AWS.
   */
  private PutEventsRequestEntry event(StackOutputs stack) {
    String parameter = application.names().clientSecret();
    String policy =
        """
        {"Type":"NoChangeNotification","Version":"1.0","Attributes":{"After":"%s","Unit":"Days"}}"""
            .formatted(stack.require("RemindAfterDays"));
    ObjectNode detail =
        JsonNodeFactory.instance
            .objectNode()
            .put("policy-type", "NoChangeNotification")
            .put("parameter-name", parameter)
            .put("parameter-type", "SecureString")
            .put("action-status", "SUCCESS")
            .put("policy-content", policy)
            .put("action-reason", "This is a drill of ./lwa drill; the parameter is as it was.");
    return PutEventsRequestEntry.builder()
        .source("lwa.drill")
        .detailType("Parameter Store Policy Action")
        .time(InstantSource.system().instant())
        .resources(Arn.of(stack.require("TopicArn")).ofParameter(parameter))
        .detail(detail.toString())
        .build();
  }

  /** The event is out: what cannot be counted does not make the drill fail. */
  private Optional<DeliveryMetrics.Count> metrics(String topic, Instant start)
      throws InterruptedException {
    if (wait > 0) {
      err().println("  Sent. Waiting up to " + wait + " s for AWS's numbers of deliveries …");
    }
    String why;
    try {
      CloudWatchClient cloudWatch = application.aws().client(CloudWatchClient.builder());
      return Optional.of(
          new DeliveryMetrics(cloudWatch, topic).since(start, Duration.ofSeconds(wait)));
    } catch (AwsServiceException refused) {
      why = AwsTrouble.code(refused) + "): this needs cloudwatch:GetMetricStatistics.";
    } catch (SdkClientException _) {
      why = "no answer): ask the people who should have got it.";
    }
    if (!json) {
      unsure("?", "AWS's numbers of deliveries could not be read (" + why);
    }
    return Optional.empty();
  }

  private void show(Result result) {
    good("Sent the drill (event " + result.event() + ") through the rule to the topic.");
    result.confirmed().forEach(name -> good(name + " is confirmed: it must arrive."));
    for (String name : result.pending()) {
      bad(name + " is not confirmed: click the link in AWS's mail, or subscribe it again.");
    }
    if (result.confirmed().isEmpty()) {
      bad("Nobody has confirmed: nobody got this drill, and nobody will get a reminder.");
    }
    result.count().ifPresent(this::show);
  }

  private void show(DeliveryMetrics.Count count) {
    if (!count.isThere()) {
      unsure(
          "?",
          "AWS has counted no delivery within %d s; its numbers come some minutes late: ask the people who should have got it.",
          wait);
    } else if (count.failed() > 0) {
      bad(
          "AWS counts %.0f delivered and %.0f failed: look at the numbers and the spend limit with ./lwa doctor.",
          count.delivered(), count.failed());
    } else {
      good("AWS counts %.0f delivered, none failed.", count.delivered());
    }
  }
}
