package io.lwarotation.local.aws.sns;

import java.time.Instant;

/** What SNS brought to a person. */
public sealed interface Delivery {
  /** Who got it: a mail address or a telephone number. */
  String to();

  /** What the person reads. */
  String body();

  /** When, by the moved clock. */
  Instant at();

  /**
   * An e-mail.
   *
   * @param subject the publisher's, or SNS's own where the publisher gave none
   * @param body the message and, below it, SNS's own lines about unsubscribing
   */
  record Mail(String from, String to, String subject, String body, Instant at)
      implements Delivery {}

  /**
   * A text message to a telephone.
   *
   * @param parts how many messages it is sent and billed as
   */
  record TextMessage(String to, String body, int parts, Instant at) implements Delivery {}
}
