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
  private final Role role;
  private final Function function;

  /**
   * What tells one function from another.
   *
   * @param handler simple name of the class that Lambda calls
   * @param upload jar or zip that holds it
   * @param description for people who meet the function in the console
   */
  record Properties(
      String handler,
      Path upload,
      String description,
      int memoryMb,
      Duration timeout,
      Map<String, String> environment) {
    Properties {
      environment = Map.copyOf(environment);
    }
  }

  JavaFunction(Construct scope, String id, Properties properties) {
    super(scope, id);
    this.role =
        Role.Builder.create(this, "Role")
            .assumedBy(new ServicePrincipal("lambda.amazonaws.com"))
            .description(properties.description())
            .build();
    LogGroup logs =
        LogGroup.Builder.create(this, "Logs")
            .retention(RetentionDays.THREE_MONTHS)
            .removalPolicy(RemovalPolicy.DESTROY)
            .build();
    logs.grantWrite(role);
    this.function =
        Function.Builder.create(this, "Function")
            .description(properties.description())
            .handler("io.lwarotation.handler." + properties.handler())
            .code(Code.fromAsset(properties.upload().toString()))
            .runtime(Runtime.JAVA_25)
            .architecture(Architecture.ARM_64)
            .memorySize(properties.memoryMb())
            .timeout(properties.timeout())
            .role(role)
            .logGroup(logs)
            .loggingFormat(LoggingFormat.JSON)
            .environment(properties.environment())
            // What was sent and not waited for is tried three times in all, then given up.
            .retryAttempts(2)
            .maxEventAge(Duration.hours(1))
            .build();
  }

  Role role() {
    return role;
  }

  Function function() {
    return function;
  }
}
