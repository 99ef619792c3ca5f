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
import io.lwarotation.local.aws.wire.Ids;
import java.time.InstantSource;
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
  private final InstantSource clock;
  private final Ids ids;
  private final Topics topics;
  private final Queues queues;
  private final FunctionRegistry functions;
  private final Metrics metrics;
  private final Map<String, Rule> rules = new LinkedHashMap<>();
  private final List<String> lost = new ArrayList<>();

  public EventBus(
      Account account,
      InstantSource clock,
      Ids ids,
      Topics topics,
      Queues queues,
      FunctionRegistry functions,
      Metrics metrics) {
    this.functions = functions;
    this.metrics = metrics;
    this.account = account;
    this.clock = clock;
    this.ids = ids;
    this.topics = topics;
    this.queues = queues;
  }

  Account account() {
    return account;
  }

  public Rule put(String name, String pattern, String description, boolean enabled) {
    if (!name.matches("[.A-Za-z0-9_-]{1,64}")) {
      throw AwsException.invalid("A rule's name has 1 to 64 letters, digits or characters of ._-");
    }
    Rule existing = rules.get(name);
    if (existing != null) {
      existing.change(pattern, description, enabled);
      return existing;
    }
    Rule made =
        new Rule(name, account.arn("events", "rule/" + name), pattern, description, enabled);
    rules.put(name, made);
    return made;
  }

  List<Rule> rules() {
    return List.copyOf(rules.values());
  }

  Optional<Rule> find(String name) {
    return Optional.ofNullable(rules.get(name));
  }

  Rule require(String name) {
    return find(name)
        .orElseThrow(
            () ->
                AwsException.badRequest(
                    "ResourceNotFoundException",
                    "Rule " + name + " does not exist on EventBus default."));
  }

  boolean hasTargets(String name) {
    Rule rule = rules.get(name);
    return rule != null && !rule.targets().isEmpty();
  }

  public void delete(String name) {
    rules.remove(name);
  }

  ObjectNode envelope(String source, String detailType) {
    return Events.envelope(account, clock.instant(), ids.next(), source, detailType);
  }

  /** Sends an event to the targets of each rule that it fits. */
  public void publish(ObjectNode event) {
    for (Rule rule : rules()) {
      if (rule.matches(event)) {
        rule.targets().forEach(target -> deliver(rule, target, event));
      }
    }
  }

  private void deliver(Rule rule, Target target, ObjectNode event) {
    Optional<String> payload = target.payload(event, rule.arn());
    boolean delivered = payload.isPresent() && send(rule, target, payload.get());
    count(rule, "Invocations");
    if (!delivered) {
      count(rule, "FailedInvocations");
      bury(rule, target, payload.orElse(event.toString()));
    }
  }

  private void count(Rule rule, String metric) {
    metrics.measured(
        new Metrics.Series("AWS/Events", metric, Map.of("RuleName", rule.name())),
        1,
        clock.instant());
  }

  private boolean send(Rule rule, Target target, String payload) {
    Caller self = new Caller.OfService(PRINCIPAL, rule.arn());
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

  private void bury(Rule rule, Target target, String payload) {
    Caller self = new Caller.OfService(PRINCIPAL, rule.arn());
    Map<String, MessageAttribute> why =
        Map.of(
            "RULE_ARN", new MessageAttribute("String", rule.arn()),
            "TARGET_ARN", new MessageAttribute("String", target.arn()),
            "ERROR_CODE", new MessageAttribute("String", "NO_PERMISSIONS"));
    boolean buried =
        target.deadLetterArn().map(arn -> queues.deliver(arn, self, payload, why)).orElse(false);
    if (!buried) {
      lost.add(rule.name() + " to " + target.arn());
    }
  }

  public List<String> lost() {
    return List.copyOf(lost);
  }
}
