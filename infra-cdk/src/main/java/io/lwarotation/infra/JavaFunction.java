package io.lwarotation.infra;

import java.nio.file.Path;
import java.util.Map;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.lambda.Architecture;
import software.amazon.awscdk.services.lambda.Code;
import software.amazon.awscdk.services.lambda.Function;
import software.amazon.awscdk.services.lambda.LoggingFormat;
import software.amazon.awscdk.services.lambda.Runtime;
import software.amazon.awscdk.services.logs.LogGroup;
import software.amazon.awscdk.services.logs.RetentionDays;
import software.constructs.Construct;

/**
 * One handler with what every one of them has: a role of its own that may write its own log, and
 * nothing else until it is granted; JSON logs that end after three months.
 *
 * <p>No SnapStart: the function is up before a snapshot would be restored.
 */
final class JavaFunction extends Construct {
  final Role role;
  final Function function;

  /**
   * @param app name of the application
   * @param environment its variables
   */
  JavaFunction(
      Construct scope,
      String id,
      Handler handler,
      String app,
      Uploads uploads,
      Map<String, String> environment) {
    super(scope, id);
    Path upload = handler == Handler.CALL ? uploads.call() : uploads.functions();
    this.role =
        Role.Builder.create(this, "Role")
            .assumedBy(new ServicePrincipal("lambda.amazonaws.com"))
            .description(handler.description(app))
            .build();
    LogGroup logs =
        LogGroup.Builder.create(this, "Logs")
            .retention(RetentionDays.THREE_MONTHS)
            .removalPolicy(RemovalPolicy.DESTROY)
            .build();
    logs.grantWrite(role);
    this.function =
        Function.Builder.create(this, "Function")
            .description(handler.description(app))
            .handler(handler.className())
            .code(Code.fromAsset(upload.toString()))
            .runtime(Runtime.JAVA_25)
            .architecture(Architecture.ARM_64)
            .memorySize(handler.memoryMb)
            .timeout(Duration.seconds(handler.seconds))
            .role(role)
            .logGroup(logs)
            .loggingFormat(LoggingFormat.JSON)
            .environment(environment)
            // What was sent and not waited for is tried three times in all, then given up.
            .retryAttempts(2)
            .maxEventAge(Duration.hours(1))
            .build();
  }

  String name() {
    return function.getFunctionName();
  }
}
