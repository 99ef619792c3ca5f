package io.lwarotation.handler;

import io.lwarotation.adapter.aws.SdkClients;
import io.lwarotation.adapter.aws.SsmParameterCreation;
import io.lwarotation.core.parameters.CreateParameters;
import java.util.Map;

/** Puts {@code ParametersHandler} together; apart, for it stands on the SDK. */
final class ParametersWiring {
  private ParametersWiring() {}

  /** Whether a stand-in of AWS is in charge: AWS itself is called over TLS only. */
  static boolean isStandIn(Map<String, String> environment) {
    return environment.getOrDefault("AWS_ENDPOINT_URL", "").strip().startsWith("http://");
  }

  /** Its use case, with a client of Parameter Store. */
  static CreateParameters createParameters() {
    return new CreateParameters(new SsmParameterCreation(new SdkClients().ssm()));
  }
}
