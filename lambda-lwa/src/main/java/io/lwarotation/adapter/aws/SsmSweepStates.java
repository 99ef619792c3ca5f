package io.lwarotation.adapter.aws;

import io.lwarotation.core.Deadline;
import io.lwarotation.core.sweep.SweepState;
import io.lwarotation.core.sweep.SweepStates;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.GetParametersRequest;
import software.amazon.awssdk.services.ssm.model.Parameter;
import software.amazon.awssdk.services.ssm.model.ParameterTier;
import software.amazon.awssdk.services.ssm.model.ParameterType;
import software.amazon.awssdk.services.ssm.model.PutParameterRequest;

/** The sweep's state in Parameter Store, as plain text; the first sweep creates the parameter. */
public final class SsmSweepStates implements SweepStates {
  private final SsmClient ssm;
  private final String name;

  public SsmSweepStates(SsmClient ssm, String name) {
    this.ssm = ssm;
    this.name = name;
  }

  @Override
  public SweepState read(Deadline deadline) {
    AwsCall call = call("reading", "ssm:GetParameters");
    GetParametersRequest request =
        GetParametersRequest.builder()
            .names(name)
            .overrideConfiguration(call.within(deadline))
            .build();
    return call.run(() -> ssm.getParameters(request)).parameters().stream()
        .findFirst()
        .map(Parameter::value)
        .map(SweepStateJson::read)
        .orElse(SweepState.EMPTY);
  }

  @Override
  public void write(SweepState state, Deadline deadline) {
    AwsCall call = call("writing", "ssm:PutParameter");
    PutParameterRequest request =
        PutParameterRequest.builder()
            .name(name)
            .value(SweepStateJson.write(state))
            .type(ParameterType.STRING)
            .tier(ParameterTier.STANDARD)
            .overwrite(true)
            .overrideConfiguration(call.within(deadline))
            .build();
    call.run(() -> ssm.putParameter(request));
  }

  private AwsCall call(String doing, String right) {
    return new AwsCall(
        "Parameter Store", doing + " " + name, "check that the role has " + right + " on it");
  }
}
