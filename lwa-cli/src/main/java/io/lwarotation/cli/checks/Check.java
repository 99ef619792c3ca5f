package io.lwarotation.cli.checks;

import io.lwarotation.cli.AwsOptions;
import io.lwarotation.cli.checks.Application.NotDeployedException;
import io.lwarotation.cli.stack.AwsTrouble;
import io.lwarotation.core.StoreException;
import java.util.List;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * One look, which ends in findings whatever happens to it: the others go on.
 *
 * @param subject what is looked at
 * @param right that it takes, such as {@code kms:DescribeKey}
 */
record Check(String subject, String right, Supplier<List<Finding>> look) {
  List<Finding> findings(AwsOptions aws) {
    return looked(aws).stream().map(finding -> finding.of(subject)).toList();
  }

  private List<Finding> looked(AwsOptions aws) {
    try {
      return look.get();
    } catch (SdkException failed) {
      return List.of(unseen(failed, aws));
    } catch (StoreException failed) {
      return List.of(
          failed.getCause() instanceof SdkException cause
              ? unseen(cause, aws)
              : Finding.unknown("AWS did not answer", "try again in a minute"));
    } catch (NotDeployedException missing) {
      return List.of(
          Finding.unknown(String.valueOf(missing.getMessage()), "fix the stack first, see above"));
    }
  }

  private Finding unseen(SdkException failed, AwsOptions aws) {
    if (failed instanceof AwsServiceException refused && AwsTrouble.isDenied(refused)) {
      return denied(AwsTrouble.namedRight(refused).orElse(right));
    }
    AwsTrouble trouble = AwsTrouble.of(failed, aws);
    return Finding.unknown("not seen: " + trouble.what(), trouble.remedy());
  }

  static Finding denied(String right) {
    return Finding.unknown(
        "not checked: these credentials lack the right " + right,
        "ask for " + right + ", or name another --profile");
  }
}
