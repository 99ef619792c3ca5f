package io.lwarotation.handler;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import io.lwarotation.adapter.AwsEnvironment;
import io.lwarotation.adapter.AwsJsonService;
import io.lwarotation.adapter.CrtHttp;
import io.lwarotation.adapter.HttpSpApis;
import io.lwarotation.adapter.JsonReader;
import io.lwarotation.adapter.LwaTokenEndpoint;
import io.lwarotation.adapter.NotJsonException;
import io.lwarotation.adapter.Pause;
import io.lwarotation.adapter.SsmCredentialStore;
import io.lwarotation.adapter.aws.SdkClients;
import io.lwarotation.adapter.aws.SnsNotices;
import io.lwarotation.adapter.aws.SsmAuthorizations;
import io.lwarotation.adapter.aws.SsmSweepStates;
import io.lwarotation.core.AuthorizationPath;
import io.lwarotation.core.Deadline;
import io.lwarotation.core.DiagnosedException;
import io.lwarotation.core.ParameterNames;
import io.lwarotation.core.notice.Place;
import io.lwarotation.core.notice.SweepNotices;
import io.lwarotation.core.sweep.Authorizations;
import io.lwarotation.core.sweep.CallTrial;
import io.lwarotation.core.sweep.SweepAuthorizations;
import io.lwarotation.core.sweep.SweepAuthorizations.Result;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import software.amazon.awssdk.services.ssm.SsmClient;

/**
 * Tries all authorizations once a day, tells people in one digest of those that need attention, and
 * writes metrics into its log. Any event starts it; what it cannot do in its time it has a fresh
 * invocation do.
 *
 * <p>Environment: that of {@link CallSpApiHandler}, {@code LWA_AUTHORIZATIONS_PATH} included,
 * {@code LWA_SWEEP_PARAMETER}, {@code LWA_TOPIC_ARN}, {@code LWA_PUBLIC}, {@code LWA_PROBE} and
 * {@code LWA_SWEEP_AT_ONCE} (16).
 *
 * <p>Calls of AWS: {@code ssm:GetParametersByPath} and {@code ssm:GetParameters} on the path,
 * {@code ssm:GetParameters} on client id, secret, record and state, and of a public application on
 * its own refresh token (not decrypted), {@code ssm:PutParameter} on the state, {@code sns:Publish}
 * on the topic, {@code lambda:InvokeFunction} on itself.
 */
public final class SweepHandler implements RequestStreamHandler {
  private static final Duration MARGIN = Duration.ofSeconds(5);
  private static final int LARGEST_EVENT = 64 * 1024;

  /** How often a sweep may go on: 20 times a quarter of an hour is enough for any account. */
  private static final int MOST_CONTINUATIONS = 20;

  private final RotationWiring.RotationParts<Parts> parts;
  private final SweepLog log;

  /** What the handler works with. */
  record Parts(SweepAuthorizations sweep, Authorizations authorizations, AwsJsonService lambda) {}

  /** For Lambda: everything that can be made before the first event is made here. */
  public SweepHandler() {
    this(
        RotationWiring.rotation("Sweep", System.getenv(), SweepHandler::parts),
        log(System.getenv()));
  }

  SweepHandler(RotationWiring.RotationParts<Parts> parts, SweepLog log) {
    this.parts = parts;
    this.log = log;
  }

  private static SweepLog log(Map<String, String> environment) {
    return new SweepLog(System.out, environment.getOrDefault("LWA_APP", "unknown"));
  }

  /**
   * Answers with what was seen and told.
   *
   * @throws DiagnosedException if the environment is not complete
   */
  @Override
  public void handleRequest(InputStream input, OutputStream output, Context context)
      throws IOException {
    byte[] event = input.readNBytes(LARGEST_EVENT);
    Deadline deadline = parts.deadline(context, MARGIN);
    if (DoctorEvent.is(event)) {
      output.write(DoctorEvent.answer(() -> look(context, deadline)));
      return;
    }
    Parts with = parts.useCase(context.getAwsRequestId());
    Result result = with.sweep().run(deadline);
    log.ended(context.getAwsRequestId(), result, parts.clock().millis());
    if (result instanceof Result.GoesOn) {
      long continued = continued(event) + 1;
      if (continued <= MOST_CONTINUATIONS) {
        with.lambda()
            .start(context.getFunctionName(), "{\"continued\":" + continued + "}", deadline);
      }
    }
    output.write(SweepLog.answer(result).getBytes(StandardCharsets.UTF_8));
  }

  private static long continued(byte[] event) {
    try {
      return JsonReader.read(event, LARGEST_EVENT).whole("continued").orElse(0);
    } catch (NotJsonException _) {
      return 0; // any event starts it
    }
  }

  private String look(Context context, Deadline deadline) {
    Authorizations.Listing listing =
        parts.useCase(context.getAwsRequestId()).authorizations().list(deadline);
    return "reads the path of the authorizations: "
        + listing.all().size()
        + " there, "
        + listing.all().stream().filter(one -> one.token().isEmpty()).count()
        + " unusable";
  }

  private static Parts parts(Map<String, String> environment, InstantSource clock) {
    SweepConfig config = SweepConfig.of(environment);
    AwsEnvironment aws = AwsEnvironment.of(environment);
    CrtHttp http = new CrtHttp(environment);
    SdkClients clients = new SdkClients();
    SsmClient ssm = clients.ssm();
    AuthorizationPath path = config.config().authorizations();
    SsmAuthorizations authorizations =
        new SsmAuthorizations(ssm, path, Pause.SLEEP::untilInterrupted);
    SweepAuthorizations sweep =
        new SweepAuthorizations(
            config.settings(),
            authorizations,
            deadline ->
                authorizations.ownStoredAt(config.config().names().refreshToken(), deadline),
            trial(config, http, aws, clock),
            new SsmSweepStates(ssm, config.state()),
            new SnsNotices(clients.sns(), config.topicArn()),
            new SweepNotices(config.config().names().app(), Place.ofArn(config.topicArn())),
            log(environment),
            clock,
            Pause.SLEEP::untilInterrupted);
    return new Parts(sweep, authorizations, AwsJsonService.lambda(http, aws, clock));
  }

  private static CallTrial trial(
      SweepConfig config, CrtHttp http, AwsEnvironment aws, InstantSource clock) {
    ParameterNames names = config.config().names();
    SsmCredentialStore store = new SsmCredentialStore(http, aws, names, clock);
    return new CallTrial(
        names.app(),
        authorization -> store.of(authorization, config.config().authorizations()),
        new LwaTokenEndpoint(http, config.config().tokenEndpoint()),
        config.config().spApi(),
        new HttpSpApis(http, UserAgent.text()),
        config.probe(),
        config.settings().publicApplication(),
        clock);
  }
}
