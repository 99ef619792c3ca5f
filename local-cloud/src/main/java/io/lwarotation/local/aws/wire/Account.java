package io.lwarotation.local.aws.wire;

/** An AWS account in one region, and the names (ARNs) of what lies in it. */
public record Account(String id, String region) {

  public String arn(String service, String resource) {
    return "arn:aws:" + service + ":" + region + ":" + id + ":" + resource;
  }

  /** A parameter's ARN holds one slash between {@code parameter} and the name, never two. */
  public String parameterArn(String name) {
    return arn("ssm", "parameter" + (name.startsWith("/") ? name : "/" + name));
  }

  /** ARNs of IAM have no region. */
  public String iamArn(String resource) {
    return "arn:aws:iam::" + id + ":" + resource;
  }
}
