package com.example;

import java.util.List;
import java.util.Map;
import software.amazon.awscdk.App;
import software.amazon.awscdk.ArnComponents;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.events.EventPattern;
import software.amazon.awscdk.services.events.Rule;
import software.amazon.awscdk.services.events.targets.LambdaFunction;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.lambda.Code;
import software.amazon.awscdk.services.lambda.Function;
import software.amazon.awscdk.services.lambda.Runtime;
import software.amazon.awscdk.services.sqs.Queue;

/** A rule for the event that tells of a new secret, and a function that reacts to it. */
public final class SecretRotatedStack extends Stack {
  private static final String APP = "my-erp";
  private static final String CLUSTER = "shops";
  private static final String SERVICE = "my-shop";

  private SecretRotatedStack(App app) {
    super(app, "secret-rotated");
    Function restart =
        Function.Builder.create(this, "Restart")
            .runtime(Runtime.PYTHON_3_13)
            .handler("index.handler")
            .code(Code.fromAsset(String.valueOf(app.getNode().tryGetContext("function"))))
            .timeout(Duration.seconds(30))
            .environment(Map.of("CLUSTER", CLUSTER, "SERVICE", SERVICE))
            .build();
    restart.addToRolePolicy(
        PolicyStatement.Builder.create()
            .actions(List.of("ecs:UpdateService"))
            .resources(
                List.of(
                    formatArn(
                        ArnComponents.builder()
                            .service("ecs")
                            .resource("service")
                            .resourceName(CLUSTER + "/" + SERVICE)
                            .build())))
            .build());
    Rule.Builder.create(this, "Rotated")
        .description("A new LWA client secret of " + APP + " is stored")
        .eventPattern(
            EventPattern.builder()
                .source(List.of("lwa.rotation"))
                .detailType(List.of("LWA Client Secret Rotated"))
                .detail(Map.of("app", List.of(APP)))
                .build())
        .targets(
            List.of(
                LambdaFunction.Builder.create(restart)
                    .deadLetterQueue(
                        Queue.Builder.create(this, "NotDelivered")
                            .retentionPeriod(Duration.days(14))
                            .enforceSsl(true)
                            .build())
                    .maxEventAge(Duration.hours(24))
                    .retryAttempts(185)
                    .build()))
        .build();
  }

  /** Called by the CDK's command line. */
  public static void main(String[] arguments) {
    App app = new App();
    new SecretRotatedStack(app);
    app.synth();
  }
}
