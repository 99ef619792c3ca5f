package io.lwarotation.adapter.aws;

import io.lwarotation.core.Deadline;
import io.lwarotation.core.sweep.SweepState;
import io.lwarotation.core.sweep.SweepStates;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.Parameter;
import software.amazon.awssdk.services.ssm.model.ParameterTier;
import software.amazon.awssdk.services.ssm.model.ParameterType;
import software.amazon.awssdk.services.ssm.model.PutParameterRequest;

/** The sweep's state in Parameter Store, as plain text; the first sweep creates the parameter. */
public final class SsmSweepStates implements SweepStates {
  private final ParameterStore store;
  private final String name;

  public SsmSweepStates(SsmClient ssm, String name) {
    this.store = new ParameterStore(ssm, ssm);
    this.name = name;
  }

  @Override
  public SweepState read(Deadline deadline) {
    return store
        .plain(name, deadline)
        .map(Parameter::value)
        .map(SweepStateJson::read)
        .orElse(SweepState.EMPTY);
  }

  @Override
  public void write(SweepState state, Deadline deadline) {
    long _ =
        store.put(
            PutParameterRequest.builder()
                .name(name)
                .value(SweepStateJson.write(state))
                .type(ParameterType.STRING)
                .tier(ParameterTier.STANDARD),
            deadline);
  }
}
