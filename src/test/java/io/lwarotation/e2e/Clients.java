package io.lwarotation.e2e;

import io.lwarotation.local.aws.LocalAws;
import java.net.URI;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.ssm.SsmClient;

/** AWS's own clients, as any other program in the account has them. */
final class Clients {
  private Clients() {}

  static SsmClient ssm(URI endpoint) {
    return at(endpoint, SsmClient.builder())
        .httpClientBuilder(UrlConnectionHttpClient.builder())
        .build();
  }

  static EventBridgeClient events(URI endpoint) {
    return at(endpoint, EventBridgeClient.builder())
        .httpClientBuilder(UrlConnectionHttpClient.builder())
        .build();
  }

  static SnsClient sns(URI endpoint) {
    return at(endpoint, SnsClient.builder())
        .httpClientBuilder(UrlConnectionHttpClient.builder())
        .build();
  }

  private static <B extends AwsClientBuilder<B, ?>> B at(URI endpoint, B builder) {
    return builder
        .endpointOverride(endpoint)
        .region(Region.of(LocalAws.REGION))
        .credentialsProvider(
            StaticCredentialsProvider.create(
                AwsBasicCredentials.create(LocalAws.ACCESS_KEY_ID, "EXAMPLE-secret-access-key")));
  }
}
