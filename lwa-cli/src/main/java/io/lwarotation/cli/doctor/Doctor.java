package io.lwarotation.cli.doctor;

import io.lwarotation.cli.Version;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** All looks, in the order of what stands on what; each is told as soon as it is done. */
record Doctor(Patient patient, Finding stackFinding, InstantSource clock) {
  static Doctor of(Patient patient, String whyNoStack, InstantSource clock) {
    return new Doctor(
        patient,
        patient
            .stack()
            .map(stack -> StackLook.of(stack, Version.current()))
            .orElseGet(() -> StackLook.unseen(whyNoStack)),
        clock);
  }

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
    all.add(new Examination("identity", "sts:GetCallerIdentity", account::identity));
    all.add(new Examination("clock", "ssm:GetParameters", account::skew));
    all.add(new Examination("stack", "cloudformation:DescribeStacks", () -> List.of(stackFinding)));
    all.add(
        new Examination("parameters", "ssm:DescribeParameters", new ParameterLook(patient)::look));
    all.add(new Examination("key", "kms:DescribeKey", key::state));
    all.add(new Examination("key rotation", "kms:GetKeyRotationStatus", key::rotation));
    RightsLook rights = new RightsLook(patient);
    all.add(new Examination("role of the call", RightsLook.RIGHTS, rights::call));
    all.add(
        new Examination("subscriptions", "sns:ListSubscriptionsByTopic", notices::subscriptions));
    all.add(new Examination("SMS sandbox", "sns:GetSMSSandboxAccountStatus", notices::sandbox));
    all.add(new Examination("SMS spend limit", "sns:GetSMSAttributes", notices::spending));
    all.add(
        new Examination(
            "reminder rule", "events:DescribeRule and events:ListTargetsByRule", triggers::rule));
    all.add(new Examination("schedule", "scheduler:GetSchedule", new ScheduleLook(patient)::look));
    all.add(
        new Examination(
            ClientLook.SUBJECT, ClientLook.RIGHTS, new ClientLook(patient, clock)::look));
    if (patient.isAutomatic()) {
      automatic(all);
    }
    return all;
  }

  private void automatic(List<Examination> all) {
    QueueLook queues = new QueueLook(patient, clock);
    RightsLook roles = new RightsLook(patient);
    all.add(new Examination("role of the rotation", RightsLook.RIGHTS, roles::rotation));
    all.add(new Examination("role of new secrets", RightsLook.RIGHTS, roles::newSecrets));
    String rights = "sqs:GetQueueUrl, sqs:GetQueueAttributes, kms:DescribeKey and kms:GetKeyPolicy";
    all.add(
        new Examination(
            "queue of new secrets",
            rights,
            () -> queues.policy("queue of new secrets", "NewSecretQueueArn")));
    all.add(
        new Examination(
            "queue of expiries",
            rights,
            () -> queues.policy("queue of expiries", "ExpiryQueueArn")));
    all.add(new Examination("console registration", "ssm:GetParameters", queues::registration));
  }
}
