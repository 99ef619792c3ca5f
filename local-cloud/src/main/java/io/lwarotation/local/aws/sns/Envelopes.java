package io.lwarotation.local.aws.sns;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lwarotation.local.aws.wire.Account;
import io.lwarotation.local.aws.wire.Json;

/**
 * What SNS puts around a message. Its JSON is not signed, unlike AWS's.
 *
 * @see <a href="https://docs.aws.amazon.com/sns/latest/dg/sns-message-and-json-formats.html">SNS
 *     message formats</a>
 */
record Envelopes(Account account) {
  /** A message for a queue or a webhook. */
  String notification(Topic topic, String id, Notification notification, String text) {
    return envelope("Notification", topic, id)
        .put("Subject", notification.subject().orElse(null))
        .put("Message", text)
        .toString();
  }

  /** Asks a webhook whether it wants to be told. */
  String confirmation(Topic topic, String token) {
    return envelope("SubscriptionConfirmation", topic, account.newId())
        .put("Token", token)
        .put(
            "Message",
            "You have chosen to subscribe to the topic "
                + topic.arn()
                + ".\nTo confirm the subscription, visit the SubscribeURL included in this message.")
        .put(
            "SubscribeURL",
            "%s/?Action=ConfirmSubscription&TopicArn=%s&Token=%s"
                .formatted(account.endpoint().get(), topic.arn(), token))
        .toString();
  }

  private ObjectNode envelope(String type, Topic topic, String id) {
    return Json.object()
        .put("Type", type)
        .put("MessageId", id)
        .put("TopicArn", topic.arn())
        .put("Timestamp", account.now().toString());
  }

  /** What stands below every mail. */
  String footer(Subscription subscription) {
    return """


        --
        If you wish to stop receiving notifications from this topic, please click or visit the \
        link below to unsubscribe:
        https://sns.%s.amazonaws.com/unsubscribe.html?SubscriptionArn=%s&Endpoint=%s

        Please do not reply directly to this email. If you have any questions or comments \
        regarding this email, please contact us at https://aws.amazon.com/support
        """
        .formatted(account.region(), subscription.arn, subscription.endpoint);
  }
}
