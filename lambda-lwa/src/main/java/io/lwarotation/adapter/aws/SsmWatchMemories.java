package io.lwarotation.adapter.aws;

import io.lwarotation.core.Deadline;
import io.lwarotation.core.watch.MemoryEntry;
import io.lwarotation.core.watch.WatchMemories;
import io.lwarotation.core.watch.WatchMemory;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.Parameter;
import software.amazon.awssdk.services.ssm.model.ParameterType;
import software.amazon.awssdk.services.ssm.model.PutParameterRequest;

/** The watch's memory in Parameter Store, as plain text. */
public final class SsmWatchMemories implements WatchMemories {
  private final ParameterStore store;
  private final String name;

  /**
   * @param writing a client that repeats no write which may have been done
   */
  public SsmWatchMemories(SsmClient reading, SsmClient writing, String name) {
    this.store = new ParameterStore(reading, writing);
    this.name = name;
  }

  @Override
  public MemoryEntry newest(Deadline deadline) {
    return store
        .plain(name, deadline)
        .map(SsmWatchMemories::entry)
        .orElseGet(() -> new MemoryEntry(0, WatchMemory.EMPTY, null, null));
  }

  @Override
  public Optional<MemoryEntry> at(long version, Deadline deadline) {
    return store.version(name, version, deadline).map(SsmWatchMemories::entry);
  }

  private static MemoryEntry entry(Parameter parameter) {
    return WatchMemoryJson.read(parameter.version(), parameter.value());
  }

  @Override
  public long put(
      WatchMemory memory, long follows, @Nullable Instant tellingUntil, Deadline deadline) {
    return store.put(
        PutParameterRequest.builder()
            .name(name)
            .value(WatchMemoryJson.write(memory, follows, tellingUntil))
            .type(ParameterType.STRING),
        deadline);
  }
}
