package io.lwarotation.local.aws.sns;

import java.time.Instant;

/** What SNS brought to a person or a service. */
public sealed interface Delivery {
  /** Who got it: a mail address, a telephone number or a URL. */
  String to();

  /** What is read there. */
  String body();

  /** When, by the moved clock. */
  Instant at();

  /**
   * An e-mail.
   *
   * @param subject the publisher's, or SNS's own where the publisher gave none
   * @param body the message and, below it, SNS's own lines about unsubscribing
   */
  record Mail(String to, String subject, String body, Instant at) implements Delivery {}

  /**
   * A text message to a telephone.
   *
   * @param parts how many messages it is sent and billed as
   */
  record TextMessage(String to, String body, int parts, Instant at) implements Delivery {}

  /**
   * What is posted to a webhook.
   *
   * @param type {@code Notification}, or {@code SubscriptionConfirmation} when it is asked whether
   *     it wants any; the header {@code x-amz-sns-message-type}
   * @param body JSON, with the message in it
   */
  record Post(String to, String type, String body, Instant at) implements Delivery {}
}
