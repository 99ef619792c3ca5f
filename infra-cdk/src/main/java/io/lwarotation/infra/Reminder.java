package io.lwarotation.infra;

import io.lwarotation.core.notice.AlarmText;
import io.lwarotation.core.notice.ReminderLine;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.events.EventField;
import software.amazon.awscdk.services.events.EventPattern;
import software.amazon.awscdk.services.events.Rule;
import software.amazon.awscdk.services.events.RuleTargetInput;
import software.amazon.awscdk.services.events.targets.SnsTopic;
import software.constructs.Construct;

/**
 * Parameter Store says that the secret has not changed for so many days; the rule makes one
 * readable line of it and hands it to the topic. No code of ours runs in between. Only AWS can put
 * events of source {@code aws.ssm}: a rehearsal comes with a source of our own.
 */
final class Reminder extends Construct {
  private final Settings settings;
  private final NoticeTopic topic;
  final Rule rule;
  final DeadLetters deadLetters;

  Reminder(Construct scope, String id, Settings settings, NoticeTopic topic) {
    super(scope, id);
    this.settings = settings;
    this.topic = topic;
    this.deadLetters =
        new DeadLetters(this, "DeadLetters", topic, null, AlarmText.REMINDER_NOT_DELIVERED);
    ReminderLine line =
        new ReminderLine(
            settings.app(), settings.remindAfterDays(), settings.rotation() == Rotation.AUTOMATIC);
    String parameter = EventField.fromPath("$.detail.parameter-name");
    this.rule =
        rule(
            "Rule",
            "aws.ssm",
            "Reminds people that the LWA client secret of " + settings.app() + " gets old",
            line.of(EventField.fromPath("$.source"), parameter));
    rule(
        "Drill",
        "lwa.drill",
        "Rehearses the reminder of the LWA client secret of " + settings.app(),
        line.ofDrill(parameter));
    new Alarms(this, topic).on("Failed", AlarmText.REMINDER_FAILED, rule.getRuleName());
  }

  /**
   * The same rule for each source: an input transformer cannot choose between texts, and a
   * rehearsal that reads like the real line makes someone rotate.
   */
  private Rule rule(String id, String source, String description, String text) {
    return Rule.Builder.create(this, id)
        .description(description)
        .eventPattern(
            EventPattern.builder()
                .source(List.of(source))
                .detailType(List.of("Parameter Store Policy Action"))
                // Neither action-status nor action-reason: their values vary, or are missing.
                .detail(
                    Map.of(
                        "policy-type", List.of("NoChangeNotification"),
                        "parameter-name", List.of(settings.parameters().clientSecret())))
                .build())
        .targets(
            List.of(
                SnsTopic.Builder.create(topic.topic)
                    .message(RuleTargetInput.fromText(text))
                    .deadLetterQueue(deadLetters.queue)
                    .maxEventAge(Duration.hours(24))
                    .retryAttempts(185)
                    .build()))
        .build();
  }
}
