package io.lwarotation.adapter.aws;

import io.lwarotation.core.Deadline;
import io.lwarotation.core.watch.MemoryEntry;
import io.lwarotation.core.watch.WatchMemories;
import io.lwarotation.core.watch.WatchMemory;
import java.time.Instant;
import java.util.Optional;
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
  public MemoryEntry newest(Deadline deadline) {
    return read(name, deadline).orElseGet(() -> new MemoryEntry(0, WatchMemory.EMPTY, null, null));
  }

  @Override
  public Optional<MemoryEntry> at(long version, Deadline deadline) {
    return read(name + ":" + version, deadline).filter(entry -> entry.version() == version);
  }

  private Optional<MemoryEntry> read(String selector, Deadline deadline) {
    AwsCall call =
        new AwsCall(
            "Parameter Store",
            "reading " + selector,
            "check that the function's role has ssm:GetParameters on it");
    GetParametersRequest request =
        GetParametersRequest.builder()
            .names(selector)
            .withDecryption(false)
            .overrideConfiguration(call.within(deadline))
            .build();
    return call.run(
        () -> {
          try {
            return reading.getParameters(request).parameters().stream()
                .findFirst()
                .map(SsmWatchMemories::entry);
          } catch (ParameterVersionNotFoundException _) {
            return Optional.empty();
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
