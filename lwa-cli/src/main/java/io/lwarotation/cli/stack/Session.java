package io.lwarotation.cli.stack;

import io.lwarotation.adapter.CrtHttp;
import io.lwarotation.adapter.HttpSpApis;
import io.lwarotation.adapter.LwaTokenEndpoint;
import io.lwarotation.adapter.aws.SsmAuthorizations;
import io.lwarotation.adapter.aws.SsmRotationRecords;
import io.lwarotation.adapter.aws.SsmSweepStates;
import io.lwarotation.cli.AwsOptions;
import io.lwarotation.core.AuthorizationPath;
import io.lwarotation.core.Deadline;
import io.lwarotation.core.OtherRegions;
import io.lwarotation.core.ParameterNames;
import io.lwarotation.core.SpApiByHost;
import io.lwarotation.core.SpApiHosts;
import io.lwarotation.core.SpApiRegion;
import io.lwarotation.core.SpApiRequest;
import io.lwarotation.core.rotation.CredentialParameters.Contents;
import io.lwarotation.core.rotation.SecretTrial;
import io.lwarotation.core.sweep.LastThatWorked;
import io.lwarotation.core.sweep.SweepStates;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Map;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.ssm.SsmClient;

/** An application's parameters, and Amazon to try them at, while a command runs. */
public class Session implements AutoCloseable {
  private static final Duration LONGEST = Duration.ofSeconds(60);

  /** Of this machine. */
  protected final InstantSource clock = InstantSource.system();

  protected final ApplicationOptions application;
  protected final ParameterNames names;
  protected final SsmClient ssm;
  private final CrtHttp http = new CrtHttp(System.getenv());
  private final String command;

  /**
   * @param command as Amazon is told: {@code lwa-put}
   */
  public Session(ApplicationOptions application, String command) {
    this.application = application;
    this.command = command;
    this.names = application.names();
    this.ssm = application.aws().ssm();
  }

  /** For reading and trying. */
  public final Deadline deadline() {
    return Deadline.in(LONGEST, clock);
  }

  /** What is stored now; throws what the SDK throws. */
  public final Contents stored() {
    return new StoredContents(ssm, names).read();
  }

  /** The rotation record, to be read. */
  public final SsmRotationRecords records() {
    return new SsmRotationRecords(ssm, ssm, names, clock);
  }

  /** Where the sweep keeps what it saw. */
  public final SsmSweepStates sweepStates() {
    return new SsmSweepStates(ssm, SweepStates.parameterOf(names.app()));
  }

  /** LWA, where it is for the functions. */
  public final LwaTokenEndpoint login() {
    return new LwaTokenEndpoint(
        http,
        URI.create(AwsOptions.variable("LWA_TOKEN_ENDPOINT").orElse(LwaTokenEndpoint.AMAZON)));
  }

  /** Where SP-API is, in each region. */
  protected final SpApiHosts hosts() {
    Map<SpApiRegion, URI> named = new EnumMap<>(SpApiRegion.class);
    for (SpApiRegion region : SpApiRegion.values()) {
      AwsOptions.variable(region.variable()).ifPresent(host -> named.put(region, URI.create(host)));
    }
    return new SpApiHosts(home(), named);
  }

  /** SP_API_ENDPOINT if it is set, else the one that the application's stack was deployed with. */
  private URI home() {
    try {
      return URI.create(
          AwsOptions.variable("SP_API_ENDPOINT")
              .orElseGet(() -> application.stack().require("SpApiEndpoint")));
    } catch (AwsServiceException refused) {
      if (!AwsTrouble.isDenied(refused)) {
        throw refused;
      }
      AwsTrouble trouble = AwsTrouble.of(refused, application.aws());
      throw new IllegalStateException(
          new AwsTrouble(trouble.what(), trouble.remedy() + "; or set SP_API_ENDPOINT").sentence(),
          refused);
    }
  }

  /** SP-API, which is told who calls. */
  protected final SpApiByHost spApi() {
    return new HttpSpApis(http, "LwaRotation/1.0 (Language=Java/25; Command=" + command + ")");
  }

  /** The call that shows whether credentials work: the stack's, as far as that can be seen. */
  protected final SpApiRequest probe() {
    return application
        .output("Probe")
        .map(path -> SpApiRequest.get(path, Map.of()))
        .orElse(SpApiRequest.PROBE);
  }

  /** Where the refresh tokens beside the application's own lie. */
  public final AuthorizationPath authorizations() {
    return AwsOptions.variable("LWA_AUTHORIZATIONS_PATH")
        .map(AuthorizationPath::new)
        .orElseGet(() -> AuthorizationPath.ofApp(names.app()));
  }

  /** Tries the application's credentials. */
  public final SecretTrial secretTrial() {
    SpApiHosts hosts = hosts();
    SpApiByHost spApi = spApi();
    SsmAuthorizations stored = new SsmAuthorizations(ssm, authorizations(), _ -> {});
    return new SecretTrial(
        login(),
        spApi.at(hosts.home()),
        probe(),
        new OtherRegions(hosts, spApi, clock),
        new LastThatWorked(sweepStates(), stored::find, hosts, spApi));
  }

  @Override
  public final void close() {
    http.close();
  }
}
