package io.lwarotation.local.aws;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** The requests that came, in their order. Names only: no member of a request is kept. */
public final class Journal {
  private final List<Entry> entries = new CopyOnWriteArrayList<>();

  /**
   * One request.
   *
   * @param service as in a signature, for example {@code ssm}
   * @param operation for example {@code GetParameters}
   * @param error AWS's code, empty if the request had its effect
   * @param at by the moved clock
   */
  public record Entry(String service, String operation, Optional<String> error, Instant at) {}

  Journal() {}

  void add(Entry entry) {
    entries.add(entry);
  }

  /** All requests so far. */
  public List<Entry> entries() {
    return List.copyOf(entries);
  }

  /** How many requests an operation got, refused ones included. */
  public int count(String service, String operation) {
    return (int)
        entries.stream()
            .filter(entry -> entry.service().equals(service))
            .filter(entry -> entry.operation().equals(operation))
            .count();
  }

  /** Begins anew. */
  public void clear() {
    entries.clear();
  }
}
