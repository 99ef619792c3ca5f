package io.lwarotation.cli.checks;

import io.lwarotation.cli.stack.AwsTime;
import io.lwarotation.cli.stack.AwsTrouble;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Whether this machine and AWS have the same time. */
record ClockCheck(Application app) {
  /** AWS refuses signatures that are off by more than five minutes; a minute is odd already. */
  private static final Duration ODD = Duration.ofMinutes(1);

  private static final Duration REFUSED = Duration.ofMinutes(5);

  /** A request that anyone may send, if only to be refused: its answer has the time of AWS. */
  Finding look() {
    String any = app.names().rotationRecord();
    Optional<Instant> there =
        AwsTrouble.seenOr(
            () ->
                AwsTime.told(
                    app.aws().ssm().getParameters(request -> request.names(any)).sdkHttpResponse()),
            AwsTime::told);
    Instant here = app.clock().instant();
    return there
        .map(moment -> skew(Duration.between(moment, here)))
        .orElseGet(() -> Finding.unknown("AWS did not tell its time", "try again"));
  }

  private static Finding skew(Duration off) {
    String side = off.isNegative() ? "behind" : "ahead of";
    String text = "this machine is %d s %s AWS".formatted(off.abs().toSeconds(), side);
    String remedy = "set the clock by NTP: AWS refuses requests that are off by five minutes";
    if (off.abs().compareTo(REFUSED) >= 0) {
      return Finding.bad(text, remedy);
    }
    return off.abs().compareTo(ODD) >= 0 ? Finding.warn(text, remedy) : Finding.ok(text);
  }
}
