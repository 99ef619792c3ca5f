package io.lwarotation.cli.stack;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import software.amazon.awssdk.core.SdkResponse;
import software.amazon.awssdk.http.SdkHttpResponse;

/** AWS's clock, by the {@code Date} of its answers: that of an operator's machine may be wrong. */
public final class AwsTime {
  private AwsTime() {}

  /** When AWS answered; by this machine's clock where it did not say. */
  public static Instant of(SdkResponse answer) {
    return told(answer.sdkHttpResponse()).orElseGet(Instant::now);
  }

  /** When AWS answered, if it said so. */
  public static Optional<Instant> told(SdkHttpResponse answer) {
    return answer.firstMatchingHeader("Date").flatMap(AwsTime::parsed);
  }

  private static Optional<Instant> parsed(String date) {
    try {
      return Optional.of(
          ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }
}
