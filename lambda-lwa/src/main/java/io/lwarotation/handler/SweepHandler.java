package io.lwarotation.handler;

import com.amazonaws.services.lambda.runtime.Context;
import io.lwarotation.adapter.AwsEnvironment;
import io.lwarotation.adapter.AwsJsonService;
import io.lwarotation.adapter.CrtHttp;
import io.lwarotation.adapter.HttpSpApis;
import io.lwarotation.adapter.Json;
import io.lwarotation.adapter.JsonObject;
import io.lwarotation.adapter.JsonReader;
import io.lwarotation.adapter.LwaTokenEndpoint;
import io.lwarotation.adapter.Pause;
import io.lwarotation.adapter.SsmCredentialStore;
import io.lwarotation.adapter.aws.SdkClients;
import io.lwarotation.adapter.aws.SnsNotices;
import io.lwarotation.adapter.aws.SsmAuthorizations;
import io.lwarotation.adapter.aws.SsmSweepStates;
import io.lwarotation.core.Deadline;
import io.lwarotation.core.ParameterNames;
import io.lwarotation.core.SpApiRequest;
import io.lwarotation.core.notice.Place;
import io.lwarotation.core.notice.SweepNotices;
import io.lwarotation.core.sweep.Authorizations;
import io.lwarotation.core.sweep.CallTrial;
import io.lwarotation.core.sweep.StoredAuthorization;
import io.lwarotation.core.sweep.SweepAuthorizations;
import io.lwarotation.core.sweep.SweepAuthorizations.Result;
import io.lwarotation.core.sweep.SweepSettings;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.ssm.SsmClient;

/**
 * Tries all authorizations once a day, tells people in one digest of those that need attention, and
 * writes metrics into its log. Any event starts it; what it cannot do in its time it has a fresh
 * invocation do.
 *
 * <p>Environment: that of {@link CallSpApiHandler}, {@code LWA_AUTHORIZATIONS_PATH} included,
 * {@code LWA_SWEEP_PARAMETER}, {@code LWA_TOPIC_ARN}, {@code LWA_PUBLIC}, {@code LWA_PROBE} and
 * {@code LWA_SWEEP_AT_ONCE} (16).
 */
public final class SweepHandler extends FunctionHandler<SweepHandler.Sweeping> {
  private static final int LARGEST_EVENT = 64 * 1024;

  /** How often a sweep may go on: 20 times a quarter of an hour is enough for any account. */
  private static final int MOST_CONTINUATIONS = 20;

  /** What the handler works with. */
  record Sweeping(
      SweepAuthorizations sweep, Authorizations authorizations, AwsJsonService lambda) {}

  /** For Lambda. */
  public SweepHandler() {
    super(Parts.of("Sweep", System.getenv(), SweepHandler::sweeping), Duration.ofSeconds(5));
  }

  /** Answers with what was seen and told. */
  @Override
  String answer(byte[] event, Sweeping with, Context context, Deadline deadline) {
    Result result = with.sweep().run(deadline);
    new SweepLog(log()).ended(context.getAwsRequestId(), result, clock().millis());
    Json start = JsonReader.find(event, LARGEST_EVENT).orElse(Json.Literal.NULL);
    long continued = start.whole("continued").orElse(0) + 1;
    if (result instanceof Result.GoesOn && continued <= MOST_CONTINUATIONS) {
      with.lambda()
          .start(context.getFunctionName(), new JsonObject().put("continued", continued), deadline);
    }
    return SweepLog.answer(result);
  }

  @Override
  String look(Sweeping with, Deadline deadline) {
    List<StoredAuthorization> all = with.authorizations().list(deadline).all();
    long unusable = all.stream().filter(one -> one.token().isEmpty()).count();
    return "reads the path of the authorizations: %d there, %d unusable"
        .formatted(all.size(), unusable);
  }

  private static Sweeping sweeping(Variables variables, JsonLines log, InstantSource clock) {
    Config config = Config.of(variables);
    String state = variables.parameter("LWA_SWEEP_PARAMETER");
    String topic = variables.topic();
    SweepSettings settings =
        new SweepSettings(
            config.publicApplication(),
            variables.number(
                "LWA_SWEEP_AT_ONCE", SweepSettings.AT_ONCE, SweepSettings.MOST_AT_ONCE));
    SpApiRequest probe = probe(variables);
    variables.check();
    AwsEnvironment aws = AwsEnvironment.of(variables.environment());
    CrtHttp http = new CrtHttp(variables.environment());
    SdkClients clients = new SdkClients();
    SsmClient ssm = clients.ssm();
    ParameterNames names = config.names();
    SsmCredentialStore store = new SsmCredentialStore(http, aws, names, false, clock);
    SsmAuthorizations authorizations =
        new SsmAuthorizations(ssm, config.authorizations(), Pause.SLEEP);
    CallTrial trial =
        new CallTrial(
            names.app(),
            authorization -> store.of(authorization, config.authorizations()),
            new LwaTokenEndpoint(http, config.tokenEndpoint()),
            config.spApi(),
            new HttpSpApis(http, UserAgent.text()),
            probe,
            settings.publicApplication(),
            clock);
    SweepAuthorizations sweep =
        new SweepAuthorizations(
            settings,
            authorizations,
            deadline -> authorizations.ownStoredAt(names.refreshToken(), deadline),
            trial,
            new SsmSweepStates(ssm, state),
            new SnsNotices(clients.client(SnsClient.builder()), topic),
            new SweepNotices(names.app(), Place.ofArn(topic)),
            new SweepLog(log),
            clock,
            Pause.SLEEP::untilInterrupted);
    return new Sweeping(sweep, authorizations, AwsJsonService.lambda(http, aws, clock));
  }

  /** The request that tries an authorization. */
  private static SpApiRequest probe(Variables variables) {
    String path = variables.text("LWA_PROBE");
    try {
      return path.isEmpty() ? SpApiRequest.PROBE : SpApiRequest.get(path, Map.of());
    } catch (IllegalArgumentException _) {
      variables.problems().add("LWA_PROBE must be a path of SP-API");
      return SpApiRequest.PROBE;
    }
  }
}
