package io.lwarotation.cli.stack;

import io.lwarotation.cli.AwsOptions;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.Subscription;

/** Who hears of what is published to a topic. */
public final class Subscriptions {
  private Subscriptions() {}

  /** Those of a topic. */
  public static List<Subscription> of(String topic, AwsOptions aws) {
    return aws
        .client(SnsClient.builder())
        .listSubscriptionsByTopicPaginator(request -> request.topicArn(topic))
        .subscriptions()
        .stream()
        .toList();
  }

  /** How it is shown: what stands around the host in a webhook's URL is its key. */
  public static String shown(Subscription one) {
    return one.protocol() + " " + (isWebhook(one) ? host(one.endpoint()) : one.endpoint());
  }

  private static String host(String url) {
    try {
      return Objects.requireNonNullElse(URI.create(url).getHost(), "…");
    } catch (IllegalArgumentException _) {
      return "…";
    }
  }

  /** Whether a service gets it over HTTP. */
  public static boolean isWebhook(Subscription one) {
    return one.protocol().startsWith("http");
  }

  /** Whether it has been confirmed: only then something arrives. */
  public static boolean isConfirmed(Subscription one) {
    return one.subscriptionArn().startsWith("arn:");
  }
}
