package io.lwarotation.core.notice;

/** Where a stack lies. */
public record Place(String account, String region) {
  /** Of what lies nowhere. */
  public static final Place UNKNOWN = new Place("unknown", "unknown");

  private static final int REGION = 3;
  private static final int ACCOUNT = 4;

  /** Where a resource of this name lies. */
  public static Place ofArn(String arn) {
    String[] parts = arn.split(":", -1);
    return parts.length > ACCOUNT ? new Place(parts[ACCOUNT], parts[REGION]) : UNKNOWN;
  }
}
