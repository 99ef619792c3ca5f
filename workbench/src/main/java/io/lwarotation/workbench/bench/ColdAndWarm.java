package io.lwarotation.workbench.bench;

import io.lwarotation.local.host.Invocation;
import io.lwarotation.local.host.LambdaHost;
import io.lwarotation.workbench.bench.World.Tokens;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Cold starts and warm calls of all subjects, interleaved: what disturbs the machine for a while
 * disturbs them alike.
 */
record ColdAndWarm(World world, List<Subject> subjects, Consumer<String> progress) {
  /** Starts before the measured ones, which warm this process and the file system's cache. */
  private static final int UNCOUNTED = 3;

  /** Warm calls of one subject in a row. */
  private static final int BLOCK = 20;

  private record Running(Subject subject, LambdaHost host, Samples samples) {
    void call() {
      ColdAndWarm.call(subject.id(), host, "{}");
    }

    long pid() {
      return host.prepare().process().pid();
    }
  }

  List<Figures.Row> run(int starts, int calls) {
    List<Running> kept = running(Tokens.KEPT);
    List<Running> fresh = running(Tokens.FRESH);
    try {
      List<Running> turns = new ArrayList<>(kept);
      for (int round = -UNCOUNTED; round < starts; round++) {
        progress.accept(
            round < 0 ? "warming up" : "cold starts, round " + (round + 1) + " of " + starts);
        Collections.rotate(turns, 1); // nobody is always the one after the same
        for (Running one : turns) {
          start(one, round < 0 ? new Samples() : one.samples);
        }
      }
      List<Figures.Warm> keptCalls = warm("kept", kept, calls, "with the token kept");
      List<Figures.Warm> freshCalls = warm("fresh", fresh, calls, "with all hops each time");
      return IntStream.range(0, subjects.size())
          .mapToObj(i -> row(kept.get(i), List.of(keptCalls.get(i), freshCalls.get(i))))
          .toList();
    } finally {
      Stream.of(kept, fresh).flatMap(List::stream).forEach(one -> one.host.close());
    }
  }

  private List<Running> running(Tokens tokens) {
    return subjects.stream()
        .map(one -> new Running(one, one.host(world.environment(tokens)), new Samples()))
        .toList();
  }

  private void start(Running one, Samples samples) {
    one.host.kill();
    world.beginCall();
    LambdaHost.Started process = one.host.prepare();
    long ready = System.nanoTime();
    one.call();
    samples.add("cold", millis(process.nanoTime(), System.nanoTime()));
    samples.add("ready", millis(process.nanoTime(), ready));
    samples.add("cpu", ProcessFigures.cpuMillis(process.process().pid()));
    samples.add("memory", ProcessFigures.peakMegabytes(process.process().pid()));
    samples.add("requests", world.requests());
  }

  private static Figures.Row row(Running one, List<Figures.Warm> warm) {
    return new Figures.Row(
        one.subject.id(),
        one.subject.title(),
        one.subject.code().toFile().length(),
        one.samples.spread("cold"),
        one.samples.spread("ready"),
        one.samples.spread("cpu"),
        one.samples.spread("memory"),
        one.samples.spread("requests"),
        warm);
  }

  /** So many calls of a process of each subject, by blocks in turn. */
  private List<Figures.Warm> warm(String tokens, List<Running> all, int calls, String what) {
    Map<Running, Double> cpuBefore = new HashMap<>();
    for (Running one : all) {
      world.beginCall();
      one.call(); // the first call of a process is no warm one
      cpuBefore.put(one, ProcessFigures.cpuMillis(one.pid()));
    }
    for (int done = 0; done < calls; done += BLOCK) {
      progress.accept("warm calls " + what + ", " + done + " of " + calls);
      for (Running one : all) {
        for (int n = 0; n < Math.min(BLOCK, calls - done); n++) {
          one.host.prepare(); // it asks for the event: what is measured is the call alone
          world.beginCall();
          long start = System.nanoTime();
          one.call();
          one.samples.add(tokens, millis(start, System.nanoTime()));
          one.samples.add(tokens + " requests", world.requests());
        }
      }
    }
    return all.stream()
        .map(
            one ->
                new Figures.Warm(
                    tokens,
                    calls,
                    Spread.quantile(one.samples.of(tokens), 0.5),
                    Spread.quantile(one.samples.of(tokens), 0.99),
                    (ProcessFigures.cpuMillis(one.pid()) - cpuBefore.getOrDefault(one, 0.0))
                        / calls,
                    ProcessFigures.peakMegabytes(one.pid()),
                    one.samples.spread(tokens + " requests")))
        .toList();
  }

  /** One invocation that must be answered; its answer. */
  static String call(String function, LambdaHost host, String event) {
    Invocation result = host.invoke(event);
    if (!(result instanceof Invocation.Answered(String payload))) {
      throw new IllegalStateException(
          "The function %s did not answer but ended as %s; the first it printed: %s"
              .formatted(function, result, host.output().lines().findFirst().orElse("nothing")));
    }
    return payload;
  }

  static double millis(long from, long to) {
    return (to - from) / 1e6;
  }
}
