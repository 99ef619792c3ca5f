package io.lwarotation.cli.doctor;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** All looks, in the order of what stands on what; each is told as soon as it is done. */
record Doctor(Patient patient, Finding stackFinding, InstantSource clock) {
  List<Finding> run(Consumer<Finding> tell) {
    List<Finding> all = new ArrayList<>();
    for (Examination one : examinations()) {
      for (Finding finding : one.findings()) {
        tell.accept(finding);
        all.add(finding);
      }
    }
    return all;
  }

  private List<Examination> examinations() {
    AccountLook account = new AccountLook(patient, clock);
    KeyLook key = new KeyLook(patient);
    NoticeLook notices = new NoticeLook(patient);
    TriggerLook triggers = new TriggerLook(patient);
    List<Examination> all = new ArrayList<>();
    all.add(examination("identity", "sts:GetCallerIdentity", account::identity));
    all.add(examination("clock", "ssm:GetParameters", account::skew));
    all.add(examination("stack", "cloudformation:DescribeStacks", () -> List.of(stackFinding)));
    all.add(examination("parameters", "ssm:DescribeParameters", new ParameterLook(patient)::look));
    all.add(examination("key", "kms:DescribeKey", key::state));
    all.add(examination("key rotation", "kms:GetKeyRotationStatus", key::rotation));
    RightsLook rights = new RightsLook(patient);
    all.add(examination("role of the call", RightsLook.RIGHTS, rights::call));
    all.add(examination("subscriptions", "sns:ListSubscriptionsByTopic", notices::subscriptions));
    all.add(examination("SMS sandbox", "sns:GetSMSSandboxAccountStatus", notices::sandbox));
    all.add(examination("SMS spend limit", "sns:GetSMSAttributes", notices::spending));
    all.add(
        examination(
            "reminder rule", "events:DescribeRule and events:ListTargetsByRule", triggers::rule));
    all.add(examination("schedule", "scheduler:GetSchedule", new ScheduleLook(patient)::look));
    all.add(
        examination(ClientLook.SUBJECT, ClientLook.RIGHTS, new ClientLook(patient, clock)::look));
    if (patient.isAutomatic()) {
      automatic(all);
    }
    functions(all);
    OutcomeLook outcomes = new OutcomeLook(patient, clock);
    all.add(examination("alarms", "cloudwatch:DescribeAlarms", outcomes::alarms));
    all.add(
        examination("queues", "sqs:GetQueueUrl and sqs:GetQueueAttributes", outcomes::deadLetters));
    all.add(examination("last call", "cloudwatch:GetMetricStatistics", outcomes::lastCall));
    return all;
  }

  private void functions(List<Examination> all) {
    Map<String, String> outputs = new LinkedHashMap<>();
    outputs.put("function of the call", "CallSpApiFunctionName");
    outputs.put("function of the watch", "WatchFunctionName");
    outputs.put("function of the parameters", "ParametersFunctionName");
    if (patient.isAutomatic()) {
      outputs.put("function of the rotation", "RotateFunctionName");
      outputs.put("function of new secrets", "NewSecretFunctionName");
    }
    FunctionLook functions = new FunctionLook(patient);
    outputs.forEach(
        (subject, output) ->
            all.add(
                examination(subject, FunctionLook.RIGHT, () -> functions.start(subject, output))));
  }

  /** What no API tells. */
  List<String> unseen() {
    String app = patient.names().app();
    List<String> all = new ArrayList<>();
    all.add("whether Amazon accepts the credentials: ./lwa check --app " + app);
    all.add("whether mails and SMS reach people: ./lwa drill --app " + app);
    if (patient.isAutomatic()) {
      all.add("which queues the Developer Console has for notifications");
    }
    return all;
  }

  private void automatic(List<Examination> all) {
    QueueLook queues = new QueueLook(patient, clock);
    RightsLook roles = new RightsLook(patient);
    all.add(examination("role of the rotation", RightsLook.RIGHTS, roles::rotation));
    all.add(examination("role of new secrets", RightsLook.RIGHTS, roles::newSecrets));
    String rights = "sqs:GetQueueUrl, sqs:GetQueueAttributes, kms:DescribeKey and kms:GetKeyPolicy";
    all.add(
        examination(
            "queue of new secrets",
            rights,
            () -> queues.policy("queue of new secrets", "NewSecretQueueArn")));
    all.add(
        examination(
            "queue of expiries",
            rights,
            () -> queues.policy("queue of expiries", "ExpiryQueueArn")));
    all.add(examination("console registration", "ssm:GetParameters", queues::registration));
  }

  private Examination examination(String subject, String right, Supplier<List<Finding>> look) {
    return new Examination(subject, right, patient.aws(), look);
  }
}
