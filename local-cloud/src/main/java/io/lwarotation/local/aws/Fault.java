package io.lwarotation.local.aws;

import java.time.Duration;

/** What goes wrong with a request to AWS. */
public sealed interface Fault {

  /** Refused for its rate; nothing happened. */
  record Throttled() implements Fault {}

  /** Refused for missing rights; nothing happened. */
  record AccessDenied() implements Fault {}

  /** The connection is reset; nothing happened. */
  record Reset() implements Fault {}

  /** The request has its effect, and its answer is lost: the connection is reset. */
  record AnswerLost() implements Fault {}

  /**
   * The request has its effect, and its answer comes late.
   *
   * @param after real time: a client's time-out knows no other
   */
  record Slow(Duration after) implements Fault {}

  /** Refused with a code of AWS; nothing happened. */
  record Refused(int status, String code, String message) implements Fault {}

  /** Something that is not AWS answers, such as a proxy or a network's sign-in page. */
  record NotAws(int status, String page) implements Fault {}
}
