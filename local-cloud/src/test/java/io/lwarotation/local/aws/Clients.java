package io.lwarotation.local.aws;

import java.net.URI;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.ssm.SsmClient;

/** The SDK's own clients, pointed at an engine. They do not retry: each fault is seen. */
public record Clients(
    SsmClient ssm,
    KmsClient kms,
    SnsClient sns,
    SqsClient sqs,
    EventBridgeClient events,
    CloudWatchClient cloudwatch,
    SdkHttpClient http)
    implements AutoCloseable {

  public static Clients of(URI endpoint, String accessKeyId) {
    SdkHttpClient http = UrlConnectionHttpClient.create();
    return new Clients(
        built(SsmClient.builder(), endpoint, accessKeyId, http),
        built(KmsClient.builder(), endpoint, accessKeyId, http),
        built(SnsClient.builder(), endpoint, accessKeyId, http),
        built(SqsClient.builder(), endpoint, accessKeyId, http),
        built(EventBridgeClient.builder(), endpoint, accessKeyId, http),
        built(CloudWatchClient.builder(), endpoint, accessKeyId, http),
        http);
  }

  private static <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C built(
      B builder, URI endpoint, String accessKeyId, SdkHttpClient http) {
    return builder
        .endpointOverride(endpoint)
        .region(Region.US_EAST_1)
        .credentialsProvider(
            StaticCredentialsProvider.create(
                AwsBasicCredentials.create(accessKeyId, "EXAMPLE-secret-access-key")))
        .httpClient(http)
        .overrideConfiguration(c -> c.retryStrategy(DefaultRetryStrategy.doNotRetry()))
        .build();
  }

  @Override
  public void close() {
    ssm.close();
    kms.close();
    sns.close();
    sqs.close();
    events.close();
    cloudwatch.close();
    http.close();
  }
}
