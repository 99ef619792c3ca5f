package io.lwarotation.local.cloud;

import io.lwarotation.local.host.Invocation;
import io.lwarotation.local.host.LambdaHost;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * The processes of one function: an invocation takes the first that is idle, and a new one only if
 * all are busy, as Lambda does.
 */
final class FunctionProcesses implements AutoCloseable {
  private final Supplier<LambdaHost> start;
  private final List<LambdaHost> all = new ArrayList<>();
  private final Map<LambdaHost, Integer> told = new HashMap<>();
  private final Set<LambdaHost> busy = new HashSet<>();

  FunctionProcesses(Supplier<LambdaHost> start) {
    this.start = start;
  }

  Invocation invoke(String event) {
    LambdaHost host = take();
    try {
      return host.invoke(event);
    } finally {
      giveBack(host);
    }
  }

  private synchronized LambdaHost take() {
    LambdaHost free =
        all.stream().filter(host -> !busy.contains(host)).findFirst().orElseGet(this::another);
    busy.add(free);
    return free;
  }

  private synchronized void giveBack(LambdaHost host) {
    busy.remove(host);
  }

  private LambdaHost another() {
    LambdaHost host = start.get();
    all.add(host);
    return host;
  }

  /** The one that takes invocations that come one after the other. */
  synchronized LambdaHost first() {
    return all.isEmpty() ? another() : all.getFirst();
  }

  /** The whole lines that were printed since the last call. */
  synchronized String news() {
    StringBuilder news = new StringBuilder();
    for (LambdaHost host : all) {
      String output = host.output();
      int from = told.getOrDefault(host, 0);
      int end = output.lastIndexOf('\n') + 1;
      if (end > from) {
        news.append(output, from, end);
        told.put(host, end);
      }
    }
    return news.toString();
  }

  synchronized String output() {
    return all.stream().map(LambdaHost::output).collect(Collectors.joining());
  }

  @Override
  public synchronized void close() {
    all.forEach(LambdaHost::close);
  }
}
