package io.lwarotation.cli.rotate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lwarotation.adapter.aws.SnsNotices;
import io.lwarotation.adapter.aws.SqsNewSecretQueue;
import io.lwarotation.adapter.aws.SsmClientClaims;
import io.lwarotation.adapter.aws.SsmRotationRecords;
import io.lwarotation.adapter.aws.SsmSecretVault;
import io.lwarotation.cli.AwsOptions;
import io.lwarotation.cli.stack.ApplicationOptions;
import io.lwarotation.cli.stack.Arn;
import io.lwarotation.cli.stack.Session;
import io.lwarotation.cli.stack.StackOutputs;
import io.lwarotation.core.ParameterNames;
import io.lwarotation.core.rotation.RotateOutcome;
import io.lwarotation.core.rotation.RotateSecret;
import io.lwarotation.core.rotation.RotationPolicy;
import io.lwarotation.core.rotation.RotationSettings;
import java.time.Duration;
import java.time.InstantSource;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.crt.CRT;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;
import software.amazon.awssdk.services.lambda.model.ResourceNotFoundException;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.ssm.SsmClient;

/** Runs the rotation once; {@code now} also while the secret is young. */
record RotationRun(
    ApplicationOptions application, StackOutputs stack, String function, boolean now) {
  /** Longer than the function may run. */
  private static final Duration FUNCTION_TIME = Duration.ofMinutes(3);

  /** By the function, with its rights. */
  RotationAnswer byFunction() {
    SdkBytes event = SdkBytes.fromUtf8String(now ? "{\"now\":true}" : "{}");
    InvokeResponse answer;
    try (LambdaClient lambda =
        once(application.aws().configured(LambdaClient.builder()))
            .httpClientBuilder(AwsOptions.connections().socketTimeout(FUNCTION_TIME))
            .build()) {
      answer = lambda.invoke(request -> request.functionName(function).payload(event));
    } catch (ResourceNotFoundException e) {
      throw new IllegalStateException(
          "The function " + function + " does not exist: deploy the stack again (npx cdk deploy).",
          e);
    }
    JsonNode json;
    try {
      json = new ObjectMapper().readTree(answer.payload().asUtf8String());
    } catch (JsonProcessingException _) {
      // Without the cause, which would show what came.
      throw new IllegalStateException("The function " + function + " answered no JSON.");
    }
    if (answer.functionError() != null) {
      throw new IllegalStateException(
          "The function %s failed: %s"
              .formatted(
                  function, json.path("errorMessage").asText("it did not say why; see its log")));
    }
    RotationAnswer told = RotationAnswer.of(json);
    if (now && told.outcome().equals("NotDue")) {
      throw new IllegalStateException(
          "The function %s is older than --now and asked for nothing: deploy the stack again (npx cdk deploy), or give --local."
              .formatted(function));
    }
    return told;
  }

  /**
   * The same use case here, with the operator's rights. The HTTP client would end at once with the
   * process: a request whose mark is in the record would then not be sent, and would count as taken
   * for two days.
   */
  RotationAnswer here() {
    CRT.acquireShutdownRef();
    try {
      return RotationAnswer.of(outcome());
    } finally {
      CRT.releaseShutdownRef();
    }
  }

  private RotateOutcome outcome() {
    AwsOptions aws = application.aws();
    ParameterNames names = application.names();
    InstantSource clock = InstantSource.system();
    SsmClient ssm = aws.ssm();
    SqsClient sqs = aws.client(SqsClient.builder());
    try (SsmClient writing = once(aws.configured(SsmClient.builder())).build();
        Session session = new Session(application, "lwa-rotate")) {
      String queue = Arn.of(stack.require("NewSecretQueueArn")).resource();
      String url = sqs.getQueueUrl(request -> request.queueName(queue)).queueUrl();
      RotateSecret rotate =
          new RotateSecret(
              names.app(),
              new RotationPolicy(RotationSettings.STANDARD),
              SsmSecretVault.forReading(ssm, names, clock),
              new SsmRotationRecords(ssm, writing, names, clock),
              new SsmClientClaims(ssm, writing, names, clock),
              new SqsNewSecretQueue(sqs, aws.client(KmsClient.builder()), url),
              session.secretTrial(),
              new SnsNotices(aws.client(SnsClient.builder()), stack.require("TopicArn")));
      return now ? rotate.runNow(session.deadline()) : rotate.run(session.deadline());
    }
  }

  /** What was asked for is not asked for again because its answer was lost. */
  private static <B extends AwsClientBuilder<B, ?>> B once(B builder) {
    return builder.overrideConfiguration(
        options -> options.retryStrategy(DefaultRetryStrategy.doNotRetry()));
  }
}
