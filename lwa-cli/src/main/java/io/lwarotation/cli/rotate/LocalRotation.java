package io.lwarotation.cli.rotate;

import io.lwarotation.adapter.CrtHttp;
import io.lwarotation.adapter.aws.SnsNotices;
import io.lwarotation.adapter.aws.SqsNewSecretQueue;
import io.lwarotation.adapter.aws.SsmClientClaims;
import io.lwarotation.adapter.aws.SsmRotationRecords;
import io.lwarotation.adapter.aws.SsmSecretVault;
import io.lwarotation.cli.AwsOptions;
import io.lwarotation.cli.stack.ApplicationOptions;
import io.lwarotation.cli.stack.StackOutputs;
import io.lwarotation.core.Deadline;
import io.lwarotation.core.ParameterNames;
import io.lwarotation.core.rotation.RotateOutcome;
import io.lwarotation.core.rotation.RotateSecret;
import io.lwarotation.core.rotation.RotationDecision;
import io.lwarotation.core.rotation.RotationPolicy;
import io.lwarotation.core.rotation.RotationSettings;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import software.amazon.awssdk.crt.CRT;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.ssm.SsmClient;

/**
 * Runs the same use case here, with the operator's rights.
 *
 * @param now also while the secret is young
 */
record LocalRotation(
    ApplicationOptions application, StackOutputs stack, SsmClient ssm, boolean now) {
  /** As long as the function has. */
  private static final Duration LONGEST = Duration.ofSeconds(60);

  /**
   * The HTTP client would end at once with the process: a request whose mark is in the record would
   * then not be sent, and would count as taken for two days.
   */
  RotationAnswer ask() {
    CRT.acquireShutdownRef();
    try {
      return told(outcome());
    } finally {
      CRT.releaseShutdownRef();
    }
  }

  private RotateOutcome outcome() {
    AwsOptions aws = application.aws();
    ParameterNames names = application.names();
    InstantSource clock = InstantSource.system();
    try (SsmClient writing =
            aws.configured(SsmClient.builder())
                .overrideConfiguration(
                    options -> options.retryStrategy(DefaultRetryStrategy.doNotRetry()))
                .build();
        SqsClient sqs = aws.configured(SqsClient.builder()).build();
        KmsClient kms = aws.configured(KmsClient.builder()).build();
        SnsClient sns = aws.configured(SnsClient.builder()).build();
        CrtHttp http = new CrtHttp()) {
      String queue = stack.require("NewSecretQueueArn");
      String queueName = queue.substring(queue.lastIndexOf(':') + 1);
      String url = sqs.getQueueUrl(request -> request.queueName(queueName)).queueUrl();
      RotateSecret rotate =
          new RotateSecret(
              names.app(),
              new RotationPolicy(RotationSettings.STANDARD),
              SsmSecretVault.forReading(ssm, names, clock),
              new SsmRotationRecords(ssm, writing, names, clock),
              new SsmClientClaims(ssm, writing, names, clock),
              new SqsNewSecretQueue(sqs, kms, url),
              application.trial(http, "lwa-rotate"),
              new SnsNotices(sns, stack.require("TopicArn")));
      Deadline deadline = Deadline.in(LONGEST, clock);
      return now ? rotate.runNow(deadline) : rotate.run(deadline);
    }
  }

  private static RotationAnswer told(RotateOutcome outcome) {
    return switch (outcome) {
      case RotateOutcome.Waited(RotationDecision decision) -> waited(decision);
      case RotateOutcome.Requested(Instant at) ->
          new RotationAnswer("Requested", "", Optional.of(at));
      case RotateOutcome.Unanswered(Instant at, String reason) ->
          new RotationAnswer("Unanswered", reason, Optional.of(at));
      case RotateOutcome.Refused(String reason) ->
          new RotationAnswer("Refused", reason, Optional.empty());
      case RotateOutcome.Blocked(String reason) ->
          new RotationAnswer("Blocked", reason, Optional.empty());
      case RotateOutcome.Postponed(String reason) ->
          new RotationAnswer("Postponed", reason, Optional.empty());
    };
  }

  private static RotationAnswer waited(RotationDecision decision) {
    return switch (decision) {
      case RotationDecision.NotDue(Instant until) ->
          new RotationAnswer("NotDue", "", Optional.of(until));
      case RotationDecision.InFlight(Instant since) ->
          new RotationAnswer("InFlight", "", Optional.of(since));
      case RotationDecision.InGrace(Instant until, boolean awaited) ->
          new RotationAnswer(
              "InGrace",
              awaited ? "the new secret was requested and has not arrived" : "",
              Optional.of(until));
      case RotationDecision.Due(Instant expiresAt) ->
          new RotationAnswer("Due", "", Optional.of(expiresAt));
      case RotationDecision.Expired(Instant since) ->
          new RotationAnswer("Expired", "", Optional.of(since));
    };
  }
}
