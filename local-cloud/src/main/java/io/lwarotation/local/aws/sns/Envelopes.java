package io.lwarotation.local.aws.sns;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lwarotation.local.aws.wire.Account;
import io.lwarotation.local.aws.wire.Json;
import java.net.URI;
import java.time.InstantSource;
import java.util.function.Supplier;

/**
 * What SNS puts around a message. Its JSON is not signed, unlike AWS's.
 *
 * @param endpoint where links lead
 * @see <a href="https://docs.aws.amazon.com/sns/latest/dg/sns-message-and-json-formats.html">SNS
 *     message formats</a>
 */
record Envelopes(InstantSource clock, Supplier<URI> endpoint) {
  /** A message for a queue or a webhook. */
  String notification(Topic topic, String id, Notification notification, String text) {
    return envelope("Notification", topic, id)
        .put("Subject", notification.subject().orElse(null))
        .put("Message", text)
        .toString();
  }

  /** Asks a webhook whether it wants to be told. */
  String confirmation(Topic topic, String id, String token) {
    return envelope("SubscriptionConfirmation", topic, id)
        .put("Token", token)
        .put(
            "Message",
            "You have chosen to subscribe to the topic "
                + topic.arn()
                + ".\nTo confirm the subscription, visit the SubscribeURL included in this message.")
        .put(
            "SubscribeURL",
            endpoint.get()
                + "/?Action=ConfirmSubscription&TopicArn="
                + topic.arn()
                + "&Token="
                + token)
        .toString();
  }

  private ObjectNode envelope(String type, Topic topic, String id) {
    return Json.object()
        .put("Type", type)
        .put("MessageId", id)
        .put("TopicArn", topic.arn())
        .put("Timestamp", clock.instant().toString());
  }

  /** What stands below every mail. */
  static String footer(Account account, Subscription subscription) {
    return "\n\n--\n"
        + "If you wish to stop receiving notifications from this topic, please click or visit the"
        + " link below to unsubscribe:\n"
        + "https://sns."
        + account.region()
        + ".amazonaws.com/unsubscribe.html?SubscriptionArn="
        + subscription.arn()
        + "&Endpoint="
        + subscription.endpoint()
        + "\n\n"
        + "Please do not reply directly to this email. If you have any questions or comments"
        + " regarding this email, please contact us at https://aws.amazon.com/support\n";
  }
}
