package io.lwarotation.cli.checks;

import io.lwarotation.cli.stack.Subscriptions;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.SnsException;
import software.amazon.awssdk.services.sns.model.Subscription;

/** Whether people would hear of it: the topic's subscriptions. */
record SubscriptionChecks(Application app) {
  static final String RIGHT = "sns:ListSubscriptionsByTopic";

  /** For {@code status}: how many there are. */
  List<Finding> counted() {
    List<Subscription> all = subscriptions();
    long confirmed = all.stream().filter(Subscriptions::isConfirmed).count();
    long pending = all.size() - confirmed;
    String counted = confirmed + " confirmed, " + pending + " not confirmed";
    if (confirmed > 0 && pending == 0) {
      return List.of(Finding.ok(counted));
    }
    return List.of(
        confirmed == 0
            ? Finding.warn(
                counted + ": nobody is told before the secret expires",
                "click the link in AWS's mail, or deploy again with -c email=…")
            : Finding.warn(
                counted,
                "click the link in AWS's mail: it is valid for two days; %s says whose it is"
                    .formatted(app.command("doctor"))));
  }

  /** For {@code doctor}: each of them. */
  List<Finding> each() {
    List<Subscription> all = subscriptions();
    List<Finding> findings = new ArrayList<>();
    all.forEach(one -> findings.add(finding(one)));
    if (all.stream().noneMatch(Subscriptions::isConfirmed)) {
      findings.add(
          Finding.bad(
              "nobody is told that the secret is getting old: no subscription of %s is confirmed"
                  .formatted(app.require("TopicArn")),
              "confirm one, or deploy with another -c email=…"));
    }
    return findings;
  }

  private Finding finding(Subscription one) {
    return finding(one, Subscriptions.isWebhook(one)).of(Subscriptions.shown(one));
  }

  private Finding finding(Subscription one, boolean webhook) {
    if (Subscriptions.isConfirmed(one)) {
      return Finding.ok(
          canBeEndedByLink(one)
              ? "is confirmed; the link in its mails ends it, and a mail scanner may follow it"
              : "is confirmed");
    }
    return Finding.bad(
        "is not confirmed: nothing reaches it",
        (webhook
                ? "its service confirms by itself where the URL is right; to ask it again: "
                : "click the link in AWS's mail; if it is older than two days, subscribe again: ")
            + "aws sns subscribe --topic-arn %s --protocol %s --notification-endpoint %s"
                .formatted(
                    app.require("TopicArn"), one.protocol(), webhook ? "URL" : one.endpoint()));
  }

  /** False too where it could not be seen: it is a warning of what may happen, no more. */
  private boolean canBeEndedByLink(Subscription one) {
    if (!one.protocol().equals("email")) {
      return false;
    }
    try {
      return "false"
          .equals(
              app.client(SnsClient.builder())
                  .getSubscriptionAttributes(r -> r.subscriptionArn(one.subscriptionArn()))
                  .attributes()
                  .get("ConfirmationWasAuthenticated"));
    } catch (SnsException _) {
      return false;
    }
  }

  private List<Subscription> subscriptions() {
    return Subscriptions.of(app.require("TopicArn"), app.aws());
  }
}
