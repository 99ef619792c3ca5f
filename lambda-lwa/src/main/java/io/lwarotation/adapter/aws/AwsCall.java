package io.lwarotation.adapter.aws;

import io.lwarotation.core.Deadline;
import io.lwarotation.core.StoreException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.utils.builder.SdkBuilder;

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

  /** Sends a request that is limited in time; throws StoreException if AWS gives no good answer. */
  <B extends AwsRequest.Builder & SdkBuilder<B, Q>, Q extends AwsRequest, T> T run(
      Deadline deadline, B request, Function<Q, T> call) {
    Duration left = deadline.atMost(LONGEST);
    if (!left.isPositive()) {
      throw unreachable("No time was left for " + doing + "; the next run tries again.", null);
    }
    try {
      request.overrideConfiguration(limit -> limit.apiCallTimeout(left));
      return call.apply(request.build());
    } catch (AwsServiceException refused) {
      throw refusal(refused);
    } catch (SdkException noAnswer) {
      throw unreachable(
          "%s did not answer while %s: check the function's network and AWS's health; the next run tries again."
              .formatted(service, doing),
          noAnswer);
    }
  }

  /** The same; empty if AWS refuses it with an error that is expected. */
  <B extends AwsRequest.Builder & SdkBuilder<B, Q>, Q extends AwsRequest, T> Optional<T> find(
      Class<? extends AwsServiceException> expected,
      Deadline deadline,
      B request,
      Function<Q, T> call) {
    try {
      return Optional.of(run(deadline, request, call));
    } catch (StoreException e) {
      if (expected.isInstance(e.getCause())) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private StoreException refusal(AwsServiceException refused) {
    String code = refused.awsErrorDetails() == null ? null : refused.awsErrorDetails().errorCode();
    String what =
        "%s refused (%s) while %s: "
            .formatted(service, code == null ? "HTTP " + refused.statusCode() : code, doing);
    if (refused.isThrottlingException() || (code != null && THROTTLED.contains(code))) {
      return new StoreException(
          StoreException.Kind.THROTTLED, what + "too many requests; try again later.", refused);
    }
    if (refused.statusCode() >= 500) {
      return unreachable(what + "a fault of AWS; try again later.", refused);
    }
    String todo =
        LABELLED.equals(code)
            ? "a label keeps the oldest of its 100 versions; move it to the newest (aws ssm"
                + " label-parameter-version), and the next run goes on"
            : remedy;
    return new StoreException(StoreException.Kind.REFUSED, what + todo + ".", refused);
  }

  private static StoreException unreachable(String message, @Nullable Throwable cause) {
    return new StoreException(StoreException.Kind.UNREACHABLE, message, cause);
  }
}
