package io.lwarotation.infra;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.Annotations;
import software.amazon.awscdk.ArnComponents;
import software.amazon.awscdk.ArnFormat;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.Token;
import software.amazon.awscdk.services.cloudwatch.IAlarm;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.sns.ITopic;
import software.amazon.awscdk.services.sns.Topic;
import software.constructs.Construct;

/**
 * Where people hear of an application: a topic of its own, or one that is there already. Where the
 * policy of one that is there is not ours to write, synth says what must stand in it.
 */
final class NoticeTopic extends Construct {
  private final String app;
  private final ITopic topic;
  private final List<IAlarm> alarms = new ArrayList<>();

  /**
   * @param given the topic, where the caller holds it; else the settings say which
   */
  NoticeTopic(Construct scope, String id, Settings settings, @Nullable ITopic given) {
    super(scope, id);
    this.app = settings.app();
    this.topic = given == null ? of(settings) : given;
    if (settings.topic() instanceof TopicSetting.Existing existing) {
      Stack stack = Stack.of(this);
      existing.refuseIn(known(stack.getRegion()), known(stack.getAccount()));
      allowAlarms();
    }
  }

  private static @Nullable String known(String text) {
    return Token.isUnresolved(text) ? null : text;
  }

  private void allowAlarms() {
    if (!SubscribedTopic.allowAlarms(topic)) {
      Annotations.of(this)
          .addWarningV2(
              "lwa-rotation:topicPolicy",
              ("The policy of %1$s is not written here. It must let cloudwatch.amazonaws.com and"
                      + " events.amazonaws.com publish, or nobody hears of an alarm or a reminder."
                      + " See what it says:\naws sns get-topic-attributes --topic-arn %1$s --query"
                      + " Attributes.Policy --output text")
                  .formatted(topic.getTopicArn()));
    }
  }

  private ITopic of(Settings settings) {
    return switch (settings.topic()) {
      case TopicSetting.Own _ ->
          new SubscribedTopic(this, "Topic", null, settings.subscribers()).topic();
      case TopicSetting.Shared shared ->
          Topic.fromTopicArn(this, "Topic", arnOf(shared.fullName()));
      case TopicSetting.Existing existing -> Topic.fromTopicArn(this, "Topic", existing.arn());
    };
  }

  /** By name, not by export: an export that is in use could not be changed any more. */
  private String arnOf(String name) {
    return Stack.of(this)
        .formatArn(
            ArnComponents.builder()
                .service("sns")
                .resource(name)
                .arnFormat(ArnFormat.NO_RESOURCE_NAME)
                .build());
  }

  ITopic topic() {
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

  /** Lets a role see how many are subscribed. */
  void grantInspect(Role role) {
    grant(role, List.of("sns:GetTopicAttributes"));
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
}
