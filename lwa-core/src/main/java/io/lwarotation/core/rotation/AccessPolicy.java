package io.lwarotation.core.rotation;

import java.util.List;
import java.util.Locale;

/**
 * A resource policy of AWS, as far as it must be understood: the stack writes it, so statements are
 * compared with what the stack writes, and not evaluated as AWS does. What is not understood is on
 * the safe side: an Allow with anything unusual does not count, an unknown Deny is an obstacle.
 *
 * @param grants its plain Allows
 * @param denies whether it has a Deny other than the stack's own, of requests without TLS
 */
public record AccessPolicy(List<Grant> grants, boolean denies) {
  /** Allows nobody anything. */
  public static final AccessPolicy NONE = new AccessPolicy(List.of(), false);

  public AccessPolicy {
    grants = List.copyOf(grants);
  }

  /**
   * An Allow without a condition.
   *
   * @param principals the {@code AWS} ones: account ids, ARNs, {@code *}
   * @param actions such as {@code sqs:SendMessage}; an asterisk may stand at the end
   * @param resources ARNs; an asterisk may stand at the end
   */
  public record Grant(List<String> principals, List<String> actions, List<String> resources) {
    public Grant {
      principals = List.copyOf(principals);
      actions = List.copyOf(actions);
      resources = List.copyOf(resources);
    }

    private boolean admits(String account, String action, String resource) {
      return principals.stream().anyMatch(principal -> isAccount(principal, account))
          && actions.stream()
              .anyMatch(a -> covers(a.toLowerCase(Locale.ROOT), action.toLowerCase(Locale.ROOT)))
          && resources.stream().anyMatch(r -> covers(r, resource));
    }

    private static boolean isAccount(String principal, String account) {
      return principal.equals("*")
          || principal.equals(account)
          || (principal.startsWith("arn:") && principal.endsWith("::" + account + ":root"));
    }

    private static boolean covers(String pattern, String text) {
      return pattern.endsWith("*")
          ? text.startsWith(pattern.substring(0, pattern.length() - 1))
          : text.equals(pattern);
    }
  }

  /** What the policy says about a request. */
  public enum Ruling {
    /** An Allow admits it and nothing is denied. */
    ADMITTED,
    /** No Allow surely admits it. */
    NOT_ALLOWED,
    /** A Deny catches it, or may. */
    DENIED
  }

  /** What the policy says about a request that someone of an account sends over TLS. */
  public Ruling ruling(String account, String action, String resource) {
    if (denies) {
      return Ruling.DENIED;
    }
    return grants.stream().anyMatch(grant -> grant.admits(account, action, resource))
        ? Ruling.ADMITTED
        : Ruling.NOT_ALLOWED;
  }
}
