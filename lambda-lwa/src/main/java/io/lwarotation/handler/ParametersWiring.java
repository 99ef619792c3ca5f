package io.lwarotation.handler;

import io.lwarotation.adapter.sdk.SsmParameterCreation;
import io.lwarotation.core.parameters.CreateParameters;

/** Puts {@code ParametersHandler} together; apart, for it stands on the SDK. */
final class ParametersWiring {
  private ParametersWiring() {}

  /** Its use case, with a client of Parameter Store. */
  static CreateParameters createParameters() {
    return new CreateParameters(new SsmParameterCreation(SsmParameterCreation.client()));
  }
}
