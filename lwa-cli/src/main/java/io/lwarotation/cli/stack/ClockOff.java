package io.lwarotation.cli.stack;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/** How far this machine's clock is from AWS's, as AWS told with a refusal. */
final class ClockOff {
  /** {@code Signature expired: OURS is now earlier than LIMIT (THEIRS - 5 min.)}. */
  private static final Pattern STAMP = Pattern.compile("\\b\\d{8}T\\d{6}Z");

  private static final DateTimeFormatter FORM = DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'");
  private static final Duration WORTH_A_WORD = Duration.ofMinutes(1);

  private ClockOff() {}

  /** A remark in brackets, or nothing where it is unknown or a trifle. */
  static String remark(AwsServiceException refused) {
    return ahead(refused)
        .filter(off -> off.abs().compareTo(WORTH_A_WORD) >= 0)
        .map(
            off ->
                " (it is %s %s AWS's)"
                    .formatted(spoken(off.abs()), off.isNegative() ? "behind" : "ahead of"))
        .orElse("");
  }

  private static Optional<Duration> ahead(AwsServiceException refused) {
    List<Instant> stamps =
        STAMP
            .matcher(String.valueOf(refused.getMessage()))
            .results()
            .map(stamp -> LocalDateTime.parse(stamp.group(), FORM).toInstant(ZoneOffset.UTC))
            .toList();
    return stamps.size() > 1
        ? Optional.of(Duration.between(stamps.getLast(), stamps.getFirst()))
        : AwsTime.told(refused).map(theirs -> Duration.between(theirs, Instant.now()));
  }

  private static String spoken(Duration off) {
    if (off.toDays() > 1) {
      return off.toDays() + " days";
    }
    return off.toHours() > 1
        ? off.toHours() + " hours"
        : off.toMinutes() + (off.toMinutes() == 1 ? " minute" : " minutes");
  }
}
