package io.lwarotation.local.aws.cloudformation;

import io.lwarotation.local.aws.account.Cloud;
import io.lwarotation.local.aws.wire.Endpoint;
import io.lwarotation.local.aws.wire.Wire;

/**
 * CloudFormation of the account: what it makes lies in {@code cloud}.
 *
 * @param stacks what it tells of its stacks
 * @param answers what functions of custom resources answer
 */
public record CloudFormation(Cloud cloud, Stacks stacks, CustomResourceAnswers answers) {
  /** Without a stack. */
  public CloudFormation(Cloud cloud) {
    this(cloud, new Stacks(), new CustomResourceAnswers());
  }

  /** The service that tells of the stacks. */
  public Endpoint endpoint() {
    return new Endpoint(
        "cloudformation",
        "http://cloudformation.amazonaws.com/doc/2010-05-15/",
        Wire.QUERY,
        stacks);
  }
}
