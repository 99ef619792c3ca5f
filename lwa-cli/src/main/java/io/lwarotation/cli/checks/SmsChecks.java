package io.lwarotation.cli.checks;

import io.lwarotation.cli.stack.Subscriptions;
import java.util.List;
import software.amazon.awssdk.services.sns.SnsClient;

/** What SMS needs besides a subscription. */
record SmsChecks(Application app) {
  Finding sandbox() {
    if (hasNoSms()) {
      return Finding.ok("no SMS is subscribed");
    }
    return sns().getSMSSandboxAccountStatus(request -> {}).isInSandbox()
        ? Finding.warn(
            "the account is in it: only verified numbers get an SMS",
            "verify the number, or leave the sandbox, in the SNS console under Text messaging (SMS)")
        : Finding.ok("the account is not in it");
  }

  List<Finding> spending() {
    if (hasNoSms()) {
      return List.of();
    }
    String name = "MonthlySpendLimit";
    String limit =
        sns().getSMSAttributes(request -> request.attributes(name)).attributes().get(name);
    if (limit == null) {
      return List.of(Finding.ok("is AWS's default, $1 a month"));
    }
    return List.of(
        limit.matches("0+(\\.0*)?")
            ? Finding.bad(
                "is $0 a month: no SMS goes out",
                "raise it in the SNS console under Text messaging (SMS)")
            : Finding.ok("$" + limit + " a month"));
  }

  private boolean hasNoSms() {
    return Subscriptions.of(app.require("TopicArn"), app.aws()).stream()
        .noneMatch(one -> one.protocol().equals("sms"));
  }

  private SnsClient sns() {
    return app.client(SnsClient.builder());
  }
}
