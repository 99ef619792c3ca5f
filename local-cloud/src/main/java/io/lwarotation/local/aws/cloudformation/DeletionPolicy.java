package io.lwarotation.local.aws.cloudformation;

/**
 * What becomes of a resource that its stack no longer wants.
 *
 * @see <a href=
 *     "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-attribute-deletionpolicy.html">
 *     CloudFormation: the attribute DeletionPolicy</a>
 */
enum DeletionPolicy {
  DELETE,
  RETAIN,
  /** Stays, unless the operation that made it is rolled back. */
  RETAIN_EXCEPT_ON_CREATE;

  static DeletionPolicy of(String text) {
    return switch (text) {
      case "", "Delete" -> DELETE;
      case "Retain" -> RETAIN;
      case "RetainExceptOnCreate" -> RETAIN_EXCEPT_ON_CREATE;
      default -> throw new DeploymentException("LocalAws does not model DeletionPolicy " + text);
    };
  }

  /**
   * @param rollback whether what made the resource is undone
   */
  boolean keeps(boolean rollback) {
    return switch (this) {
      case DELETE -> false;
      case RETAIN -> true;
      case RETAIN_EXCEPT_ON_CREATE -> !rollback;
    };
  }
}
