package io.lwarotation.local.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How a subscription comes to its end without anybody's command. */
final class SubscriptionTest extends OnLocalAws {
  /** The link in the mail is valid for so long. */
  @Test
  void anUnconfirmedSubscriptionEndsAfterTwoDays() {
    String topic = aws.sns().createTopic(c -> c.name("late")).topicArn();
    aws.sns().subscribe(s -> s.topicArn(topic).protocol("email").endpoint("late@example.com"));
    clock.advance(Duration.ofDays(2).minusSeconds(1));
    assertEquals(1, local.confirmationTokens("late@example.com").size());

    clock.advance(Duration.ofSeconds(1));

    assertEquals(0, local.confirm("late@example.com"));
    assertEquals(
        List.of(), aws.sns().listSubscriptionsByTopic(l -> l.topicArn(topic)).subscriptions());
  }

  /** Mail scanners follow links, also the one that ends a subscription. */
  @Test
  void aSubscriptionThatTheAccountConfirmedIsNotEndedByALink() {
    String topic = aws.sns().createTopic(c -> c.name("links")).topicArn();
    for (String address : List.of("a@example.com", "b@example.com")) {
      aws.sns().subscribe(s -> s.topicArn(topic).protocol("email").endpoint(address));
    }
    local.confirm("a@example.com");
    String token = local.confirmationTokens("b@example.com").getFirst();
    String confirmed =
        aws.sns()
            .confirmSubscription(
                c -> c.topicArn(topic).token(token).authenticateOnUnsubscribe("true"))
            .subscriptionArn();

    assertEquals(1, local.unsubscribe("a@example.com"));
    assertEquals(0, local.unsubscribe("b@example.com"));

    assertEquals(
        "true",
        aws.sns()
            .getSubscriptionAttributes(g -> g.subscriptionArn(confirmed))
            .attributes()
            .get("ConfirmationWasAuthenticated"));
  }
}
