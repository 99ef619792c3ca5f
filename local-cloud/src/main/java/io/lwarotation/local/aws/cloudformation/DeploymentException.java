package io.lwarotation.local.aws.cloudformation;

/** CloudFormation, or its stand-in here, refuses a template or a change. */
public final class DeploymentException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  DeploymentException(String message) {
    super(message);
  }

  DeploymentException(String message, Throwable cause) {
    super(message, cause);
  }
}
