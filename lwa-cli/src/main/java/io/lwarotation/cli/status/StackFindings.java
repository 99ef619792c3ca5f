package io.lwarotation.cli.status;

import io.lwarotation.cli.AwsOptions;
import io.lwarotation.cli.stack.AwsTrouble;
import io.lwarotation.cli.stack.StackOutputs;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.Datapoint;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.Statistic;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.ListSubscriptionsByTopicResponse;
import software.amazon.awssdk.services.sns.model.Subscription;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/**
 * What the stack's topic, queues and metrics say. What cannot be read is said so, with the right
 * that is missing, and alarms nobody.
 */
public record StackFindings(String app, StackOutputs stack, AwsOptions aws) {
  private static final int MOST_PAGES = 10;
  private static final Duration LOOKED_BACK = Duration.ofDays(14);
  private static final Duration QUIET = Duration.ofDays(2);

  /** Who hears of it. */
  Finding subscriptions() {
    return attempt(
        "subscriptions",
        () -> {
          int confirmed = 0;
          int pending = 0;
          for (Subscription one : subscribers(stack.require("TopicArn"))) {
            if (one.subscriptionArn().startsWith("arn:")) {
              confirmed++;
            } else {
              pending++;
            }
          }
          String counted = confirmed + " confirmed, " + pending + " not confirmed";
          if (confirmed == 0) {
            return new Finding(
                "subscriptions",
                Level.SOON,
                counted
                    + ": nobody hears of an expiry; follow the link in AWS's mail, or deploy again"
                    + " with -c email=…");
          }
          return pending == 0
              ? new Finding("subscriptions", Level.FINE, counted)
              : new Finding(
                  "subscriptions",
                  Level.SOON,
                  counted + "; click the link in AWS's mail: it is valid for two days");
        });
  }

  private List<Subscription> subscribers(String topic) {
    List<Subscription> all = new ArrayList<>();
    try (SnsClient sns = aws.configured(SnsClient.builder()).build()) {
      String token = null;
      for (int page = 0; page < MOST_PAGES; page++) {
        String next = token;
        ListSubscriptionsByTopicResponse answer =
            sns.listSubscriptionsByTopic(request -> request.topicArn(topic).nextToken(next));
        all.addAll(answer.subscriptions());
        token = answer.nextToken();
        if (token == null || token.isEmpty()) {
          break;
        }
      }
    }
    return all;
  }

  /** What waits in the queues; a message in a dead-letter queue is one that nobody could handle. */
  Finding queues() {
    return attempt("queues", this::lookAtQueues);
  }

  /** The same; throws what the SDK throws. */
  public Finding lookAtQueues() {
    Map<String, Long> waiting = new LinkedHashMap<>();
    try (SqsClient sqs = aws.configured(SqsClient.builder()).build()) {
      for (String output :
          List.of(
              "NewSecretQueueArn",
              "NewSecretDeadLettersArn",
              "ExpiryQueueArn",
              "ExpiryDeadLettersArn",
              "ReminderDeadLettersUrl")) {
        stack.find(output).ifPresent(queue -> waiting.put(output, messages(sqs, queue)));
      }
    }
    return judged(waiting);
  }

  private static Finding judged(Map<String, Long> waiting) {
    if (waiting.getOrDefault("NewSecretDeadLettersArn", 0L) > 0) {
      return new Finding(
          "queues",
          Level.NOW,
          "A new secret could not be stored and lies in the dead-letter queue, its only copy: see"
              + " the log of the function for new secrets, then move it back (aws sqs"
              + " start-message-move-task)");
    }
    long dead =
        waiting.entrySet().stream()
            .filter(queue -> queue.getKey().contains("DeadLetters"))
            .mapToLong(Map.Entry::getValue)
            .sum();
    long others = waiting.values().stream().mapToLong(Long::longValue).sum() - dead;
    return new Finding(
        "queues",
        dead > 0 ? Level.SOON : Level.FINE,
        others
            + " waiting, "
            + dead
            + " in the dead-letter queues"
            + (dead > 0 ? ": read them" : ""));
  }

  private static long messages(SqsClient sqs, String queue) {
    String url =
        queue.startsWith("arn:")
            ? sqs.getQueueUrl(
                    request -> request.queueName(queue.substring(queue.lastIndexOf(':') + 1)))
                .queueUrl()
            : queue;
    Map<QueueAttributeName, String> found =
        sqs.getQueueAttributes(
                request ->
                    request
                        .queueUrl(url)
                        .attributeNames(
                            QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES,
                            QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE))
            .attributes();
    return found.values().stream().mapToLong(Long::parseLong).sum();
  }

  /** When a call of SP-API last succeeded, by the functions' metric. */
  Finding lastCall(Instant now) {
    return attempt("lastCall", () -> lookAtCalls(now));
  }

  /** The same; throws what the SDK throws. */
  public Finding lookAtCalls(Instant now) {
    Optional<Datapoint> good = Optional.empty();
    Optional<Datapoint> any = Optional.empty();
    for (Datapoint one : calls(now)) {
      any = later(any, one);
      if (one.sum() > 0) {
        good = later(good, one);
      }
    }
    if (any.isEmpty()) {
      return new Finding("lastCall", Level.FINE, "No call in the last 14 days");
    }
    if (good.isEmpty()) {
      return new Finding(
          "lastCall",
          Level.NOW,
          "Every call of the last 14 days failed; ./lwa check --app " + app + " tells why");
    }
    Instant hour = good.get().timestamp();
    boolean quiet = any.get().timestamp().isAfter(hour) && hour.plus(QUIET).isBefore(now);
    return new Finding(
        "lastCall",
        quiet ? Level.NOW : Level.FINE,
        "The last call that succeeded was in the hour of "
            + hour
            + (quiet ? ", and later ones failed; ./lwa check --app " + app + " tells why" : ""));
  }

  private static Optional<Datapoint> later(Optional<Datapoint> best, Datapoint one) {
    return best.filter(known -> known.timestamp().isAfter(one.timestamp()))
        .or(() -> Optional.of(one));
  }

  private List<Datapoint> calls(Instant now) {
    try (CloudWatchClient cloudWatch =
        aws.configured(CloudWatchClient.builder())
            .overrideConfiguration(options -> options.apiCallTimeout(Duration.ofSeconds(10)))
            .build()) {
      return cloudWatch
          .getMetricStatistics(
              request ->
                  request
                      .namespace("LwaRotation")
                      .metricName("SuccessfulCalls")
                      .dimensions(Dimension.builder().name("App").value(app).build())
                      .startTime(now.minus(LOOKED_BACK))
                      .endTime(now.plus(Duration.ofHours(1)))
                      .period(3600)
                      .statistics(Statistic.SUM))
          .datapoints();
    }
  }

  private Finding attempt(String name, Supplier<Finding> look) {
    try {
      return look.get();
    } catch (SdkException e) {
      return new Finding(
          name, Level.FINE, "Unknown: " + AwsTrouble.sentence(e, aws).replaceFirst("\\.$", ""));
    }
  }
}
