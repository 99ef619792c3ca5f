package io.lwarotation.cli.checks;

import io.lwarotation.cli.AwsOptions;
import io.lwarotation.cli.stack.StackOutputs;
import io.lwarotation.core.ParameterNames;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.core.client.builder.SdkSyncClientBuilder;

/** The application that is looked at, with its stack as far as that may be read. */
record Application(
    ParameterNames names, AwsOptions aws, Optional<StackOutputs> stack, InstantSource clock) {
  static final String DEPLOY = "deploy the stack again: npx cdk deploy";

  String app() {
    return names.app();
  }

  /** One of our commands, for this application. */
  String command(String name) {
    return "./lwa " + name + " --app " + app();
  }

  /** An output of the stack. */
  String require(String output) {
    return find(output).orElseThrow(() -> new NotDeployedException(output));
  }

  Optional<String> find(String output) {
    return stack.flatMap(outputs -> outputs.find(output));
  }

  /** All outputs of the stack. */
  Map<String, String> outputs() {
    return stack.map(StackOutputs::values).orElseThrow(() -> new NotDeployedException("outputs"));
  }

  /** The same at another moment. */
  Application at(Instant now) {
    return new Application(names, aws, stack, InstantSource.fixed(now));
  }

  boolean isAutomatic() {
    return stack.map(StackOutputs::isAutomatic).orElse(false);
  }

  /** Age of the secret at which Parameter Store reminds. */
  int remindAfterDays() {
    return find("RemindAfterDays").map(Integer::parseInt).orElse(150);
  }

  List<String> secureStrings() {
    return List.of(names.clientId(), names.clientSecret(), names.refreshToken());
  }

  /** A client of AWS for its account and region. */
  <B extends AwsClientBuilder<B, C> & SdkSyncClientBuilder<B, C>, C> C client(B builder) {
    return aws.client(builder);
  }

  /** Something of the stack is not there to be looked at. */
  static final class NotDeployedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NotDeployedException(String output) {
      super("the stack gives no " + output);
    }
  }
}
