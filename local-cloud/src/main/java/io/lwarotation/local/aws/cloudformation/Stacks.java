package io.lwarotation.local.aws.cloudformation;

import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The stacks of the account, as far as CloudFormation tells of them. */
public final class Stacks {
  /**
   * What is left of a creation that failed: a name without outputs, to be deleted and no more.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/view-stack-events.html">Stack
   *     status codes</a>
   */
  static final String UNDONE = "ROLLBACK_COMPLETE";

  private final Map<String, Described> stacks = new LinkedHashMap<>();
  private final Map<String, Integer> creations = new HashMap<>();

  /** What is told of a stack. */
  record Described(
      String name, String id, String status, Instant created, List<StackOutput> outputs) {}

  /** One output of a stack. */
  record StackOutput(String key, String value, String description) {}

  void put(Described stack) {
    stacks.put(stack.name(), stack);
  }

  void remove(String name) {
    stacks.remove(name);
  }

  Optional<Described> find(String nameOrId) {
    return stacks.values().stream()
        .filter(one -> one.name().equals(nameOrId) || one.id().equals(nameOrId))
        .findFirst();
  }

  List<Described> all() {
    return List.copyOf(stacks.values());
  }

  /**
   * How often a resource was made, also by earlier stacks of the same name.
   *
   * @param again whether it is being made now
   */
  int creations(String resource, boolean again) {
    return creations.merge(resource, again ? 1 : 0, Integer::sum);
  }
}
