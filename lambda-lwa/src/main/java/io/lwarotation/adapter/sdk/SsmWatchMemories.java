package io.lwarotation.adapter.sdk;

import io.lwarotation.core.Deadline;
import io.lwarotation.core.watch.MemoryEntry;
import io.lwarotation.core.watch.WatchMemories;
import io.lwarotation.core.watch.WatchMemory;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.GetParametersRequest;
import software.amazon.awssdk.services.ssm.model.Parameter;
import software.amazon.awssdk.services.ssm.model.ParameterType;
import software.amazon.awssdk.services.ssm.model.ParameterVersionNotFoundException;
import software.amazon.awssdk.services.ssm.model.PutParameterRequest;

/** The watch's memory in Parameter Store, as plain text. */
public final class SsmWatchMemories implements WatchMemories {
  private final SsmClient reading;
  private final SsmClient writing;
  private final String name;

  /**
   * @param writing a client that repeats no write which may have been done
   */
  public SsmWatchMemories(SsmClient reading, SsmClient writing, String name) {
    this.reading = reading;
    this.writing = writing;
    this.name = name;
  }

  @Override
  public MemoryEntry at(long version, Deadline deadline) {
    AwsCall call =
        new AwsCall(
            "Parameter Store",
            "reading " + name,
            "check that the function's role has ssm:GetParameters on it");
    GetParametersRequest request =
        GetParametersRequest.builder()
            .names(version == 0 ? name : name + ":" + version)
            .withDecryption(false)
            .overrideConfiguration(call.within(deadline))
            .build();
    return call.run(
        () -> {
          try {
            return reading.getParameters(request).parameters().stream()
                .findFirst()
                .map(SsmWatchMemories::entry)
                .orElseGet(() -> new MemoryEntry(version, WatchMemory.EMPTY, null, null));
          } catch (ParameterVersionNotFoundException _) {
            return new MemoryEntry(version, WatchMemory.EMPTY, null, null);
          }
        });
  }

  private static MemoryEntry entry(Parameter parameter) {
    return WatchMemoryJson.read(parameter.version(), parameter.value());
  }

  @Override
  public long put(
      WatchMemory memory, long follows, @Nullable Instant tellingUntil, Deadline deadline) {
    AwsCall call =
        new AwsCall(
            "Parameter Store",
            "writing " + name,
            "check that the function's role has ssm:PutParameter on it");
    PutParameterRequest request =
        PutParameterRequest.builder()
            .name(name)
            .value(WatchMemoryJson.write(memory, follows, tellingUntil))
            .type(ParameterType.STRING)
            .overwrite(true)
            .overrideConfiguration(call.within(deadline))
            .build();
    return call.run(() -> writing.putParameter(request).version());
  }
}
