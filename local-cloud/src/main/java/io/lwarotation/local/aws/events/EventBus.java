package io.lwarotation.local.aws.events;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lwarotation.local.aws.cloudwatch.Metrics;
import io.lwarotation.local.aws.lambda.FunctionRegistry;
import io.lwarotation.local.aws.sns.Notification;
import io.lwarotation.local.aws.sns.Topics;
import io.lwarotation.local.aws.sqs.Queues;
import io.lwarotation.local.aws.wire.Account;
import io.lwarotation.local.aws.wire.AwsException;
import io.lwarotation.local.aws.wire.Caller;
import io.lwarotation.local.aws.wire.Input;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The account's default event bus. A delivery that fails goes to the target's dead-letter queue at
 * once: retries, which take up to a day, are not modelled.
 */
public record EventBus(
    Account account,
    Topics topics,
    Queues queues,
    FunctionRegistry functions,
    Metrics metrics,
    Map<String, Rule> rules) {
  public EventBus(
      Account account, Topics topics, Queues queues, FunctionRegistry functions, Metrics metrics) {
    this(account, topics, queues, functions, metrics, new LinkedHashMap<>());
  }

  /** Makes or changes a rule, which keeps its targets; of the pattern in JSON text. */
  public Rule put(String name, String pattern, Input input) {
    AwsException.invalidIf(
        !name.matches("[.A-Za-z0-9_-]{1,64}"),
        "A rule's name has 1 to 64 letters, digits or characters of ._-");
    Rule rule =
        new Rule(
            name,
            account.arn("events", "rule/" + name),
            EventPattern.parse(pattern),
            input.optionalText("Description").orElse(""),
            !input.optionalText("State").orElse("ENABLED").equals("DISABLED"),
            Optional.ofNullable(rules.get(name)).map(Rule::targets).orElse(Map.of()));
    rules.put(name, rule);
    return rule;
  }

  /** Makes or changes a rule and its targets, from a template's properties. */
  public Rule put(String name, Input properties) {
    properties.only("Name Description EventPattern State Targets Tags");
    Rule rule = put(name, properties.node("EventPattern").toString(), properties);
    rule.targets().clear();
    properties.items("Targets").stream().map(Target::of).forEach(rule::put);
    return rule;
  }

  Rule require(String name) {
    return Optional.ofNullable(rules.get(name))
        .orElseThrow(
            AwsException.because(
                400,
                "ResourceNotFoundException",
                "Rule " + name + " does not exist on EventBus default."));
  }

  boolean hasTargets(String name) {
    return rules.containsKey(name) && !require(name).targets().isEmpty();
  }

  public void delete(String name) {
    rules.remove(name);
  }

  /** Sends an event to the targets of each rule that it fits. */
  public void publish(ObjectNode event) {
    for (Rule rule : List.copyOf(rules.values())) {
      if (rule.enabled() && rule.pattern().matches(event)) {
        rule.targets().values().forEach(target -> deliver(rule, target, event));
      }
    }
  }

  private void deliver(Rule rule, Target target, ObjectNode event) {
    Caller self = new Caller.OfService("events.amazonaws.com", rule.arn());
    String payload = target.payload(event);
    if (!send(self, target, payload)) {
      metrics.measured("Events", "FailedInvocations", Map.of("RuleName", rule.name()), 1);
      bury(rule, self, target, payload);
    }
  }

  private boolean send(Caller self, Target target, String payload) {
    if (target.arn().startsWith("arn:aws:sqs:")) {
      return queues.deliver(target.arn(), self, payload);
    }
    if (target.arn().startsWith("arn:aws:lambda:")) {
      return functions.invokeLater(target.arn(), payload); // its policy is not modelled
    }
    try {
      String _ = topics.publish(target.arn(), self, Notification.plain(payload));
      return true;
    } catch (AwsException _) {
      return false;
    }
  }

  private void bury(Rule rule, Caller self, Target target, String payload) {
    if (target.deadLetterArn().filter(arn -> queues.deliver(arn, self, payload)).isEmpty()) {
      account.lost().add(rule.name() + " to " + target.arn());
    }
  }
}
