package io.lwarotation.local.aws.events;

import io.lwarotation.local.aws.wire.AwsException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A rule on the default event bus. */
public record Rule(
    String name,
    String arn,
    EventPattern pattern,
    String description,
    boolean enabled,
    Map<String, Target> targets) {
  private static final int MOST_TARGETS = 5;

  public Rule {
    targets = new LinkedHashMap<>(targets);
  }

  /**
   * Adds a target. One of another region is refused, and one of another account needs a role, which
   * is not modelled.
   *
   * @see <a href=
   *     "https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-cross-account.html">EventBridge:
   *     targets in other accounts</a>
   */
  void put(Target target) {
    List<String> here = List.of(arn.split(":", -1)).subList(3, 5);
    List<String> there = List.of(target.arn().split(":", -1)).subList(3, 5);
    AwsException.invalidIf(
        !here.equals(there),
        "The target " + target.arn() + " lies in another region or account than the rule.");
    if (targets.size() >= MOST_TARGETS && !targets.containsKey(target.id())) {
      throw AwsException.badRequest(
          "LimitExceededException", "A rule can have " + MOST_TARGETS + " targets.");
    }
    targets.put(target.id(), target);
  }
}
