package io.lwarotation.local.aws.events;

import com.fasterxml.jackson.databind.JsonNode;
import io.lwarotation.local.aws.wire.AwsException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A rule on the default event bus. */
public final class Rule {
  private static final int MAX_TARGETS = 5;

  private final String arn;
  private final Map<String, Target> targets = new LinkedHashMap<>();
  private Definition definition;

  /** What it is made of. */
  record Definition(
      String name, String patternText, EventPattern pattern, String description, boolean enabled) {}

  Rule(String arn, Definition definition) {
    this.arn = arn;
    this.definition = definition;
  }

  void change(Definition other) {
    this.definition = other;
  }

  Definition definition() {
    return definition;
  }

  public String name() {
    return definition.name();
  }

  public String arn() {
    return arn;
  }

  boolean matches(JsonNode event) {
    return definition.enabled() && definition.pattern().matches(event);
  }

  List<Target> targets() {
    return List.copyOf(targets.values());
  }

  /**
   * Adds a target. One of another region is refused, and one of another account needs a role, which
   * is not modelled.
   *
   * @see <a href=
   *     "https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-cross-account.html">EventBridge:
   *     targets in other accounts</a>
   */
  public void put(Target target) {
    List<String> here = List.of(arn.split(":", -1)).subList(3, 5);
    List<String> there = List.of(target.arn().split(":", -1)).subList(3, 5);
    if (!here.equals(there)) {
      throw AwsException.invalid(
          "The target " + target.arn() + " lies in another region or account than the rule.");
    }
    if (targets.size() >= MAX_TARGETS && !targets.containsKey(target.id())) {
      throw AwsException.badRequest(
          "LimitExceededException", "A rule can have " + MAX_TARGETS + " targets.");
    }
    targets.put(target.id(), target);
  }

  void remove(String targetId) {
    targets.remove(targetId);
  }

  public void removeTargets() {
    targets.clear();
  }
}
