package io.lwarotation.adapter.aws;

import java.time.Duration;
import java.util.function.Consumer;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.core.client.builder.SdkSyncClientBuilder;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.exception.SdkServiceException;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.crt.AwsCrtHttpClient;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.retries.api.RetryStrategy;
import software.amazon.awssdk.services.ssm.SsmClient;

/**
 * AWS's clients as the functions use them, over one HTTP client and configured by AWS's own
 * variables. Connecting takes at most 2 s, an attempt 5 s, a call 15 s. One instance serves an
 * environment of a function and lives as long.
 */
public final class SdkClients {
  private static final Duration CONNECT = Duration.ofSeconds(2);
  private static final Duration ATTEMPT = Duration.ofSeconds(5);
  private static final int ATTEMPTS = 3;

  private final SdkHttpClient http =
      AwsCrtHttpClient.builder().connectionTimeout(CONNECT).maxConcurrency(4).build();

  /** For reading: the SDK tries three times. */
  public SsmClient ssm() {
    return client(SsmClient.builder());
  }

  /**
   * For writing: only what was surely not done is tried again, that is, a throttled request. A
   * write that was done and is sent once more makes a second version, and a writer that counts
   * versions would take it for somebody else's.
   */
  public SsmClient ssmForWriting() {
    return limited(SsmClient.builder(), options -> options.retryStrategy(writesOnce())).build();
  }

  /** Tries again only what was surely not done. */
  public static RetryStrategy writesOnce() {
    return DefaultRetryStrategy.standardStrategyBuilder()
        .useClientDefaults(false)
        .maxAttempts(ATTEMPTS)
        .retryOnException(SdkClients::isThrottled)
        .treatAsThrottling(SdkClients::isThrottled)
        .build();
  }

  /** Any other, of its builder. */
  public <B extends AwsClientBuilder<B, C> & SdkSyncClientBuilder<B, C>, C> C client(B builder) {
    return limited(builder, options -> options.retryStrategy(RetryMode.STANDARD)).build();
  }

  private static boolean isThrottled(Throwable failure) {
    return failure instanceof SdkServiceException refused && refused.isThrottlingException();
  }

  private <B extends AwsClientBuilder<B, C> & SdkSyncClientBuilder<B, C>, C> B limited(
      B builder, Consumer<ClientOverrideConfiguration.Builder> retries) {
    return builder
        .httpClient(http)
        .overrideConfiguration(
            options ->
                options
                    .applyMutation(retries)
                    .apiCallAttemptTimeout(ATTEMPT)
                    .apiCallTimeout(AwsCall.LONGEST));
  }
}
