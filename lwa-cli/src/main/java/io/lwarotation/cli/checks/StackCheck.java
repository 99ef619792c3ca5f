package io.lwarotation.cli.checks;

import io.lwarotation.cli.Version;
import io.lwarotation.cli.stack.ApplicationOptions;
import io.lwarotation.cli.stack.AwsTrouble;
import io.lwarotation.cli.stack.StackOutputs;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;

/** The stack itself: whether it stands, and whether this version of the program made it. */
final class StackCheck {
  /** What this version's stacks tell. */
  private static final List<String> EXPECTED =
      List.of(
          """
          App Version KeyArn TopicArn ReminderRuleName RemindAfterDays CallSpApiFunctionName \
          SpApiEndpoint ScheduleName WatchFunctionName ParametersFunctionName"""
              .split(" ", -1));

  private StackCheck() {}

  /** All that the doctor looks at, with the stack as far as it can be seen. */
  static Checks look(ApplicationOptions options) {
    Optional<StackOutputs> stack = Optional.empty();
    Finding finding;
    try {
      stack = Optional.of(options.stack());
      finding = of(stack.get(), Version.current());
    } catch (SdkException unseen) {
      AwsTrouble trouble = AwsTrouble.of(unseen, options.aws());
      finding = Finding.unknown("not seen: " + trouble.what(), trouble.remedy());
    } catch (IllegalStateException missing) {
      String[] said = String.valueOf(missing.getMessage()).split(": ", 2);
      finding = Finding.bad(said[0], said.length > 1 ? said[1] : "");
    }
    Application app =
        new Application(options.names(), options.aws(), stack, InstantSource.system());
    return new Checks(app, Optional.of(finding), Optional.empty());
  }

  /** How it stands. */
  private static Finding of(StackOutputs stack, String own) {
    String text = stack.stack() + " is " + stack.status();
    if (stack.status().endsWith("_IN_PROGRESS")) {
      return Finding.warn(text, "wait until the deploy is done and look again");
    }
    if (stack.status().contains("FAILED") || stack.status().contains("ROLLBACK")) {
      return Finding.bad(
          text + ": the last deploy failed",
          "read the stack's events in CloudFormation, then: npx cdk deploy");
    }
    List<String> missing =
        EXPECTED.stream().filter(output -> stack.find(output).isEmpty()).toList();
    if (!missing.isEmpty()) {
      return Finding.bad(
          text + ", and of an older version: it has no output " + String.join(", ", missing),
          "deploy it again: npx cdk deploy");
    }
    String version = stack.require("Version");
    return version.equals(own)
        ? Finding.ok("%s, version %s, rotation=%s".formatted(text, version, stack.mode()))
        : Finding.warn(
            "%s, deployed by version %s; this is version %s".formatted(text, version, own),
            "deploy it with this version: npx cdk deploy; or use ./lwa of version " + version);
  }
}
