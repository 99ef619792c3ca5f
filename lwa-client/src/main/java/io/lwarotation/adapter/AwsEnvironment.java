package io.lwarotation.adapter;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * AWS's own variables, read once and as AWS's SDKs read them: region, credentials and the endpoint
 * of Parameter Store.
 *
 * @see <a href="https://docs.aws.amazon.com/sdkref/latest/guide/settings-reference.html">AWS's
 *     settings reference</a>
 */
public record AwsEnvironment(
    String region,
    AwsKeySource keySource,
    URI ssmEndpoint,
    URI monitoringEndpoint,
    URI lambdaEndpoint) {
  private static final Pattern REGION = Pattern.compile("[a-z]{2}(-[a-z]{1,12}){1,3}-[0-9]{1,2}");
  private static final Pattern PRINTABLE = Pattern.compile("[!-~]{1,4096}");

  /** Hosts of AWS's that may be asked for credentials without TLS: ECS and EKS say so. */
  private static final Set<String> PLAIN_HOSTS =
      Set.of("169.254.170.2", "169.254.170.23", "[fd00:ec2::23]");

  private static final URI NONE = URI.create("https://none.invalid");

  /**
   * Reads the variables.
   *
   * @throws IllegalArgumentException names every variable that is missing or bad, in one sentence
   *     and without its value
   */
  public static AwsEnvironment of(Map<String, String> environment) {
    return new Reader(environment, new ArrayList<>()).read();
  }

  @Override
  public String toString() {
    return "AwsEnvironment[" + region + "]";
  }

  /** Reads one environment and gathers what is wrong with it. */
  private record Reader(Map<String, String> environment, List<String> problems) {
    AwsEnvironment read() {
      String region = region();
      AwsEnvironment read =
          new AwsEnvironment(
              region,
              keys(),
              endpoint(region, "SSM", "ssm"),
              endpoint(region, "CLOUDWATCH", "monitoring"),
              endpoint(region, "LAMBDA", "lambda"));
      if (!problems.isEmpty()) {
        throw new IllegalArgumentException(String.join("; ", problems));
      }
      return read;
    }

    private Optional<String> variable(String name) {
      String value = environment.getOrDefault(name, "").strip();
      return value.isEmpty() ? Optional.empty() : Optional.of(value);
    }

    private String region() {
      Optional<String> region = variable("AWS_REGION");
      if (region.isEmpty()) {
        problems.add("AWS_REGION is not set");
      } else if (!REGION.matcher(region.get()).matches()) {
        problems.add("AWS_REGION is not the name of a region such as us-east-1");
      }
      return region.orElse("");
    }

    private AwsKeySource keys() {
      Optional<String> id = printable("AWS_ACCESS_KEY_ID");
      Optional<String> secret = printable("AWS_SECRET_ACCESS_KEY");
      Optional<String> token = printable("AWS_SESSION_TOKEN");
      if (id.isEmpty() && secret.isEmpty()) {
        return keyEndpoint();
      }
      if (id.isEmpty() || secret.isEmpty()) {
        String missing = id.isPresent() ? "AWS_SECRET_ACCESS_KEY" : "AWS_ACCESS_KEY_ID";
        problems.add(missing + " is not set, though its companion is");
      }
      return new AwsKeySource.Keys(id.orElse(""), secret.orElse(""), token, Optional.empty());
    }

    private AwsKeySource keyEndpoint() {
      Optional<String> relative = printable("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI");
      String name =
          relative.isPresent()
              ? "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI"
              : "AWS_CONTAINER_CREDENTIALS_FULL_URI";
      Optional<String> full =
          relative.map(r -> "http://169.254.170.2" + r).or(() -> variable(name));
      URI uri = full.map(text -> uri(name, text)).orElse(NONE);
      if (full.isEmpty()) {
        problems.add(
            "no credentials of AWS are given (neither AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY"
                + " nor AWS_CONTAINER_CREDENTIALS_FULL_URI)");
      } else if (!HttpCall.isTls(uri)
          && !Endpoints.isThisMachine(uri.getHost())
          && !PLAIN_HOSTS.contains(uri.getHost().toLowerCase(Locale.ROOT))) {
        problems.add(name + " is neither https nor an address of AWS's own or of this machine");
      }
      Optional<String> file = variable("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE");
      return new AwsKeySource.Endpoint(
          uri, printable("AWS_CONTAINER_AUTHORIZATION_TOKEN"), file.map(Path::of));
    }

    /** Empty also if it is bad, which is then noted. */
    private Optional<String> printable(String name) {
      Optional<String> value = variable(name);
      if (value.isPresent() && !PRINTABLE.matcher(value.get()).matches()) {
        problems.add(
            name + " holds a space, a line break or another character that cannot be sent");
      }
      return value;
    }

    /** Of a service, by the end of its variable and the begin of its host. */
    private URI endpoint(String region, String variable, String host) {
      if (!isTrue("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS")) {
        for (String name : List.of("AWS_ENDPOINT_URL_" + variable, "AWS_ENDPOINT_URL")) {
          Optional<String> url = variable(name);
          if (url.isPresent()) {
            return uri(name, url.get());
          }
        }
      }
      String service = isTrue("AWS_USE_FIPS_ENDPOINT") ? host + "-fips" : host;
      // Where something was wrong, the region may be none.
      return problems.isEmpty()
          ? URI.create("https://" + service + "." + region + "." + domain(region))
          : NONE;
    }

    private String domain(String region) {
      boolean china = region.startsWith("cn-");
      if (isTrue("AWS_USE_DUALSTACK_ENDPOINT")) {
        return china ? "api.amazonwebservices.com.cn" : "api.aws";
      }
      return china ? "amazonaws.com.cn" : "amazonaws.com";
    }

    private boolean isTrue(String name) {
      return variable(name).orElse("").equalsIgnoreCase("true");
    }

    private URI uri(String name, String text) {
      try {
        return Endpoints.check(new URI(text));
      } catch (URISyntaxException | IllegalArgumentException _) {
        problems.add(name + " is not an absolute http or https URI");
        return NONE;
      }
    }
  }
}
