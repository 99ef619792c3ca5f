package io.lwarotation.local.aws.iam;

import io.lwarotation.local.aws.wire.AwsException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The account's roles, each with its policies. They bind nobody here: they are only asked about.
 */
public final class Roles {
  private final Map<String, Map<String, IdentityPolicy>> byName = new LinkedHashMap<>();

  public void add(String role) {
    byName.putIfAbsent(role, new LinkedHashMap<>());
  }

  public void remove(String role) {
    byName.remove(role);
  }

  public void attach(String role, String policyName, IdentityPolicy policy) {
    Map<String, IdentityPolicy> policies = byName.get(role);
    if (policies == null) {
      throw new AwsException(
          404, "NoSuchEntity", "The role with name " + role + " cannot be found.");
    }
    policies.put(policyName, policy);
  }

  public void detach(String policyName) {
    byName.values().forEach(policies -> policies.remove(policyName));
  }

  /** The policies of a role. */
  public Optional<List<IdentityPolicy>> of(String role) {
    return Optional.ofNullable(byName.get(role)).map(policies -> List.copyOf(policies.values()));
  }
}
