package io.lwarotation.local.aws;

/** An AWS account in one region, and the names (ARNs) of what lies in it. */
record Account(String id, String region) {

  String arn(String service, String resource) {
    return "arn:aws:" + service + ":" + region + ":" + id + ":" + resource;
  }

  /** A parameter's ARN holds one slash between {@code parameter} and the name, never two. */
  String parameterArn(String name) {
    return arn("ssm", "parameter" + (name.startsWith("/") ? name : "/" + name));
  }

  /** ARNs of IAM have no region. */
  String iamArn(String resource) {
    return "arn:aws:iam::" + id + ":" + resource;
  }
}
