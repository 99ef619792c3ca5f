package io.lwarotation.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.ssm.SsmClient;

/**
 * Which account and region: given as to the AWS command line, with the same files and variables
 * behind them.
 */
public final class AwsOptions {
  @Option(
      names = "--profile",
      paramLabel = "NAME",
      description = "Profile of the AWS command line (else AWS_PROFILE, else default).")
  private @Nullable String profile;

  @Option(
      names = "--region",
      paramLabel = "REGION",
      description =
          "AWS region of the stack, such as us-east-1 (else AWS_REGION, else the profile's).")
  private @Nullable String region;

  /** A client of Parameter Store. */
  public SsmClient ssm() {
    return configured(SsmClient.builder()).build();
  }

  /** A client of CloudFormation. */
  public CloudFormationClient cloudFormation() {
    return configured(CloudFormationClient.builder()).build();
  }

  private <B extends AwsClientBuilder<B, ?>> B configured(B builder) {
    DefaultCredentialsProvider.Builder credentials = DefaultCredentialsProvider.builder();
    if (profile != null) {
      credentials.profileName(profile);
    }
    return builder.region(region()).credentialsProvider(credentials.build());
  }

  private Region region() {
    if (region != null) {
      return Region.of(region);
    }
    try {
      DefaultAwsRegionProviderChain.Builder chain = DefaultAwsRegionProviderChain.builder();
      if (profile != null) {
        chain.profileName(profile).profileFile(ProfileFile::defaultProfileFile);
      }
      return chain.build().getRegion();
    } catch (SdkClientException e) {
      throw new IllegalStateException(
          "No AWS region is set: give --region, set AWS_REGION, or name a --profile that has one.",
          e);
    }
  }
}
