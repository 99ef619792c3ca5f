package io.lwarotation.adapter.aws;

import io.lwarotation.core.Deadline;
import io.lwarotation.core.ParameterNames;
import io.lwarotation.core.rotation.RecordDraft;
import io.lwarotation.core.rotation.RecordEntry;
import io.lwarotation.core.rotation.RotationRecords;
import java.time.InstantSource;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.Parameter;
import software.amazon.awssdk.services.ssm.model.ParameterType;
import software.amazon.awssdk.services.ssm.model.PutParameterRequest;

/** The rotation record in Parameter Store, as plain text: there is no secret in it. */
public final class SsmRotationRecords implements RotationRecords {
  private final ParameterStore store;
  private final String name;

  /**
   * @param writing a client that repeats no write which may have been done: see {@link
   *     SdkClients#ssmForWriting}
   */
  public SsmRotationRecords(
      SsmClient reading, SsmClient writing, ParameterNames names, InstantSource clock) {
    this.store = new ParameterStore(reading, writing, clock);
    this.name = names.rotationRecord();
  }

  /** An entry as it was read elsewhere. */
  public static RecordEntry entry(Parameter parameter) {
    return RecordEntryJson.read(parameter);
  }

  @Override
  public RecordEntry at(long version, Deadline deadline) {
    return RecordEntryJson.read(store.at(name, version, deadline));
  }

  @Override
  public long put(RecordDraft draft, Deadline deadline) {
    // Without a tier: the one that it has is kept, and going back from Advanced is refused.
    return store.put(
        PutParameterRequest.builder()
            .name(name)
            .value(RecordEntryJson.write(draft))
            .type(ParameterType.STRING),
        deadline);
  }
}
