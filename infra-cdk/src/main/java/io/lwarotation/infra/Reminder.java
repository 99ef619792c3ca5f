package io.lwarotation.infra;

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
 * readable line of it and hands it to the topic. No code of ours runs in between.
 */
final class Reminder extends Construct {
  /** Only AWS can put events of source aws.ssm: a rehearsal comes with a source of our own. */
  private static final List<String> SOURCES = List.of("aws.ssm", "lwa.drill");

  private final Rule rule;
  private final DeadLetters deadLetters;

  Reminder(Construct scope, String id, Settings settings, NoticeTopic topic) {
    super(scope, id);
    this.deadLetters =
        new DeadLetters(
            this,
            "DeadLetters",
            topic,
            "A reminder for application "
                + settings.app()
                + " did not reach the topic: look at the secret's age now, then at the topic's policy.");
    String text =
        new ReminderText(settings.app(), settings.remindAfterDays(), settings.rotation())
            .of(EventField.fromPath("$.source"), EventField.fromPath("$.detail.parameter-name"));
    this.rule =
        Rule.Builder.create(this, "Rule")
            .description(
                "Reminds people that the LWA client secret of " + settings.app() + " gets old")
            .eventPattern(
                EventPattern.builder()
                    .source(SOURCES)
                    .detailType(List.of("Parameter Store Policy Action"))
                    // Neither action-status nor action-reason: their values vary, or are missing.
                    .detail(
                        Map.of(
                            "policy-type", List.of("NoChangeNotification"),
                            "parameter-name", List.of(settings.parameters().clientSecret())))
                    .build())
            .targets(
                List.of(
                    SnsTopic.Builder.create(topic.topic())
                        .message(RuleTargetInput.fromText(text))
                        .deadLetterQueue(deadLetters.queue())
                        .maxEventAge(Duration.hours(24))
                        .retryAttempts(185)
                        .build()))
            .build();
  }

  Rule rule() {
    return rule;
  }

  DeadLetters deadLetters() {
    return deadLetters;
  }
}
