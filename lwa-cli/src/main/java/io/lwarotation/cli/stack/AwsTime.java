package io.lwarotation.cli.stack;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkResponse;
import software.amazon.awssdk.http.SdkHttpResponse;

/** AWS's clock, by the {@code Date} of its answers: that of an operator's machine may be wrong. */
public final class AwsTime {
  private AwsTime() {}

  /** When AWS answered; by this machine's clock where it did not say. */
  public static Instant of(SdkResponse answer) {
    return told(answer.sdkHttpResponse()).orElseGet(Instant::now);
  }

  /** When AWS refused, if it said so. */
  public static Optional<Instant> told(AwsServiceException refused) {
    return Optional.ofNullable(refused.awsErrorDetails())
        .map(AwsErrorDetails::sdkHttpResponse)
        .flatMap(AwsTime::told);
  }

  /** When AWS answered, if it said so. */
  public static Optional<Instant> told(SdkHttpResponse answer) {
    try {
      return answer
          .firstMatchingHeader("Date")
          .map(date -> Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(date)));
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }
}
