package io.lwarotation.cli.stack;

import io.lwarotation.cli.AwsOptions;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * The oldest version of a parameter, which a label keeps: Parameter Store then takes no new one.
 *
 * @param parameter its name, as AWS's refusal says it
 */
record LabelledVersion(String parameter) {
  private static final Pattern NAMED = Pattern.compile("new version of (/[A-Za-z0-9_./-]+) by");

  static LabelledVersion in(String refusal) {
    Matcher named = NAMED.matcher(refusal);
    return new LabelledVersion(named.find() ? named.group(1) : "NAME");
  }

  /** What moves the label, with the label's name and the newest version where they may be read. */
  String command(AwsOptions aws) {
    String version = "NEWEST";
    String labels = "LABEL";
    try {
      List<SecretVersion> all = SecretVersion.of(parameter, aws.ssm());
      version = Long.toString(all.getFirst().number());
      labels = String.join(" ", all.getLast().labels());
    } catch (SdkException | IllegalStateException _) {
      // The command tells all the same what to do.
    }
    return "aws ssm label-parameter-version --name %s --parameter-version %s --labels %s"
        .formatted(parameter, version, labels);
  }
}
