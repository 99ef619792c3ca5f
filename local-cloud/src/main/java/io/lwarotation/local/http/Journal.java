package io.lwarotation.local.http;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** What was asked and how it was answered. Holds no query, header or body, so no secret. */
public final class Journal {
  private final List<Entry> entries = new CopyOnWriteArrayList<>();

  /**
   * One request.
   *
   * @param service who was asked; of AWS as in a signature, for example {@code ssm}
   * @param operation such as {@code GetParameters}, or a path
   * @param status empty if the client read none
   * @param error AWS's code, empty if the request had its effect
   */
  public record Entry(
      String service, String operation, Optional<Integer> status, Optional<String> error) {}

  /** Writes down a request. */
  public void add(
      String service, String operation, Optional<Integer> status, Optional<String> error) {
    entries.add(new Entry(service, operation, status, error));
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

  /** How many requests an operation, or a path, got, refused ones included. */
  public int count(String service, String operation) {
    return (int) of(service).stream().filter(entry -> entry.operation().equals(operation)).count();
  }

  /** Begins anew. */
  public void clear() {
    entries.clear();
  }

  /** The same handler, written down under the name {@code service}. */
  public Handler of(String service, Handler handler) {
    return request -> {
      Reply reply = handler.answer(request);
      Optional<Integer> status =
          reply instanceof Response response ? Optional.of(response.status()) : Optional.empty();
      add(service, request.path(), status, Optional.empty());
      return reply;
    };
  }
}
