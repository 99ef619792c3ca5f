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
  private final SsmReading reading;
  private final SsmClient writing;
  private final ParameterNames names;

  /**
   * @param writing a client that repeats no write which may have been done: see {@link
   *     SdkClients#ssmForWriting}
   */
  public SsmRotationRecords(
      SsmClient reading, SsmClient writing, ParameterNames names, InstantSource clock) {
    this.reading = new SsmReading(reading, clock);
    this.writing = writing;
    this.names = names;
  }

  /** An entry as it was read elsewhere. */
  public static RecordEntry entry(Parameter parameter) {
    return RecordEntryJson.read(parameter);
  }

  @Override
  public RecordEntry at(long version, Deadline deadline) {
    return RecordEntryJson.read(reading.at(names.rotationRecord(), version, deadline));
  }

  @Override
  public long put(RecordDraft draft, Deadline deadline) {
    AwsCall call =
        new AwsCall(
            "Parameter Store",
            "writing " + names.rotationRecord(),
            "check that the function's role may put this parameter");
    // Without a tier: the one that it has is kept, and going back from Advanced is refused.
    PutParameterRequest request =
        PutParameterRequest.builder()
            .name(names.rotationRecord())
            .value(RecordEntryJson.write(draft))
            .type(ParameterType.STRING)
            .overwrite(true)
            .overrideConfiguration(call.within(deadline))
            .build();
    return call.run(() -> writing.putParameter(request).version());
  }
}
