package com.example;

import io.lwarotation.core.SpApiRegion;
import io.lwarotation.infra.LwaCredentials;
import io.lwarotation.infra.LwaCredentialsProps;
import io.lwarotation.infra.Rotation;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.lambda.Code;
import software.amazon.awscdk.services.lambda.Function;
import software.amazon.awscdk.services.lambda.Runtime;
import software.amazon.awscdk.services.sns.Topic;
import software.amazon.awscdk.services.sns.subscriptions.EmailSubscription;

/** A shop's own stack: its program reads the credentials that {@link LwaCredentials} keeps. */
public final class OwnStackApp {
  private OwnStackApp() {}

  /** Called by the CDK's command line. */
  public static void main(String[] arguments) {
    App app = new App();
    Stack stack = new Stack(app, "shop");
    Topic operations = new Topic(stack, "Operations");
    operations.addSubscription(new EmailSubscription("operations@example.com"));
    LwaCredentials credentials =
        new LwaCredentials(
            stack,
            "Lwa",
            LwaCredentialsProps.builder()
                .app("shop")
                .region(SpApiRegion.EU)
                .rotation(Rotation.AUTOMATIC)
                .topic(operations)
                .functions(Path.of(String.valueOf(app.getNode().tryGetContext("functions"))))
                .build());
    // For ./lwa put --app shop --stack shop, and the other commands.
    credentials.addOutputs();
    Function orders =
        Function.Builder.create(stack, "Orders")
            .runtime(Runtime.PYTHON_3_13)
            .handler("index.handler")
            .code(Code.fromInline("def handler(event, context):\n    return 'read the orders here'\n"))
            .environment(
                Map.of(
                    "PARAMETERS",
                    String.join(
                        ",",
                        List.of(
                            credentials.clientIdParameter(),
                            credentials.clientSecretParameter(),
                            credentials.refreshTokenParameter()))))
            .build();
    credentials.grantRead(orders);
    app.synth();
  }
}
