package io.lwarotation.local.aws.ssm;

import io.lwarotation.local.aws.wire.AwsException;
import java.util.Locale;

/**
 * The rules for parameters' names.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/systems-manager/latest/userguide/sysman-parameter-name-constraints.html">Requirements
 *     and constraints for parameter names</a>
 */
final class ParameterName {
  private static final int MAX_LENGTH = 1011;
  private static final int MAX_LEVELS = 15;

  private ParameterName() {}

  /**
   * Checks the name of a parameter that is to be created.
   *
   * @throws AwsException if Parameter Store would refuse it
   */
  static void check(String name) {
    if (name.isEmpty() || name.length() > MAX_LENGTH) {
      throw AwsException.invalid(
          "Parameter name must be from 1 to " + MAX_LENGTH + " characters long.");
    }
    if (name.contains("/") && !name.startsWith("/")) {
      throw AwsException.invalid("Parameter name must be a fully qualified name.");
    }
    if (!name.matches("(/?[A-Za-z0-9_.-]+)+")) {
      throw AwsException.invalid(
          "Parameter name: can't be prefixed with \"ssm\" (case-insensitive). If formed as a path,"
              + " it can consist of sub-paths divided by slash symbol; each sub-path can be formed"
              + " as a mix of letters, numbers and the following 3 symbols .-_");
    }
    String first = name.toLowerCase(Locale.ROOT).replaceFirst("^/", "");
    if (first.startsWith("aws")) {
      throw AwsException.badRequest(
          "AccessDeniedException", "No access to reserved parameter name: " + name + ".");
    }
    if (first.startsWith("ssm")) {
      throw AwsException.invalid(
          "Parameter name: can't be prefixed with \"ssm\" (case-insensitive).");
    }
    if (name.chars().filter(c -> c == '/').count() > MAX_LEVELS) {
      throw AwsException.badRequest(
          "HierarchyLevelLimitExceededException",
          "A hierarchy can have a maximum of " + MAX_LEVELS + " levels.");
    }
  }
}
