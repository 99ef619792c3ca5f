package io.lwarotation.cli.checks;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.SnsException;
import software.amazon.awssdk.services.sns.model.Subscription;

/** Whether people would hear of it: the topic's subscriptions, and what SMS needs besides. */
record SubscriptionChecks(Application app) {
  static final String RIGHT = "sns:ListSubscriptionsByTopic";

  /** For {@code status}: how many there are. */
  List<Finding> counted() {
    String subject = "subscriptions";
    try (SnsClient sns = sns()) {
      List<Subscription> all = all(sns);
      long confirmed = all.stream().filter(SubscriptionChecks::isConfirmed).count();
      long pending = all.size() - confirmed;
      String counted = confirmed + " confirmed, " + pending + " not confirmed";
      if (confirmed == 0) {
        return List.of(
            Finding.warn(
                subject,
                counted + ": nobody is told before the secret expires",
                "click the link in AWS's mail, or deploy again with -c email=…"));
      }
      return List.of(
          pending == 0
              ? Finding.ok(subject, counted)
              : Finding.warn(
                  subject,
                  counted,
                  "click the link in AWS's mail: it is valid for two days; "
                      + app.command("doctor")
                      + " says whose it is"));
    }
  }

  /** For {@code doctor}: each of them. */
  List<Finding> each() {
    try (SnsClient sns = sns()) {
      List<Subscription> all = all(sns);
      List<Finding> findings = new ArrayList<>();
      all.forEach(one -> findings.add(finding(sns, one)));
      if (all.stream().noneMatch(SubscriptionChecks::isConfirmed)) {
        findings.add(
            Finding.bad(
                "subscriptions",
                "nobody is told that the secret is getting old: no subscription of "
                    + app.require("TopicArn")
                    + " is confirmed",
                "confirm one, or deploy with another -c email=…"));
      }
      return findings;
    }
  }

  private Finding finding(SnsClient sns, Subscription one) {
    boolean webhook = one.protocol().equals("https");
    String subject = one.protocol() + " " + (webhook ? host(one.endpoint()) : one.endpoint());
    if (!isConfirmed(one)) {
      return Finding.bad(
          subject,
          "is not confirmed: nothing reaches it",
          (webhook
                  ? "its service confirms by itself where the URL is right; to ask it again: "
                  : "click the link in AWS's mail; if it is older than two days, subscribe again: ")
              + "aws sns subscribe --topic-arn %s --protocol %s --notification-endpoint %s"
                  .formatted(
                      app.require("TopicArn"), one.protocol(), webhook ? "URL" : one.endpoint()));
    }
    return Finding.ok(
        subject,
        canBeEndedByLink(sns, one)
            ? "is confirmed; the link in its mails ends it, and a mail scanner may follow it"
            : "is confirmed");
  }

  /** The rest of a webhook's URL is its key, which is not shown. */
  private static String host(String url) {
    return url.replaceFirst("^https://", "").replaceFirst("[/?].*", "");
  }

  /** False too where it could not be seen: it is a warning of what may happen, no more. */
  private static boolean canBeEndedByLink(SnsClient sns, Subscription one) {
    try {
      return one.protocol().equals("email")
          && "false"
              .equals(
                  sns.getSubscriptionAttributes(
                          request -> request.subscriptionArn(one.subscriptionArn()))
                      .attributes()
                      .get("ConfirmationWasAuthenticated"));
    } catch (SnsException _) {
      return false;
    }
  }

  Finding sandbox() {
    String subject = "SMS sandbox";
    try (SnsClient sns = sns()) {
      if (hasNoSms(sns)) {
        return Finding.ok(subject, "no SMS is subscribed");
      }
      return sns.getSMSSandboxAccountStatus(request -> {}).isInSandbox()
          ? Finding.warn(
              subject,
              "the account is in it: only verified numbers get an SMS",
              "verify the number, or leave the sandbox, in the SNS console under Text messaging (SMS)")
          : Finding.ok(subject, "the account is not in it");
    }
  }

  List<Finding> spending() {
    String subject = "SMS spend limit";
    try (SnsClient sns = sns()) {
      if (hasNoSms(sns)) {
        return List.of();
      }
      Optional<String> limit =
          Optional.ofNullable(
              sns.getSMSAttributes(request -> request.attributes("MonthlySpendLimit"))
                  .attributes()
                  .get("MonthlySpendLimit"));
      if (limit.isPresent() && limit.get().matches("0+(\\.0*)?")) {
        return List.of(
            Finding.bad(
                subject,
                "is $0 a month: no SMS goes out",
                "raise it in the SNS console under Text messaging (SMS)"));
      }
      return List.of(
          Finding.ok(
              subject,
              limit
                  .map(dollars -> "$" + dollars + " a month")
                  .orElse("is AWS's default, $1 a month")));
    }
  }

  private boolean hasNoSms(SnsClient sns) {
    return all(sns).stream().noneMatch(one -> one.protocol().equals("sms"));
  }

  private List<Subscription> all(SnsClient sns) {
    String topic = app.require("TopicArn");
    return sns
        .listSubscriptionsByTopicPaginator(request -> request.topicArn(topic))
        .subscriptions()
        .stream()
        .toList();
  }

  private SnsClient sns() {
    return app.client(SnsClient.builder());
  }

  private static boolean isConfirmed(Subscription one) {
    return one.subscriptionArn().startsWith("arn:");
  }
}
