package io.lwarotation.infra;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.cloudwatch.IAlarm;
import software.amazon.awscdk.services.iam.IPrincipal;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.sns.Topic;
import software.amazon.awscdk.services.sns.subscriptions.EmailSubscription;
import software.amazon.awscdk.services.sns.subscriptions.SmsSubscription;
import software.constructs.Construct;

/**
 * Where people hear of an application.
 *
 * <p>Not encrypted with a key: no message holds a credential, mail and SMS leave AWS in the clear
 * anyway, CloudWatch cannot publish through AWS's own key, and a key of ours would add a policy
 * that can silence every reminder.
 */
final class NoticeTopic extends Construct {
  /** The sender's name of a mail; an SMS begins with it, which the texts leave room for. */
  static final String DISPLAY_NAME = "LWA";

  private final String app;
  private final Topic topic;
  private final List<IAlarm> alarms = new ArrayList<>();

  NoticeTopic(Construct scope, String id, Settings settings) {
    super(scope, id);
    this.app = settings.app();
    this.topic =
        Topic.Builder.create(this, "Topic")
            .displayName(DISPLAY_NAME)
            // Adds the denial of anything but TLS, and with it an explicit policy.
            .enforceSsl(true)
            .build();
    allowAlarms();
    settings.emails().forEach(address -> topic.addSubscription(new EmailSubscription(address)));
    settings.phones().forEach(number -> topic.addSubscription(new SmsSubscription(number)));
  }

  Topic topic() {
    return topic;
  }

  /** The application that is told of. */
  String app() {
    return app;
  }

  /** Keeps in mind an alarm that is told here. */
  void heardOf(IAlarm alarm) {
    alarms.add(alarm);
  }

  /** The alarms that are told here, so far. */
  List<IAlarm> alarms() {
    return List.copyOf(alarms);
  }

  /** Lets a role see who is subscribed. */
  void grantInspect(Role role) {
    grant(role, List.of("sns:GetTopicAttributes", "sns:ListSubscriptionsByTopic"));
  }

  /** Lets a role tell people something. */
  void grantPublish(Role role) {
    grant(role, List.of("sns:Publish"));
  }

  private void grant(Role role, List<String> actions) {
    role.addToPolicy(
        PolicyStatement.Builder.create()
            .actions(actions)
            .resources(List.of(topic.getTopicArn()))
            .build());
  }

  /** An explicit policy replaces SNS's default one, which would have let alarms publish. */
  private void allowAlarms() {
    IPrincipal cloudWatch = new ServicePrincipal("cloudwatch.amazonaws.com");
    topic.addToResourcePolicy(
        PolicyStatement.Builder.create()
            .sid("AlarmsOfThisAccount")
            .principals(List.of(cloudWatch))
            .actions(List.of("sns:Publish"))
            .resources(List.of(topic.getTopicArn()))
            .conditions(
                Map.of("StringEquals", Map.of("aws:SourceAccount", Stack.of(this).getAccount())))
            .build());
  }
}
