package io.lwarotation.local.http;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** What was asked and how it was answered. Holds no query, header or body, so no secret. */
public final class Journal {
  private final InstantSource clock;
  private final List<Entry> entries = new CopyOnWriteArrayList<>();

  /**
   * One request.
   *
   * @param service who was asked
   * @param path without the query
   * @param status empty if the client read none
   * @param at by the moved clock
   */
  public record Entry(
      String service, String method, String path, Optional<Integer> status, Instant at) {}

  public Journal(InstantSource clock) {
    this.clock = clock;
  }

  /** All requests so far, in the order in which their replies were decided. */
  public List<Entry> entries() {
    return List.copyOf(entries);
  }

  /** The requests of one service. */
  public List<Entry> of(String service) {
    return entries.stream().filter(entry -> entry.service().equals(service)).toList();
  }

  /** How many requests a service got. */
  public int count(String service) {
    return of(service).size();
  }

  /** How many requests a service got for a path. */
  public int count(String service, String path) {
    return (int) of(service).stream().filter(entry -> entry.path().equals(path)).count();
  }

  public void clear() {
    entries.clear();
  }

  /** The same handler, written down under the name {@code service}. */
  public Handler of(String service, Handler handler) {
    return request -> {
      Reply reply = handler.answer(request);
      entries.add(
          new Entry(
              service, request.method(), request.path(), reply.seenStatus(), clock.instant()));
      return reply;
    };
  }
}
