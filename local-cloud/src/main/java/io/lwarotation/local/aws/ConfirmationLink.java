package io.lwarotation.local.aws;

import io.lwarotation.local.aws.sns.Subscription;
import io.lwarotation.local.aws.sns.Topics;
import io.lwarotation.local.aws.wire.AwsException;
import io.lwarotation.local.http.Reply;
import io.lwarotation.local.http.Request;
import io.lwarotation.local.http.Response;

/** The link that a webhook follows to confirm its subscription; nobody needs to sign for it. */
final class ConfirmationLink {
  private ConfirmationLink() {}

  static boolean isIn(Request request) {
    return request.method().equals("GET")
        && "ConfirmSubscription".equals(request.queryParameters().get("Action"));
  }

  static Reply follow(Request request, Topics topics) {
    String topic = request.queryParameters().getOrDefault("TopicArn", "");
    String token = request.queryParameters().getOrDefault("Token", "");
    try {
      Subscription confirmed = topics.confirm(topics.require(topic), token, false);
      return Response.of(
              200, "text/xml", "<SubscriptionArn>" + confirmed.arn() + "</SubscriptionArn>")
          .asReply();
    } catch (AwsException e) {
      return Response.of(e.status(), "text/plain", e.text()).asReply();
    }
  }
}
