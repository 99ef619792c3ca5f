package io.lwarotation.cli.checks;

import io.lwarotation.cli.AwsOptions;
import io.lwarotation.cli.checks.Application.NotDeployedException;
import io.lwarotation.cli.stack.AwsTrouble;
import io.lwarotation.core.StoreException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * The one list of what is looked at, in the order of what stands on what.
 *
 * @param stackFinding how the stack stands, for {@code doctor}
 * @param stored what the parameters hold, for {@code status}
 */
record Checks(Application app, Optional<Finding> stackFinding, Optional<StoredState> stored) {
  /** Which command shows a check. */
  enum Part {
    DOCTOR,
    STATUS,
    BOTH
  }

  /** One look, the right that it takes, and its findings whatever happens: the others go on. */
  private record Row(Part part, String subject, String right, Supplier<List<Finding>> look) {
    List<Finding> findings(AwsOptions aws) {
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
        String why = String.valueOf(missing.getMessage());
        return List.of(Finding.unknown(why, "fix the stack first, see above"));
      }
    }

    private Finding unseen(SdkException failed, AwsOptions aws) {
      if (failed instanceof AwsServiceException refused && AwsTrouble.isDenied(refused)) {
        return Finding.denied(AwsTrouble.namedRight(refused).orElse(right));
      }
      AwsTrouble trouble = AwsTrouble.of(failed, aws);
      return Finding.unknown("not seen: " + trouble.what(), trouble.remedy());
    }
  }

  /** Makes those of one command; tells each finding at once, with the name of its check. */
  void run(Part part, BiConsumer<String, Finding> tell) {
    for (Row row : rows()) {
      if (row.part() == part || row.part() == Part.BOTH) {
        String subject = row.subject();
        row.findings(app.aws()).forEach(finding -> tell.accept(subject, finding.of(subject)));
      }
    }
  }

  private List<Row> rows() {
    List<Row> all = new ArrayList<>();
    AccountChecks account = new AccountChecks(app);
    all.add(doctor("identity", "sts:GetCallerIdentity", account::identity));
    all.add(doctor("clock", "ssm:GetParameters", new ClockCheck(app)::look));
    all.add(row(Part.DOCTOR, "stack", "", () -> stackFinding.stream().toList()));
    stored.ifPresent(
        state -> {
          SecretChecks secret = new SecretChecks(app, state);
          all.add(row(Part.STATUS, "secret", "ssm:GetParameters", secret::secret));
          all.add(row(Part.STATUS, "rotation", "ssm:GetParameters", secret::rotation));
          all.add(row(Part.STATUS, "grace", "ssm:GetParameters", secret::grace));
        });
    String describe = "ssm:DescribeParameters";
    all.add(row(Part.DOCTOR, "parameters", describe, new ParameterChecks(app)::all));
    all.add(doctor("key", "kms:DescribeKey", account::key));
    all.add(doctor("key rotation", "kms:GetKeyRotationStatus", account::keyRotation));
    RoleChecks roles = new RoleChecks(app);
    all.add(doctor("role of the call", RoleChecks.RIGHTS, roles::call));
    SubscriptionChecks people = new SubscriptionChecks(app);
    all.add(row(Part.STATUS, "subscriptions", SubscriptionChecks.RIGHT, people::counted));
    all.add(row(Part.DOCTOR, "subscriptions", SubscriptionChecks.RIGHT, people::each));
    SmsChecks sms = new SmsChecks(app);
    all.add(doctor("SMS sandbox", "sns:GetSMSSandboxAccountStatus", sms::sandbox));
    all.add(row(Part.DOCTOR, "SMS spend limit", "sns:GetSMSAttributes", sms::spending));
    String rule = "events:DescribeRule and events:ListTargetsByRule";
    all.add(doctor("reminder rule", rule, new ReminderRuleCheck(app)::look));
    all.add(doctor("schedule", ScheduleCheck.RIGHT, new ScheduleCheck(app)::look));
    String client = "ssm:GetParameters, and kms:Decrypt for the client id";
    all.add(doctor("who rotates", client, new ClientCheck(app)::look));
    if (app.isAutomatic()) {
      QueueChecks queues = new QueueChecks(app);
      all.add(doctor("role of the rotation", RoleChecks.RIGHTS, roles::rotation));
      all.add(doctor("role of new secrets", RoleChecks.RIGHTS, roles::newSecrets));
      all.add(doctor("queue of new secrets", QueueChecks.RIGHTS, queues::newSecrets));
      all.add(doctor("queue of expiries", QueueChecks.RIGHTS, queues::expiries));
      all.add(doctor("console registration", "ssm:GetParameters", queues::registration));
    }
    all.add(function("function of the call", "CallSpApiFunctionName"));
    all.add(function("function of the watch", "WatchFunctionName"));
    all.add(function("function of the parameters", "ParametersFunctionName"));
    if (app.isAutomatic()) {
      all.add(function("function of the rotation", "RotateFunctionName"));
      all.add(function("function of new secrets", "NewSecretFunctionName"));
    }
    if (app.find("SweepFunctionName").isPresent()) {
      all.add(function("function of the sweep", "SweepFunctionName"));
    }
    OutcomeChecks outcomes = new OutcomeChecks(app);
    String path = "ssm:GetParametersByPath and ssm:GetParameters";
    all.add(row(Part.BOTH, "authorizations", path, outcomes::authorizations));
    all.add(row(Part.BOTH, "alarms", "cloudwatch:DescribeAlarms", outcomes::alarms));
    String queue = "sqs:GetQueueUrl and sqs:GetQueueAttributes";
    all.add(row(Part.BOTH, "queues", queue, () -> List.of(outcomes.queues())));
    String metrics = "cloudwatch:GetMetricStatistics";
    all.add(row(Part.BOTH, "last call", metrics, () -> List.of(new LastCallCheck(app).look())));
    return all;
  }

  private Row function(String subject, String output) {
    return doctor(subject, "lambda:InvokeFunction", () -> new FunctionCheck(app, output).started());
  }

  private static Row doctor(String subject, String right, Supplier<Finding> look) {
    return row(Part.DOCTOR, subject, right, () -> List.of(look.get()));
  }

  private static Row row(Part part, String subject, String right, Supplier<List<Finding>> look) {
    return new Row(part, subject, right, look);
  }

  /** What no API tells. */
  List<String> unseen() {
    List<String> all = new ArrayList<>();
    all.add("whether Amazon accepts the credentials: " + app.command("check"));
    all.add("whether mails and SMS reach people: " + app.command("drill"));
    if (app.isAutomatic()) {
      all.add("which queues the Developer Console has for notifications");
    }
    return all;
  }
}
