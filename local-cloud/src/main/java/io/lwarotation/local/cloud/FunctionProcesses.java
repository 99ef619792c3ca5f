package io.lwarotation.local.cloud;

import io.lwarotation.local.host.Invocation;
import io.lwarotation.local.host.LambdaHost;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * The processes of one function: an invocation takes the first that is idle, and a new one only if
 * all are busy, as Lambda does.
 */
final class FunctionProcesses implements AutoCloseable {
  private final Supplier<LambdaHost> start;
  private final List<Running> all = new ArrayList<>();

  private static final class Running {
    private final LambdaHost host;
    private boolean busy;
    private int told;

    private Running(LambdaHost host) {
      this.host = host;
    }
  }

  FunctionProcesses(Supplier<LambdaHost> start) {
    this.start = start;
  }

  Invocation invoke(String event) {
    Running one = take();
    try {
      return one.host.invoke(event);
    } finally {
      giveBack(one);
    }
  }

  private synchronized Running take() {
    Running idle = all.stream().filter(one -> !one.busy).findFirst().orElseGet(this::another);
    idle.busy = true;
    return idle;
  }

  private synchronized void giveBack(Running one) {
    one.busy = false;
  }

  private Running another() {
    all.add(new Running(start.get()));
    return all.getLast();
  }

  /** The one that takes invocations that come one after the other. */
  synchronized LambdaHost first() {
    return (all.isEmpty() ? another() : all.getFirst()).host;
  }

  /** The whole lines that were printed since the last call. */
  synchronized String news() {
    StringBuilder news = new StringBuilder();
    for (Running one : all) {
      String output = one.host.output();
      int end = Math.max(one.told, output.lastIndexOf('\n') + 1);
      news.append(output, one.told, end);
      one.told = end;
    }
    return news.toString();
  }

  synchronized String output() {
    return all.stream().map(one -> one.host.output()).collect(Collectors.joining());
  }

  @Override
  public synchronized void close() {
    all.forEach(one -> one.host.close());
  }
}
