package io.lwarotation.local.aws.events;

import com.fasterxml.jackson.databind.JsonNode;
import io.lwarotation.local.aws.wire.AwsException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A rule on the default event bus. */
public final class Rule {
  private static final int MAX_TARGETS = 5;

  private final String name;
  private final String arn;
  private final Map<String, Target> targets = new LinkedHashMap<>();
  private EventPattern pattern;
  private String patternText;
  private String description;
  private boolean enabled;

  Rule(String name, String arn, String patternText, String description, boolean enabled) {
    this.name = name;
    this.arn = arn;
    this.pattern = EventPattern.parse(patternText);
    this.patternText = patternText;
    this.description = description;
    this.enabled = enabled;
  }

  void change(String newPattern, String newDescription, boolean nowEnabled) {
    this.pattern = EventPattern.parse(newPattern);
    this.patternText = newPattern;
    this.description = newDescription;
    this.enabled = nowEnabled;
  }

  public String name() {
    return name;
  }

  public String arn() {
    return arn;
  }

  String patternText() {
    return patternText;
  }

  String description() {
    return description;
  }

  boolean isEnabled() {
    return enabled;
  }

  boolean matches(JsonNode event) {
    return enabled && pattern.matches(event);
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

  boolean remove(String targetId) {
    return targets.remove(targetId) != null;
  }

  public void removeTargets() {
    targets.clear();
  }
}
