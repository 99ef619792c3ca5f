package io.lwarotation.local.cloud;

import io.lwarotation.local.aws.lambda.DeployedFunction;
import io.lwarotation.local.aws.lambda.Functions;
import io.lwarotation.local.host.Invocation;
import java.util.Optional;

/** Runs the packaged functions for LocalAws. */
record PackagedFunctions(LocalCloud cloud) implements Functions {
  @Override
  public void invoke(DeployedFunction function, String event) {
    cloud.invoke(function, event);
  }

  @Override
  public Answer call(DeployedFunction function, String event) {
    return switch (cloud.invoke(function, event)) {
      case Invocation.Answered(String payload) -> new Answer(payload, Optional.empty());
      case Invocation.Failed failed -> new Answer(failed.rawError(), Optional.of("Unhandled"));
      case Invocation.TimedOut _ ->
          new Answer("{\"errorMessage\":\"Task timed out\"}", Optional.of("Unhandled"));
      case Invocation.Crashed _ ->
          new Answer(
              "{\"errorType\":\"Runtime.ExitError\",\"errorMessage\":\"Runtime exited\"}",
              Optional.of("Unhandled"));
    };
  }
}
