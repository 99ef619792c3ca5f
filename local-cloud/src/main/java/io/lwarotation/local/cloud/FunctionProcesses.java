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
  private final List<Process> all = new ArrayList<>();

  private static final class Process {
    private final LambdaHost host;
    private boolean busy;
    private int told;

    private Process(LambdaHost host) {
      this.host = host;
    }
  }

  FunctionProcesses(Supplier<LambdaHost> start) {
    this.start = start;
  }

  Invocation invoke(String event) {
    Process process = take();
    try {
      return process.host.invoke(event);
    } finally {
      giveBack(process);
    }
  }

  private synchronized Process take() {
    Process idle =
        all.stream().filter(process -> !process.busy).findFirst().orElseGet(this::another);
    idle.busy = true;
    return idle;
  }

  private synchronized void giveBack(Process process) {
    process.busy = false;
  }

  private Process another() {
    all.add(new Process(start.get()));
    return all.getLast();
  }

  /** The one that takes invocations that come one after the other. */
  synchronized LambdaHost first() {
    return (all.isEmpty() ? another() : all.getFirst()).host;
  }

  /** The whole lines that were printed since the last call. */
  synchronized String news() {
    StringBuilder news = new StringBuilder();
    for (Process process : all) {
      String output = process.host.output();
      int end = Math.max(process.told, output.lastIndexOf('\n') + 1);
      news.append(output, process.told, end);
      process.told = end;
    }
    return news.toString();
  }

  synchronized String output() {
    return all.stream().map(process -> process.host.output()).collect(Collectors.joining());
  }

  @Override
  public synchronized void close() {
    all.forEach(process -> process.host.close());
  }
}
