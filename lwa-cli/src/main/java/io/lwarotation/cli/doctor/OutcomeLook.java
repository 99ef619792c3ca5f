package io.lwarotation.cli.doctor;

import io.lwarotation.cli.stack.StackOutputs;
import io.lwarotation.cli.status.Level;
import io.lwarotation.cli.status.StackFindings;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.MetricAlarm;
import software.amazon.awssdk.services.cloudwatch.model.StateValue;

/** What has become of it: alarms, dead letters, the last calls. */
record OutcomeLook(Patient patient, InstantSource clock) {
  List<Finding> alarms() {
    List<Finding> findings = new ArrayList<>();
    try (CloudWatchClient cloudWatch =
        patient.aws().configured(CloudWatchClient.builder()).build()) {
      List<MetricAlarm> all =
          cloudWatch
              .describeAlarmsPaginator(
                  request -> request.alarmNamePrefix(patient.names().app() + ": "))
              .metricAlarms()
              .stream()
              .toList();
      for (MetricAlarm one : all) {
        if (one.stateValue() == StateValue.ALARM) {
          findings.add(
              Finding.bad(
                  "alarm " + one.alarmName(),
                  "is in alarm",
                  withoutStop(String.valueOf(one.alarmDescription()))));
        }
      }
      if (all.isEmpty()) {
        findings.add(
            Finding.bad(
                "alarms",
                "there is none, so nobody hears of a failure",
                "deploy the stack again: npx cdk deploy"));
      } else if (findings.isEmpty()) {
        findings.add(Finding.ok("alarms", "none of " + all.size() + " is in alarm"));
      }
    }
    return findings;
  }

  List<Finding> deadLetters() {
    return List.of(finding("queues", around().lookAtQueues()));
  }

  List<Finding> lastCall() {
    return List.of(finding("last call", around().lookAtCalls(clock.instant())));
  }

  private StackFindings around() {
    StackOutputs stack =
        patient.stack().orElseThrow(() -> new Examination.NotDeployedException("name"));
    return new StackFindings(patient.names().app(), stack, patient.aws());
  }

  /** There a sentence and its remedy stand in one text. */
  private static Finding finding(String subject, io.lwarotation.cli.status.Finding one) {
    String[] parts = one.text().split("(: |; )", 2);
    String remedy = parts.length > 1 ? parts[1] : "look at its log";
    return one.level() == Level.FINE
        ? Finding.ok(subject, one.text())
        : one.level() == Level.SOON
            ? Finding.warn(subject, parts[0], remedy)
            : Finding.bad(subject, parts[0], remedy);
  }

  private static String withoutStop(String sentence) {
    return sentence.endsWith(".") ? sentence.substring(0, sentence.length() - 1) : sentence;
  }
}
