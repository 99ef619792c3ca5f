package io.lwarotation.handler;

import com.amazonaws.services.lambda.runtime.Context;
import io.lwarotation.adapter.AwsEnvironment;
import io.lwarotation.adapter.CrtHttp;
import io.lwarotation.adapter.HttpSpApis;
import io.lwarotation.adapter.LwaTokenEndpoint;
import io.lwarotation.adapter.Pause;
import io.lwarotation.adapter.aws.EventBridgeRotationEvents;
import io.lwarotation.adapter.aws.SdkClients;
import io.lwarotation.adapter.aws.SnsNotices;
import io.lwarotation.adapter.aws.SqsNewSecretQueue;
import io.lwarotation.adapter.aws.SsmAuthorizations;
import io.lwarotation.adapter.aws.SsmClientClaims;
import io.lwarotation.adapter.aws.SsmRotationRecords;
import io.lwarotation.adapter.aws.SsmSecretVault;
import io.lwarotation.adapter.aws.SsmSweepStates;
import io.lwarotation.core.Deadline;
import io.lwarotation.core.DiagnosedException;
import io.lwarotation.core.Diagnosis;
import io.lwarotation.core.OtherRegions;
import io.lwarotation.core.ParameterNames;
import io.lwarotation.core.SpApiByHost;
import io.lwarotation.core.SpApiRequest;
import io.lwarotation.core.rotation.AcceptNewSecret;
import io.lwarotation.core.rotation.HeedExpiryMessage;
import io.lwarotation.core.rotation.Notices;
import io.lwarotation.core.rotation.RotateSecret;
import io.lwarotation.core.rotation.RotationPolicy;
import io.lwarotation.core.rotation.RotationRecords;
import io.lwarotation.core.rotation.RotationSettings;
import io.lwarotation.core.rotation.SecretTrial;
import io.lwarotation.core.rotation.SecretVault;
import io.lwarotation.core.rotation.SpareSeller;
import io.lwarotation.core.sweep.LastThatWorked;
import io.lwarotation.handler.RotationLog.Level;
import io.lwarotation.handler.RotationLog.Outcome;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.ssm.SsmClient;

/**
 * Puts the functions of the rotation together, by hand; apart, so that a call of SP-API loads
 * nothing of it.
 */
final class RotationWiring {
  private RotationWiring() {}

  /**
   * What a function of the rotation works with.
   *
   * @param configured empty if the environment is not complete
   * @param problem what is wrong with the environment then
   */
  record RotationParts<U>(
      Optional<U> configured, String problem, RotationLog log, InstantSource clock) {

    /**
     * The use case.
     *
     * @throws DiagnosedException if the environment is not complete, after that was logged
     */
    U useCase(String requestId) {
      return configured.orElseThrow(
          () -> {
            log.write(requestId, "", Outcome.of(Level.ERROR, "NotConfigured", problem));
            return new DiagnosedException(Diagnosis.NOT_CONFIGURED, problem, null);
          });
    }

    Deadline deadline(Context context, Duration margin) {
      Duration left = Duration.ofMillis(context.getRemainingTimeInMillis());
      return Deadline.in(left.minus(margin), clock);
    }
  }

  /** What {@code RotateHandler} runs. */
  record Rotating(RotateSecret rotate, HeedExpiryMessage heed) {}

  /** What {@code NewSecretHandler} runs. */
  record Accepting(AcceptNewSecret accept, HeedExpiryMessage heed) {}

  /** Never fails, as {@link Wiring#callSpApi}. */
  static RotationParts<Rotating> rotate(Map<String, String> environment) {
    return rotation("Rotate", environment, RotationWiring::rotateSecret);
  }

  /** Never fails, as {@link Wiring#callSpApi}. */
  static RotationParts<Accepting> newSecret(Map<String, String> environment) {
    return rotation("NewSecret", environment, RotationWiring::acceptNewSecret);
  }

  /** Makes a use case from the environment. */
  interface Maker<U> {
    U make(Map<String, String> environment, InstantSource clock);
  }

  /** Never fails: what is wrong with the environment is told by each invocation. */
  static <U> RotationParts<U> rotation(
      String event, Map<String, String> environment, Maker<U> maker) {
    InstantSource clock = Wiring.clock();
    RotationLog log =
        new RotationLog(System.out, event, environment.getOrDefault("LWA_APP", "unknown"));
    try {
      return new RotationParts<>(Optional.of(maker.make(environment, clock)), "", log, clock);
    } catch (IllegalArgumentException e) {
      String problem = Wiring.incomplete(List.of(String.valueOf(e.getMessage())));
      return new RotationParts<>(Optional.empty(), problem, log, clock);
    }
  }

  private static Rotating rotateSecret(Map<String, String> environment, InstantSource clock) {
    RotationConfig.OfRotate config = RotationConfig.OfRotate.of(environment);
    // The SDK reads these by itself; here only to name what is wrong.
    AwsEnvironment.of(environment);
    ParameterNames names = config.config().names();
    CrtHttp http = new CrtHttp(environment);
    SdkClients aws = new SdkClients();
    SsmClient ssm = aws.ssm();
    SsmClient writing = aws.ssmForWriting();
    SecretVault vault = SsmSecretVault.forReading(ssm, names, clock);
    RotationRecords records = new SsmRotationRecords(ssm, writing, names, clock);
    Notices notices = new SnsNotices(aws.sns(), config.topicArn());
    return new Rotating(
        new RotateSecret(
            names.app(),
            new RotationPolicy(RotationSettings.STANDARD),
            vault,
            records,
            new SsmClientClaims(ssm, writing, names, clock),
            new SqsNewSecretQueue(aws.sqs(), aws.kms(), config.queueUrl()),
            trial(config.config(), config.sweep(), http, ssm),
            notices),
        new HeedExpiryMessage(names.app(), vault, records, notices));
  }

  /**
   * @param sweep the parameter of the sweep's state
   */
  private static SecretTrial trial(
      Config config, Optional<String> sweep, CrtHttp http, SsmClient ssm) {
    SpApiByHost spApi = new HttpSpApis(http, UserAgent.text());
    SsmAuthorizations authorizations =
        new SsmAuthorizations(ssm, config.authorizations(), Pause.SLEEP::untilInterrupted);
    return new SecretTrial(
        new LwaTokenEndpoint(http, config.tokenEndpoint()),
        spApi.at(config.spApi().home()),
        SpApiRequest.PROBE,
        OtherRegions.none(),
        sweep
            .<SpareSeller>map(
                name ->
                    new LastThatWorked(
                        new SsmSweepStates(ssm, name), authorizations::find, config.spApi(), spApi))
            .orElseGet(SpareSeller::none));
  }

  private static Accepting acceptNewSecret(Map<String, String> environment, InstantSource clock) {
    RotationConfig.OfNewSecret config = RotationConfig.OfNewSecret.of(environment);
    AwsEnvironment.of(environment);
    ParameterNames names = config.config().names();
    CrtHttp http = new CrtHttp(environment);
    SdkClients aws = new SdkClients();
    SsmClient ssm = aws.ssm();
    SsmClient writing = aws.ssmForWriting();
    SecretVault vault = SsmSecretVault.forWriting(ssm, writing, names, config.storage(), clock);
    RotationRecords records = new SsmRotationRecords(ssm, writing, names, clock);
    Notices notices = new SnsNotices(aws.sns(), config.topicArn());
    return new Accepting(
        new AcceptNewSecret(
            names,
            new RotationPolicy(RotationSettings.STANDARD),
            vault,
            records,
            trial(config.config(), config.sweep(), http, ssm),
            new EventBridgeRotationEvents(aws.eventBridge()),
            notices),
        new HeedExpiryMessage(names.app(), vault, records, notices));
  }
}
