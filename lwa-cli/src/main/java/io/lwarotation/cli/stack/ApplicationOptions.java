package io.lwarotation.cli.stack;

import io.lwarotation.adapter.CrtHttp;
import io.lwarotation.adapter.HttpSpApis;
import io.lwarotation.adapter.LwaTokenEndpoint;
import io.lwarotation.adapter.aws.SsmAuthorizations;
import io.lwarotation.adapter.aws.SsmSweepStates;
import io.lwarotation.cli.AwsOptions;
import io.lwarotation.cli.Screen;
import io.lwarotation.core.AuthorizationPath;
import io.lwarotation.core.OtherRegions;
import io.lwarotation.core.ParameterNames;
import io.lwarotation.core.SpApiByHost;
import io.lwarotation.core.SpApiHosts;
import io.lwarotation.core.SpApiRegion;
import io.lwarotation.core.SpApiRequest;
import io.lwarotation.core.StoreException;
import io.lwarotation.core.rotation.SecretTrial;
import io.lwarotation.core.sweep.LastThatWorked;
import java.net.URI;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.ssm.SsmClient;

/** Which application, in which account and region: the options that most commands have. */
public final class ApplicationOptions {
  private static final String USUAL = "my-erp";

  @Option(
      names = "--app",
      paramLabel = "NAME",
      description =
          "Name of the deployed application (default: LWA_APP, then a .lwa file, then my-erp).")
  private @Nullable String app;

  @Option(
      names = "--stack",
      paramLabel = "STACK",
      description = "Name of its stack (default: lwa-NAME).")
  private @Nullable String stack;

  @Mixin private AwsOptions aws = new AwsOptions();

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  /**
   * The application's name.
   *
   * @throws ParameterException if no application can have it
   */
  public String app() {
    return named().orElse(USUAL);
  }

  /**
   * The application's name, if somebody said it: as an option, in LWA_APP or in a file .lwa.
   *
   * @throws ParameterException if no application can have it
   */
  public Optional<String> named() {
    try {
      Optional<DefaultApplication.Named> named =
          app == null
              ? DefaultApplication.here().named()
              : Optional.of(new DefaultApplication.Named(app, "--app"));
      named.ifPresent(one -> Applications.requireName(one.source(), one.app()));
      return named.map(DefaultApplication.Named::app);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    }
  }

  /** Whether somebody said which application is meant. */
  public boolean isNamed() {
    return stack != null || named().isPresent();
  }

  public ParameterNames names() {
    return ParameterNames.ofApp(app());
  }

  /** Where it is; a name that no application can have is told first. */
  public AwsOptions aws() {
    app();
    return aws;
  }

  /**
   * Reads what the application's stack tells of itself; throws what the SDK throws.
   *
   * @throws IllegalStateException if there is no such stack; it names account and region
   */
  public StackOutputs stack() {
    return findStack()
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "There is no stack "
                        + stackName()
                        + " in "
                        + aws.place()
                        + ": deploy it first (npx cdk deploy), or name another --app, --region or"
                        + " --profile."));
  }

  /** The same, where there may be no stack. */
  private Optional<StackOutputs> findStack() {
    try (CloudFormationClient cloudFormation = aws.cloudFormation()) {
      return StackOutputs.read(stackName(), cloudFormation);
    }
  }

  /** What the stacks of all applications tell; throws what the SDK throws. */
  public List<StackOutputs> stacks() {
    try (CloudFormationClient cloudFormation = aws.cloudFormation()) {
      return StackOutputs.all(cloudFormation);
    }
  }

  private String stackName() {
    return stack == null ? Applications.stackName(app()) : stack;
  }

  /** Tells which application is meant, where it is and who asks. */
  public void showPlace(Screen screen, StackOutputs stack) {
    screen.line("  Application " + app() + ", stack " + stack.stack());
    screen.line(
        "  Account " + Arn.of(stack.require("KeyArn")).account() + ", region " + aws.regionName());
    screen.line("  As " + aws.caller().orElse("the profile " + aws.profileName()));
  }

  /** Where LWA is, as for the functions. */
  public URI tokenEndpoint() {
    return Applications.tokenEndpoint(System.getenv());
  }

  /** Where SP-API is, in each region. */
  public SpApiHosts spApi() {
    Map<SpApiRegion, URI> named = new EnumMap<>(SpApiRegion.class);
    for (SpApiRegion region : SpApiRegion.values()) {
      String host = System.getenv(region.variable());
      if (host != null && !host.isBlank()) {
        named.put(region, URI.create(host.strip()));
      }
    }
    return new SpApiHosts(spApiEndpoint(), named);
  }

  /** The call that shows whether credentials work: the stack's, as far as that can be seen. */
  public SpApiRequest probe() {
    return output("Probe").map(path -> SpApiRequest.get(path, Map.of())).orElse(SpApiRequest.PROBE);
  }

  /** Whether authorizations end after a year: the stack's setting, as far as that can be seen. */
  public boolean isPublic() {
    return output("Public").isPresent();
  }

  private Optional<String> output(String name) {
    try {
      return findStack().flatMap(outputs -> outputs.find(name));
    } catch (AwsServiceException refused) {
      if (!AwsTrouble.isDenied(refused)) {
        throw refused;
      }
      return Optional.empty();
    }
  }

  /** SP_API_ENDPOINT if it is set, else the one that the application's stack was deployed with. */
  public URI spApiEndpoint() {
    String named = System.getenv("SP_API_ENDPOINT");
    if (named != null && !named.isBlank()) {
      return URI.create(named.strip());
    }
    try {
      return URI.create(stack().require("SpApiEndpoint"));
    } catch (AwsServiceException refused) {
      if (!AwsTrouble.isDenied(refused)) {
        throw refused;
      }
      AwsTrouble trouble = AwsTrouble.of(refused, aws);
      throw new IllegalStateException(
          new AwsTrouble(trouble.what(), trouble.remedy() + "; or set SP_API_ENDPOINT").sentence(),
          refused);
    }
  }

  /** Where the refresh tokens beside the application's own lie. */
  public AuthorizationPath authorizations() {
    String named = System.getenv().getOrDefault("LWA_AUTHORIZATIONS_PATH", "");
    return named.isBlank() ? AuthorizationPath.ofApp(app()) : new AuthorizationPath(named.strip());
  }

  /** Where the sweep keeps what it saw. */
  public String sweepParameter() {
    return "/" + app() + "/lwa/sweep";
  }

  /**
   * Tries credentials.
   *
   * @param command as Amazon is told: {@code lwa-put}
   */
  public SecretTrial trial(CrtHttp http, String command) {
    SpApiHosts hosts = spApi();
    SpApiByHost spApi = new HttpSpApis(http, userAgent(command));
    return new SecretTrial(
        new LwaTokenEndpoint(http, tokenEndpoint()),
        spApi.at(hosts.home()),
        probe(),
        new OtherRegions(hosts, spApi, InstantSource.system()),
        deadline -> {
          try (SsmClient ssm = aws.ssm()) {
            SsmAuthorizations stored = new SsmAuthorizations(ssm, authorizations(), _ -> {});
            return new LastThatWorked(
                    new SsmSweepStates(ssm, sweepParameter()), stored::find, hosts, spApi)
                .find(deadline);
          }
        });
  }

  /**
   * What SP-API is told of who calls.
   *
   * @param command such as {@code lwa-put}
   */
  public static String userAgent(String command) {
    return "LwaRotation/1.0 (Language=Java/25; Command=" + command + ")";
  }

  /** A failure as the person is to read it: AWS's refusals speak of the operator's rights. */
  public Exception explain(Exception failure) {
    if (failure instanceof SdkException refused) {
      return AwsTrouble.explain(refused, aws);
    }
    if (failure instanceof MissingParameterException missing) {
      return new IllegalStateException(missing.in(aws.place()), missing);
    }
    return failure instanceof StoreException && failure.getCause() instanceof SdkException refused
        ? AwsTrouble.explain(refused, aws)
        : failure;
  }
}
