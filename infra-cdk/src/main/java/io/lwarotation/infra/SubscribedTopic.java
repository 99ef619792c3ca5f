package io.lwarotation.infra;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.sns.ITopic;
import software.amazon.awscdk.services.sns.Subscription;
import software.amazon.awscdk.services.sns.SubscriptionProtocol;
import software.amazon.awscdk.services.sns.Topic;
import software.amazon.awscdk.services.sns.subscriptions.EmailSubscription;
import software.amazon.awscdk.services.sns.subscriptions.SmsSubscription;
import software.constructs.Construct;

/**
 * A topic that we make, with those who are to hear.
 *
 * <p>Not encrypted with a key: no message holds a credential, mail and SMS leave AWS in the clear
 * anyway, CloudWatch cannot publish through AWS's own key, and a key of ours would add a policy
 * that can silence every reminder.
 */
final class SubscribedTopic {
  /** The sender's name of a mail; an SMS begins with it, which the texts leave room for. */
  static final String DISPLAY_NAME = "LWA";

  private final Topic topic;

  /**
   * @param name of the topic, where others find it by that; null for one that CloudFormation makes
   *     up
   */
  SubscribedTopic(Construct scope, String id, @Nullable String name, Subscribers subscribers) {
    this.topic =
        Topic.Builder.create(scope, id)
            .topicName(name)
            .displayName(DISPLAY_NAME)
            // Adds the denial of anything but TLS, and with it an explicit policy.
            .enforceSsl(true)
            .build();
    allowAlarms(topic);
    subscribers.emails().forEach(address -> topic.addSubscription(new EmailSubscription(address)));
    subscribers.phones().forEach(number -> topic.addSubscription(new SmsSubscription(number)));
    // Not UrlSubscription: it would make the URL, which is a key, part of the logical id.
    int number = 0;
    for (String url : subscribers.webhooks()) {
      number++;
      Subscription.Builder.create(topic, "Webhook" + number)
          .topic(topic)
          .protocol(SubscriptionProtocol.HTTPS)
          .endpoint(url)
          .build();
    }
  }

  Topic topic() {
    return topic;
  }

  /**
   * Lets EventBridge publish. A rule does so itself where it is in the topic's own stack. Without a
   * condition, as AWS writes it.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-resource-based.html">
   *     EventBridge's policies</a>
   */
  void allowRules() {
    topic.grantPublish(new ServicePrincipal("events.amazonaws.com"));
  }

  /**
   * Lets the alarms of the topic's account publish: an explicit policy replaces SNS's default one,
   * which would have let them.
   *
   * @return whether the topic's policy is ours to write
   */
  static boolean allowAlarms(ITopic topic) {
    return topic
        .addToResourcePolicy(
            PolicyStatement.Builder.create()
                .sid("AlarmsOfThisAccount")
                .principals(List.of(new ServicePrincipal("cloudwatch.amazonaws.com")))
                .actions(List.of("sns:Publish"))
                .resources(List.of(topic.getTopicArn()))
                .conditions(
                    Map.of(
                        "StringEquals", Map.of("aws:SourceAccount", Stack.of(topic).getAccount())))
                .build())
        .getStatementAdded();
  }
}
