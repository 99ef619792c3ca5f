package io.lwarotation.cli.stack;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/**
 * How far this machine's clock is from AWS's, as AWS told with a refusal.
 *
 * @param ahead negative if it is behind, empty if AWS did not tell
 */
record ClockOff(Optional<Duration> ahead) {
  /** {@code Signature expired: OURS is now earlier than LIMIT (THEIRS - 5 min.)}. */
  private static final Pattern STAMP = Pattern.compile("\\b\\d{8}T\\d{6}Z");

  private static final DateTimeFormatter FORM = DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'");
  private static final Duration WORTH_A_WORD = Duration.ofMinutes(1);

  static ClockOff of(AwsServiceException refused) {
    List<Instant> stamps =
        STAMP
            .matcher(String.valueOf(refused.getMessage()))
            .results()
            .map(MatchResult::group)
            .map(stamp -> LocalDateTime.parse(stamp, FORM).toInstant(ZoneOffset.UTC))
            .toList();
    if (stamps.size() > 1) {
      return new ClockOff(Optional.of(Duration.between(stamps.getLast(), stamps.getFirst())));
    }
    return new ClockOff(
        Optional.ofNullable(refused.awsErrorDetails())
            .map(details -> details.sdkHttpResponse())
            .flatMap(AwsTime::told)
            .map(theirs -> Duration.between(theirs, Instant.now())));
  }

  /** A remark in brackets, or nothing where it is unknown or a trifle. */
  String remark() {
    return ahead
        .filter(off -> off.abs().compareTo(WORTH_A_WORD) >= 0)
        .map(
            off ->
                " (it is "
                    + spoken(off.abs())
                    + (off.isNegative() ? " behind" : " ahead of")
                    + " AWS's)")
        .orElse("");
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
