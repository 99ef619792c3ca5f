package io.lwarotation.handler;

import io.lwarotation.adapter.Pause;
import io.lwarotation.adapter.aws.AnswerUrl;
import io.lwarotation.core.Deadline;
import java.io.IOException;
import java.time.Duration;

/**
 * Sends the answer to CloudFormation, again if it has to be: a stack that gets none waits until its
 * own limit.
 *
 * @param pause waits that long between two attempts
 */
record AnswerSender(Pause pause) {
  /** The longest that all attempts and pauses together take. */
  static final Duration LONGEST = Duration.ofSeconds(20);

  private static final int ATTEMPTS = 3;
  private static final Duration LIMIT = Duration.ofSeconds(5);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(200);

  /**
   * @throws IllegalStateException if no attempt got through; one sentence, without the URL
   */
  void send(AnswerUrl url, String json, Deadline deadline) {
    String last = "no time was left";
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      try {
        if (attempt > 0) {
          pause.pause(deadline.atMost(FIRST_PAUSE.multipliedBy(1L << attempt)));
        }
        Duration limit = deadline.atMost(LIMIT);
        if (!limit.isPositive()) {
          break;
        }
        int status = url.put(json, limit);
        if (status >= 200 && status < 300) {
          return;
        }
        last = "HTTP status " + status;
        if (status < 500 && status != 429 && status != 408) {
          break; // The URL has expired or is none: again would be the same.
        }
      } catch (IOException noAnswer) {
        last = String.valueOf(noAnswer.getMessage());
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
        last = "the function was stopped";
        break;
      }
    }
    throw new IllegalStateException(
        "CloudFormation did not take the answer (%s): cancel the update of the stack, or wait until it gives up, and deploy again."
            .formatted(last));
  }
}
