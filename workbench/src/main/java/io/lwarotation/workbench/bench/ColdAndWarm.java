package io.lwarotation.workbench.bench;

import io.lwarotation.local.host.Invocation;
import io.lwarotation.local.host.LambdaHost;
import io.lwarotation.workbench.bench.World.Tokens;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * Cold starts and warm calls of all subjects, interleaved: what disturbs the machine for a while
 * disturbs them alike.
 */
record ColdAndWarm(World world, List<Subject> subjects, Consumer<String> progress) {
  /** Starts before the measured ones, which warm this process and the file system's cache. */
  private static final int UNCOUNTED = 3;

  /** Warm calls of one subject in a row. */
  private static final int BLOCK = 20;

  /** What was measured of one subject so far. */
  private record Samples(
      Subject subject,
      LambdaHost host,
      List<Double> cold,
      List<Double> ready,
      List<Double> cpu,
      List<Double> memory,
      List<Integer> requests) {
    Samples(Subject subject, LambdaHost host) {
      this(
          subject,
          host,
          new ArrayList<>(),
          new ArrayList<>(),
          new ArrayList<>(),
          new ArrayList<>(),
          new ArrayList<>());
    }

    Figures.Row row(List<Figures.Warm> warm) {
      return new Figures.Row(
          subject.id(),
          subject.title(),
          subject.uploadBytes(),
          Spread.of(cold),
          Spread.of(ready),
          Spread.of(cpu),
          Spread.of(memory),
          Figures.Requests.of(requests),
          warm);
    }
  }

  /** The calls of a warm process, which has used {@code cpuBefore} before them. */
  private record Calls(
      Subject subject,
      LambdaHost host,
      double cpuBefore,
      List<Double> millis,
      List<Integer> requests) {
    Figures.Warm figures(String tokens) {
      long pid = host.prepare().process().pid();
      return new Figures.Warm(
          tokens,
          millis.size(),
          Spread.quantile(millis, 0.5),
          Spread.quantile(millis, 0.99),
          (ProcessFigures.cpuMillis(pid) - cpuBefore) / millis.size(),
          ProcessFigures.peakMegabytes(pid),
          Figures.Requests.of(requests));
    }
  }

  List<Figures.Row> run(int starts, int calls) {
    List<Samples> all = new ArrayList<>();
    List<LambdaHost> others = new ArrayList<>();
    try {
      for (Subject subject : subjects) {
        all.add(new Samples(subject, subject.host(world.environment(Tokens.KEPT))));
      }
      List<Samples> turns = new ArrayList<>(all);
      for (int round = -UNCOUNTED; round < starts; round++) {
        progress.accept(
            round < 0 ? "warming up" : "cold starts, round " + (round + 1) + " of " + starts);
        Collections.rotate(turns, 1); // nobody is always the one after the same
        for (Samples samples : turns) {
          start(samples, round >= 0);
        }
      }
      for (Subject subject : subjects) {
        others.add(subject.host(world.environment(Tokens.FRESH)));
      }
      List<Figures.Warm> kept =
          warm("kept", all.stream().map(Samples::host).toList(), calls, "with the token kept");
      List<Figures.Warm> fresh = warm("fresh", others, calls, "with all hops each time");
      return IntStream.range(0, all.size())
          .mapToObj(i -> all.get(i).row(List.of(kept.get(i), fresh.get(i))))
          .toList();
    } finally {
      all.forEach(samples -> samples.host.close());
      others.forEach(LambdaHost::close);
    }
  }

  private void start(Samples samples, boolean counted) {
    samples.host.kill();
    world.beginCall();
    LambdaHost.Started process = samples.host.prepare();
    long ready = System.nanoTime();
    call(samples.subject, samples.host);
    long answered = System.nanoTime();
    long pid = process.process().pid();
    double cpu = ProcessFigures.cpuMillis(pid);
    double memory = ProcessFigures.peakMegabytes(pid);
    if (counted) {
      samples.cold.add(millis(process.nanoTime(), answered));
      samples.ready.add(millis(process.nanoTime(), ready));
      samples.cpu.add(cpu);
      samples.memory.add(memory);
      samples.requests.add(world.requests());
    }
  }

  /** So many calls of a process of each subject, by blocks in turn. */
  private List<Figures.Warm> warm(String tokens, List<LambdaHost> hosts, int calls, String what) {
    List<Calls> each = new ArrayList<>();
    for (int i = 0; i < hosts.size(); i++) {
      LambdaHost host = hosts.get(i);
      world.beginCall();
      call(subjects.get(i), host); // the first call of a process is no warm one
      double cpu = ProcessFigures.cpuMillis(host.prepare().process().pid());
      each.add(new Calls(subjects.get(i), host, cpu, new ArrayList<>(), new ArrayList<>()));
    }
    for (int done = 0; done < calls; done += BLOCK) {
      progress.accept("warm calls " + what + ", " + done + " of " + calls);
      for (Calls one : each) {
        for (int n = 0; n < Math.min(BLOCK, calls - done); n++) {
          one.host.prepare(); // it asks for the event: what is measured is the call alone
          world.beginCall();
          long start = System.nanoTime();
          call(one.subject, one.host);
          one.millis.add(millis(start, System.nanoTime()));
          one.requests.add(world.requests());
        }
      }
    }
    return each.stream().map(one -> one.figures(tokens)).toList();
  }

  /** One invocation that must be answered. */
  static void call(Subject subject, LambdaHost host) {
    Invocation result = host.invoke("{}");
    if (!(result instanceof Invocation.Answered)) {
      throw new IllegalStateException(
          "The function %s did not answer but ended as %s; the first it printed: %s"
              .formatted(
                  subject.id(), result, host.output().lines().findFirst().orElse("nothing")));
    }
  }

  static double millis(long from, long to) {
    return (to - from) / 1e6;
  }
}
