package io.lwarotation.cli.doctor;

import io.lwarotation.cli.stack.StackOutputs;
import java.util.List;

/** The stack itself: whether it stands, and whether this version of the program made it. */
final class StackLook {
  /** What this version's stacks tell. */
  private static final List<String> EXPECTED =
      List.of(
          "App",
          "Version",
          "KeyArn",
          "TopicArn",
          "ReminderRuleName",
          "RemindAfterDays",
          "CallSpApiFunctionName",
          "SpApiEndpoint",
          "ScheduleName",
          "WatchFunctionName",
          "ParametersFunctionName");

  private StackLook() {}

  /**
   * Looks at it.
   *
   * @param own the version of this program
   */
  static Finding of(StackOutputs stack, String own) {
    String subject = "stack";
    String text = stack.stack() + " is " + stack.status();
    if (stack.status().endsWith("_IN_PROGRESS")) {
      return Finding.warn(subject, text, "wait until the deploy is done and look again");
    }
    if (stack.status().contains("FAILED") || stack.status().contains("ROLLBACK")) {
      return Finding.bad(
          subject,
          text + ": the last deploy did not go through",
          "read the stack's events in CloudFormation, then: npx cdk deploy");
    }
    List<String> missing =
        EXPECTED.stream().filter(output -> stack.find(output).isEmpty()).toList();
    if (!missing.isEmpty()) {
      return Finding.bad(
          subject,
          text + ", and of an older version: it has no output " + String.join(", ", missing),
          "deploy it again: npx cdk deploy");
    }
    String version = stack.require("Version");
    if (!version.equals(own)) {
      return Finding.warn(
          subject,
          text + ", deployed by version " + version + "; this is version " + own,
          "deploy it with this version: npx cdk deploy; or use ./lwa of version " + version);
    }
    return Finding.ok(
        subject,
        text
            + ", version "
            + version
            + ", rotation="
            + (stack.isAutomatic() ? "automatic" : "remind"));
  }
}
