package io.lwarotation.handler;

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
import io.lwarotation.adapter.aws.SsmSecretVault.Storage;
import io.lwarotation.adapter.aws.SsmSweepStates;
import io.lwarotation.core.OtherRegions;
import io.lwarotation.core.ParameterNames;
import io.lwarotation.core.SpApiByHost;
import io.lwarotation.core.SpApiRequest;
import io.lwarotation.core.parameters.ParameterPlan;
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
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.ssm.SsmClient;

/** Puts the functions of the rotation together, by hand. */
final class RotationWiring {
  private RotationWiring() {}

  /** What {@code RotateHandler} runs. */
  record Rotating(RotateSecret rotate, HeedExpiryMessage heed) {}

  /** What {@code NewSecretHandler} runs. */
  record Accepting(AcceptNewSecret accept, HeedExpiryMessage heed) {}

  /** Never fails, as {@link Wiring#callSpApi}. */
  static FunctionHandler.Parts<Rotating> rotate(Map<String, String> environment) {
    return FunctionHandler.Parts.of(
        "Rotate", environment, (variables, _, clock) -> rotateSecret(variables, clock));
  }

  /** Never fails, as {@link Wiring#callSpApi}. */
  static FunctionHandler.Parts<Accepting> newSecret(Map<String, String> environment) {
    return FunctionHandler.Parts.of(
        "NewSecret", environment, (variables, _, clock) -> acceptNewSecret(variables, clock));
  }

  private static Rotating rotateSecret(Variables variables, InstantSource clock) {
    String queueUrl = variables.endpoint("LWA_NEW_SECRET_QUEUE_URL").toString();
    Shared shared = Shared.of(variables, clock);
    ParameterNames names = shared.names();
    SecretVault vault = SsmSecretVault.forReading(shared.ssm(), names, clock);
    return new Rotating(
        new RotateSecret(
            names.app(),
            new RotationPolicy(RotationSettings.STANDARD),
            vault,
            shared.records(),
            new SsmClientClaims(shared.ssm(), shared.writing(), names, clock),
            new SqsNewSecretQueue(
                shared.aws().client(SqsClient.builder()),
                shared.aws().client(KmsClient.builder()),
                queueUrl),
            shared.trial(),
            shared.notices()),
        shared.heed(vault));
  }

  private static Accepting acceptNewSecret(Variables variables, InstantSource clock) {
    Storage storage =
        new Storage(
            variables.matching("LWA_KMS_KEY_ID", ParameterPlan.KEY, "must be the ARN of a KMS key"),
            WatchConfig.remindAfterDays(variables));
    Shared shared = Shared.of(variables, clock);
    ParameterNames names = shared.names();
    SecretVault vault =
        SsmSecretVault.forWriting(shared.ssm(), shared.writing(), names, storage, clock);
    return new Accepting(
        new AcceptNewSecret(
            names,
            new RotationPolicy(RotationSettings.STANDARD),
            vault,
            shared.records(),
            shared.trial(),
            new EventBridgeRotationEvents(shared.aws().client(EventBridgeClient.builder())),
            shared.notices()),
        shared.heed(vault));
  }

  /** What both functions stand on. */
  private record Shared(
      ParameterNames names,
      SdkClients aws,
      SsmClient ssm,
      SsmClient writing,
      RotationRecords records,
      SecretTrial trial,
      Notices notices) {
    /** Throws IllegalArgumentException naming all bad variables, those read before included. */
    static Shared of(Variables variables, InstantSource clock) {
      Config config = Config.of(variables);
      String topic = variables.topic();
      Optional<String> sweep =
          variables.environment().containsKey("LWA_SWEEP_PARAMETER")
              ? Optional.of(variables.parameter("LWA_SWEEP_PARAMETER"))
              : Optional.empty();
      variables.check();
      // The SDK reads these by itself; here only to name what is wrong.
      AwsEnvironment.of(variables.environment());
      SdkClients aws = new SdkClients();
      SsmClient ssm = aws.ssm();
      SsmClient writing = aws.ssmForWriting();
      return new Shared(
          config.names(),
          aws,
          ssm,
          writing,
          new SsmRotationRecords(ssm, writing, config.names(), clock),
          trial(config, sweep, new CrtHttp(variables.environment()), ssm),
          new SnsNotices(aws.client(SnsClient.builder()), topic));
    }

    /**
     * @param sweep the parameter of the sweep's state, where the application is swept
     */
    private static SecretTrial trial(
        Config config, Optional<String> sweep, CrtHttp http, SsmClient ssm) {
      SpApiByHost spApi = new HttpSpApis(http, UserAgent.text());
      SsmAuthorizations authorizations =
          new SsmAuthorizations(ssm, config.authorizations(), Pause.SLEEP);
      return new SecretTrial(
          new LwaTokenEndpoint(http, config.tokenEndpoint()),
          spApi.at(config.spApi().home()),
          SpApiRequest.PROBE,
          OtherRegions.none(),
          sweep
              .<SpareSeller>map(
                  name ->
                      new LastThatWorked(
                          new SsmSweepStates(ssm, name),
                          authorizations::find,
                          config.spApi(),
                          spApi))
              .orElseGet(SpareSeller::none));
    }

    HeedExpiryMessage heed(SecretVault vault) {
      return new HeedExpiryMessage(names.app(), vault, records, notices);
    }
  }
}
