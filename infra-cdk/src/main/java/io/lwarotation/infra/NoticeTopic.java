package io.lwarotation.infra;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.Annotations;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.cloudwatch.IAlarm;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.sns.ITopic;
import software.amazon.awscdk.services.sns.Subscription;
import software.amazon.awscdk.services.sns.SubscriptionProtocol;
import software.amazon.awscdk.services.sns.Topic;
import software.amazon.awscdk.services.sns.subscriptions.EmailSubscription;
import software.amazon.awscdk.services.sns.subscriptions.SmsSubscription;
import software.constructs.Construct;

/**
 * Where people hear of an application: a topic of its own, or one that is there already. Where the
 * policy of one that is there is not ours to write, synth says what must stand in it.
 */
final class NoticeTopic extends Construct {
  final String app;
  final ITopic topic;

  /** Those that are told here, so far. */
  final List<IAlarm> alarms = new ArrayList<>();

  /**
   * @param given the topic, where the caller holds it; else the settings say which
   */
  NoticeTopic(Construct scope, String id, Settings settings, @Nullable ITopic given) {
    super(scope, id);
    this.app = settings.app();
    this.topic = given == null ? of(settings) : given;
    if (settings.topic() instanceof TopicSetting.Existing existing) {
      existing.refuseIn(Stack.of(this).getRegion(), Stack.of(this).getAccount());
      if (!allowAlarms(topic)) {
        warnOfPolicy();
      }
    }
  }

  private void warnOfPolicy() {
    Annotations.of(this)
        .addWarningV2(
            "lwa-rotation:topicPolicy",
            ("The policy of %1$s is not written here. It must let cloudwatch.amazonaws.com and"
                    + " events.amazonaws.com publish, or nobody hears of an alarm or a reminder."
                    + " See what it says:\naws sns get-topic-attributes --topic-arn %1$s --query"
                    + " Attributes.Policy --output text")
                .formatted(topic.getTopicArn()));
  }

  private ITopic of(Settings settings) {
    return switch (settings.topic()) {
      case TopicSetting.Own _ -> subscribed(this, "Topic", null, settings.subscribers());
      // By name, not by export: an export that is in use could not be changed any more.
      case TopicSetting.Shared shared ->
          Topic.fromTopicArn(this, "Topic", Statements.arn(this, "sns", shared.fullName()));
      case TopicSetting.Existing existing -> Topic.fromTopicArn(this, "Topic", existing.arn());
    };
  }

  /**
   * A topic with a name that applications of other stacks know it by. EventBridge may publish
   * without a condition, as AWS writes it; a rule in the topic's own stack sees to that itself.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-resource-based.html">
   *     EventBridge's policies</a>
   */
  static Topic shared(Construct scope, String id, String name, Subscribers subscribers) {
    Topic topic = subscribed(scope, id, name, subscribers);
    topic.grantPublish(new ServicePrincipal("events.amazonaws.com"));
    return topic;
  }

  /**
   * Not encrypted with a key: no message holds a credential, mail and SMS leave AWS in the clear
   * anyway, CloudWatch cannot publish through AWS's own key, and a key of ours would add a policy
   * that can silence every reminder.
   */
  private static Topic subscribed(
      Construct scope, String id, @Nullable String name, Subscribers subscribers) {
    Topic topic =
        Topic.Builder.create(scope, id)
            .topicName(name)
            // The sender's name of a mail; an SMS begins with it, which the texts leave room for.
            .displayName("LWA")
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
    return topic;
  }

  /**
   * Lets the alarms of the topic's account publish: an explicit policy replaces SNS's default one,
   * which would have let them.
   *
   * @return whether the topic's policy is ours to write
   */
  private static boolean allowAlarms(ITopic topic) {
    return topic
        .addToResourcePolicy(
            Statements.of(
                "AlarmsOfThisAccount",
                new ServicePrincipal("cloudwatch.amazonaws.com"),
                List.of("sns:Publish"),
                topic.getTopicArn(),
                Map.of("StringEquals", Map.of("aws:SourceAccount", Stack.of(topic).getAccount()))))
        .getStatementAdded();
  }

  /** Lets a role tell people something. */
  void grantPublish(Role role) {
    role.addToPolicy(Statements.allow("sns:Publish", topic.getTopicArn()));
  }

  /** Lets a role see how many are subscribed. */
  void grantInspect(Role role) {
    role.addToPolicy(Statements.allow("sns:GetTopicAttributes", topic.getTopicArn()));
  }
}
