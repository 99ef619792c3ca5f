package io.lwarotation.cli;

import io.lwarotation.adapter.Proxies;
import io.lwarotation.adapter.aws.SdkClients;
import io.lwarotation.cli.stack.Arn;
import io.lwarotation.cli.stack.AwsTrouble;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.core.client.builder.SdkSyncClientBuilder;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.profiles.Profile;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.profiles.ProfileProperty;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.sts.StsClient;

/**
 * Which account and region: given as to the AWS command line, with the same files and variables
 * behind them.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/cli/latest/userguide/cli-configure-envvars.html">Variables
 *     of the AWS command line</a>
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
          "AWS region of the stack, such as us-east-1 (else AWS_REGION, AWS_DEFAULT_REGION, the"
              + " profile's).")
  private @Nullable String region;

  private final Map<Class<?>, Object> clients = new ConcurrentHashMap<>();

  /** A client of AWS for this account and region: one of each kind, which lives as the command. */
  @SuppressWarnings("unchecked") // a kind of builder builds one kind of client
  public <B extends AwsClientBuilder<B, C> & SdkSyncClientBuilder<B, C>, C> C client(B builder) {
    return (C) clients.computeIfAbsent(builder.getClass(), _ -> configured(builder).build());
  }

  /** A client of Parameter Store. */
  public SsmClient ssm() {
    return client(SsmClient.builder());
  }

  /** A client of Parameter Store that repeats no write which may have been done. */
  public SsmClient ssmForWriting() {
    return configured(SsmClient.builder())
        .overrideConfiguration(options -> options.retryStrategy(SdkClients.writesOnce()))
        .build();
  }

  /** For a client with settings of its own. */
  public <B extends AwsClientBuilder<B, ?> & SdkSyncClientBuilder<B, ?>> B configured(B builder) {
    return builder
        .region(region())
        .credentialsProvider(credentials())
        .httpClientBuilder(connections());
  }

  /** Java's own connections, through the proxies of {@link ProxiesOfCommand} and no others. */
  public static UrlConnectionHttpClient.Builder connections() {
    UrlConnectionHttpClient.Builder connections =
        UrlConnectionHttpClient.builder()
            .proxyConfiguration(
                proxy -> proxy.useEnvironmentVariablesValues(false).useSystemPropertyValues(false));
    CaBundle.trusted(System.getenv())
        .ifPresent(managers -> connections.tlsTrustManagersProvider(() -> managers));
    return connections;
  }

  /**
   * A profile that was named on the command line goes before keys in the environment; one that
   * AWS_PROFILE names does not.
   */
  public AwsCredentialsProvider credentials() {
    AwsCredentialsProvider found =
        profile == null
            ? DefaultCredentialsProvider.builder().profileName(profileName()).build()
            : ProfileCredentialsProvider.create(profile);
    return () -> {
      try {
        return found.resolveCredentials();
      } catch (SdkException e) {
        throw e;
      } catch (RuntimeException e) { // of a profile that is not in order, in any class
        throw SdkClientException.create(AwsTrouble.PROFILE, e);
      }
    };
  }

  /** The profile that counts. */
  public String profileName() {
    return Optional.ofNullable(profile)
        .or(() -> variable("AWS_PROFILE"))
        .or(() -> variable("AWS_DEFAULT_PROFILE"))
        .orElse("default");
  }

  /** Account and region, for messages. */
  public String place() {
    return caller()
            .map(arn -> "account " + Arn.of(arn).account())
            .orElse("the account of the profile " + profileName())
        + ", region "
        + regionName();
  }

  /** The ARN of who asks; empty where an organization forbids to ask for it. */
  public Optional<String> caller() {
    try {
      return Optional.ofNullable(client(StsClient.builder()).getCallerIdentity().arn());
    } catch (SdkException _) {
      return Optional.empty();
    }
  }

  /** The proxy on the way to AWS, as a part of sentences; empty if there is none. */
  public String way() {
    String aws =
        variable("AWS_ENDPOINT_URL").orElse("https://ssm." + regionName() + ".amazonaws.com");
    return Proxies.of(System.getenv()).on(URI.create(aws)).map(Proxies.Proxy::way).orElse("");
  }

  /** The region that counts, for messages. */
  public String regionName() {
    return region().id();
  }

  /**
   * The region that counts. Never asked of the machine that this runs on: nobody would know.
   *
   * @throws IllegalStateException if none is set
   */
  public Region region() {
    return Optional.ofNullable(region)
        .or(() -> variable("AWS_REGION"))
        .or(() -> variable("AWS_DEFAULT_REGION"))
        .or(this::profileRegion)
        .map(Region::of)
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "No AWS region is set: give --region, set AWS_REGION, or name a --profile that"
                        + " has one."));
  }

  private Optional<String> profileRegion() {
    Optional<Profile> found;
    try {
      found = ProfileFile.defaultProfileFile().profile(profileName());
    } catch (IllegalArgumentException e) {
      throw AwsTrouble.explain(SdkClientException.create(AwsTrouble.PROFILE, e), this);
    }
    return found.flatMap(one -> one.property(ProfileProperty.REGION));
  }

  /** A variable of the environment; empty where it is not set, or blank. */
  public static Optional<String> variable(String name) {
    return Optional.ofNullable(System.getenv(name)).map(String::strip).filter(v -> !v.isEmpty());
  }
}
