package io.lwarotation.cli.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.SnsException;
import software.amazon.awssdk.services.sns.model.Subscription;

/** Whether people would hear of it: the topic's subscriptions, and what SMS needs besides. */
record NoticeLook(Patient patient) {
  List<Finding> subscriptions() {
    String topic = patient.require("TopicArn");
    try (SnsClient sns = patient.aws().configured(SnsClient.builder()).build()) {
      List<Subscription> all =
          sns
              .listSubscriptionsByTopicPaginator(request -> request.topicArn(topic))
              .subscriptions()
              .stream()
              .toList();
      return ofSubscriptions(topic, all, one -> canBeEndedByLink(sns, one));
    }
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

  private static List<Finding> ofSubscriptions(
      String topic, List<Subscription> all, Predicate<Subscription> canBeEndedByLink) {
    List<Finding> findings = new ArrayList<>();
    boolean someone = false;
    for (Subscription one : all) {
      String subject = one.protocol() + " " + one.endpoint();
      boolean confirmed = one.subscriptionArn().startsWith("arn:");
      someone |= confirmed;
      findings.add(
          confirmed
              ? Finding.ok(
                  subject,
                  canBeEndedByLink.test(one)
                      ? "is confirmed; the link in its mails ends it, and a mail scanner may follow it"
                      : "is confirmed")
              : Finding.bad(
                  subject,
                  "is not confirmed: nothing reaches it",
                  "click the link in AWS's mail; if it is older than two days, subscribe again: aws sns"
                      + " subscribe --topic-arn "
                      + topic
                      + " --protocol "
                      + one.protocol()
                      + " --notification-endpoint "
                      + one.endpoint()));
    }
    if (!someone) {
      findings.add(
          Finding.bad(
              "subscriptions",
              "nobody hears of a secret that gets old: no subscription of "
                  + topic
                  + " is confirmed",
              "confirm one, or deploy with another -c email=…"));
    }
    return findings;
  }

  List<Finding> sandbox() {
    if (!hasSms()) {
      return List.of(Finding.ok("SMS sandbox", "no SMS is subscribed"));
    }
    try (SnsClient sns = patient.aws().configured(SnsClient.builder()).build()) {
      return List.of(
          sns.getSMSSandboxAccountStatus(request -> {}).isInSandbox()
              ? Finding.warn(
                  "SMS sandbox",
                  "the account is in it: only verified numbers get an SMS",
                  "verify the number, or leave the sandbox, in the SNS console under Text messaging (SMS)")
              : Finding.ok("SMS sandbox", "the account is not in it"));
    }
  }

  List<Finding> spending() {
    if (!hasSms()) {
      return List.of();
    }
    try (SnsClient sns = patient.aws().configured(SnsClient.builder()).build()) {
      Optional<String> limit =
          Optional.ofNullable(
              sns.getSMSAttributes(request -> request.attributes("MonthlySpendLimit"))
                  .attributes()
                  .get("MonthlySpendLimit"));
      return List.of(
          limit
              .filter(text -> !text.matches("0+(\\.0*)?"))
              .map(text -> Finding.ok("SMS spend limit", text + " US dollars a month"))
              .orElseGet(
                  () ->
                      limit.isPresent()
                          ? Finding.bad(
                              "SMS spend limit",
                              "is 0 US dollars a month: no SMS goes out",
                              "raise it in the SNS console under Text messaging (SMS)")
                          : Finding.ok(
                              "SMS spend limit", "is AWS's default, 1 US dollar a month")));
    }
  }

  private boolean hasSms() {
    String topic = patient.require("TopicArn");
    try (SnsClient sns = patient.aws().configured(SnsClient.builder()).build()) {
      return sns
          .listSubscriptionsByTopicPaginator(request -> request.topicArn(topic))
          .subscriptions()
          .stream()
          .anyMatch(one -> one.protocol().equals("sms"));
    }
  }
}
