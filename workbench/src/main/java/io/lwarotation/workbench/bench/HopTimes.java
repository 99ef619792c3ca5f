package io.lwarotation.workbench.bench;

import io.lwarotation.local.http.Handler;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;

/** A stopwatch around the stand-ins: when each request came and when its answer was ready. */
final class HopTimes implements UnaryOperator<Handler> {
  private final List<Hop> hops = new CopyOnWriteArrayList<>();

  /**
   * One request.
   *
   * @param came by {@link System#nanoTime}, read whole
   * @param answered by the same clock
   */
  record Hop(long came, long answered) {}

  @Override
  public Handler apply(Handler service) {
    return request -> {
      long came = System.nanoTime();
      try {
        return service.answer(request);
      } finally {
        hops.add(new Hop(came, System.nanoTime()));
      }
    };
  }

  /** The requests since the last {@link #clear}, in their order. */
  List<Hop> hops() {
    return List.copyOf(hops);
  }

  void clear() {
    hops.clear();
  }
}
