package io.lwarotation.local.aws.events;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lwarotation.local.aws.cloudwatch.Metrics;
import io.lwarotation.local.aws.lambda.FunctionRegistry;
import io.lwarotation.local.aws.sns.Notification;
import io.lwarotation.local.aws.sns.Topics;
import io.lwarotation.local.aws.sqs.MessageAttribute;
import io.lwarotation.local.aws.sqs.Queues;
import io.lwarotation.local.aws.wire.Account;
import io.lwarotation.local.aws.wire.AwsException;
import io.lwarotation.local.aws.wire.Caller;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The account's default event bus. A delivery that fails goes to the target's dead-letter queue at
 * once: retries, which take up to a day, are not modelled.
 */
public final class EventBus {
  private static final String PRINCIPAL = "events.amazonaws.com";

  private final Account account;
  private final Topics topics;
  private final Queues queues;
  private final FunctionRegistry functions;
  private final Metrics metrics;
  private final Map<String, Rule> rules = new LinkedHashMap<>();
  private final List<String> lost = new ArrayList<>();

  public EventBus(
      Account account, Topics topics, Queues queues, FunctionRegistry functions, Metrics metrics) {
    this.account = account;
    this.topics = topics;
    this.queues = queues;
    this.functions = functions;
    this.metrics = metrics;
  }

  Account account() {
    return account;
  }

  public Rule put(String name, String pattern, String description, boolean enabled) {
    if (!name.matches("[.A-Za-z0-9_-]{1,64}")) {
      throw AwsException.invalid("A rule's name has 1 to 64 letters, digits or characters of ._-");
    }
    Rule.Definition definition =
        new Rule.Definition(name, pattern, EventPattern.parse(pattern), description, enabled);
    Rule rule =
        rules.computeIfAbsent(
            name, _ -> new Rule(account.arn("events", "rule/" + name), definition));
    rule.change(definition);
    return rule;
  }

  Rule require(String name) {
    return Optional.ofNullable(rules.get(name))
        .orElseThrow(
            () ->
                AwsException.badRequest(
                    "ResourceNotFoundException",
                    "Rule " + name + " does not exist on EventBus default."));
  }

  boolean hasTargets(String name) {
    return Optional.ofNullable(rules.get(name)).filter(r -> !r.targets().isEmpty()).isPresent();
  }

  public void delete(String name) {
    rules.remove(name);
  }

  /** Sends an event to the targets of each rule that it fits. */
  public void publish(ObjectNode event) {
    for (Rule rule : List.copyOf(rules.values())) {
      if (rule.matches(event)) {
        rule.targets().forEach(target -> deliver(rule, target, event));
      }
    }
  }

  private void deliver(Rule rule, Target target, ObjectNode event) {
    Optional<String> payload = target.payload().of(event, rule.arn());
    Caller self = new Caller.OfService(PRINCIPAL, rule.arn());
    boolean delivered = payload.isPresent() && send(self, target, payload.get());
    count(rule, "Invocations");
    if (!delivered) {
      count(rule, "FailedInvocations");
      bury(rule, self, target, payload.orElse(event.toString()));
    }
  }

  private void count(Rule rule, String metric) {
    metrics.measured(
        new Metrics.Series("AWS/Events", metric, Map.of("RuleName", rule.name())),
        1,
        account.now());
  }

  private boolean send(Caller self, Target target, String payload) {
    if (target.arn().startsWith("arn:aws:sqs:")) {
      return queues.deliver(target.arn(), self, payload, Map.of());
    }
    if (target.arn().startsWith("arn:aws:lambda:")) {
      return functions.invokeLater(target.arn(), payload); // its policy is not modelled
    }
    try {
      topics.publish(topics.require(target.arn()), self, Notification.plain(payload));
      return true;
    } catch (AwsException _) {
      return false;
    }
  }

  private void bury(Rule rule, Caller self, Target target, String payload) {
    Map<String, MessageAttribute> why =
        Map.of(
            "RULE_ARN", new MessageAttribute("String", rule.arn()),
            "TARGET_ARN", new MessageAttribute("String", target.arn()),
            "ERROR_CODE", new MessageAttribute("String", "NO_PERMISSIONS"));
    if (target.deadLetterArn().filter(arn -> queues.deliver(arn, self, payload, why)).isEmpty()) {
      lost.add(rule.name() + " to " + target.arn());
    }
  }

  public List<String> lost() {
    return List.copyOf(lost);
  }
}
