package io.lwarotation.local.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Replies that are handed out in the place of the real ones, for as many requests as was said. */
public final class Faults {
  private final List<Fault> waiting = new ArrayList<>();

  private record Fault(Predicate<Request> where, Reply reply) {}

  /** The next {@code requests} requests get {@code reply}; what was ordered before comes first. */
  public void next(int requests, Reply reply) {
    next(requests, _ -> true, reply);
  }

  /** The next {@code requests} requests that fit {@code where} get {@code reply}. */
  public synchronized void next(int requests, Predicate<Request> where, Reply reply) {
    for (int i = 0; i < requests; i++) {
      waiting.add(new Fault(where, reply));
    }
  }

  /** Forgets what has not been handed out. */
  public synchronized void clear() {
    waiting.clear();
  }

  /** How many are still to come. */
  public synchronized int left() {
    return waiting.size();
  }

  /** The same handler with these faults before it. */
  public Handler before(Handler handler) {
    return request -> {
      Optional<Fault> fault = take(request);
      return fault.isPresent() ? fault.get().reply() : handler.answer(request);
    };
  }

  private synchronized Optional<Fault> take(Request request) {
    Optional<Fault> found = waiting.stream().filter(f -> f.where().test(request)).findFirst();
    found.ifPresent(waiting::remove);
    return found;
  }
}
