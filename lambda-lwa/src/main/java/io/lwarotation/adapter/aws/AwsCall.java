package io.lwarotation.adapter.aws;

import io.lwarotation.core.Deadline;
import io.lwarotation.core.StoreException;
import java.time.Duration;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * One call of AWS through its SDK, and what its failure means. AWS's own text stays out of every
 * message: it may name anything.
 *
 * @param service as people know it
 * @param doing what was attempted, such as {@code writing /my-erp/lwa/clientsecret}
 * @param remedy what to check if AWS says no, as the end of a sentence
 */
record AwsCall(String service, String doing, String remedy) {
  /** The longest that a call takes, its retries included. */
  static final Duration LONGEST = Duration.ofSeconds(15);

  /** There are 100 versions, and the oldest has a label. */
  private static final String LABELLED = "ParameterMaxVersionLimitExceeded";

  private static final Set<String> THROTTLED =
      Set.of("ThrottlingException", "Throttling", "TooManyUpdates", "TooManyRequestsException");

  /**
   * Runs it.
   *
   * @throws StoreException if AWS refused or did not answer
   */
  <T> T run(Supplier<T> call) {
    try {
      return call.get();
    } catch (AwsServiceException refused) {
      throw refusal(refused);
    } catch (SdkException noAnswer) {
      throw new StoreException(
          StoreException.Kind.UNREACHABLE,
          service
              + " did not answer while "
              + doing
              + ": check the function's network and AWS's health; the next run tries again.",
          noAnswer);
    }
  }

  /**
   * Limits a request to what is left.
   *
   * @throws StoreException if nothing is
   */
  AwsRequestOverrideConfiguration within(Deadline deadline) {
    Duration left = deadline.atMost(LONGEST);
    if (!left.isPositive()) {
      throw new StoreException(
          StoreException.Kind.UNREACHABLE,
          "No time was left for " + doing + "; the next run tries again.",
          null);
    }
    return AwsRequestOverrideConfiguration.builder().apiCallTimeout(left).build();
  }

  /** Whether AWS says that there were too many requests. */
  static boolean isThrottled(AwsServiceException refused) {
    String code = code(refused);
    return refused.isThrottlingException() || (code != null && THROTTLED.contains(code));
  }

  static @Nullable String code(AwsServiceException refused) {
    return refused.awsErrorDetails() == null ? null : refused.awsErrorDetails().errorCode();
  }

  private StoreException refusal(AwsServiceException refused) {
    String code = code(refused);
    String what =
        service
            + " refused ("
            + (code == null ? "HTTP " + refused.statusCode() : code)
            + ") while "
            + doing
            + ": ";
    if (isThrottled(refused)) {
      return new StoreException(
          StoreException.Kind.THROTTLED, what + "too many requests; try again later.", refused);
    }
    if (refused.statusCode() >= 500) {
      return new StoreException(
          StoreException.Kind.UNREACHABLE, what + "a fault of AWS; try again later.", refused);
    }
    String todo =
        LABELLED.equals(code)
            ? "a label keeps the oldest of its 100 versions; move it to the newest (aws ssm"
                + " label-parameter-version), and the next run goes on"
            : remedy;
    return new StoreException(StoreException.Kind.REFUSED, what + todo + ".", refused);
  }
}
