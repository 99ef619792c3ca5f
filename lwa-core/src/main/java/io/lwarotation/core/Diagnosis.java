package io.lwarotation.core;

/**
 * What a failed call means for the one who has to act; the error message of the function starts
 * with its label.
 */
public enum Diagnosis {
  NOT_CONFIGURED("NotConfigured"),
  ROTATE_SECRET("RotateSecret"),
  REAUTHORIZE("Reauthorize"),
  CHECK_ROLES("CheckRoles"),
  WRONG_REGION("WrongRegion"),
  THROTTLED("Throttled"),
  UNREACHABLE("Unreachable"),
  UNEXPECTED("Unexpected");

  private final String label;

  Diagnosis(String label) {
    this.label = label;
  }

  public String label() {
    return label;
  }
}
