package io.lwarotation.workbench.bench;

import io.lwarotation.local.host.Invocation;
import io.lwarotation.local.host.LambdaHost;
import io.lwarotation.workbench.bench.World.Tokens;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;

/**
 * Cold starts and warm calls of all subjects, interleaved: what disturbs the machine for a while
 * disturbs them alike.
 */
final class ColdAndWarm {
  /** Starts before the measured ones, which warm this process and the file system's cache. */
  private static final int UNCOUNTED = 3;

  /** Warm calls of one subject in a row. */
  private static final int BLOCK = 20;

  private final World world;
  private final List<Subject> subjects;
  private final Consumer<String> progress;

  ColdAndWarm(World world, List<Subject> subjects, Consumer<String> progress) {
    this.world = world;
    this.subjects = subjects;
    this.progress = progress;
  }

  /** What was measured of one subject so far. */
  private static final class Samples {
    private final Subject subject;
    private final LambdaHost host;
    private final List<Double> cold = new ArrayList<>();
    private final List<Double> ready = new ArrayList<>();
    private final List<Double> cpu = new ArrayList<>();
    private final List<Double> memory = new ArrayList<>();
    private final List<Integer> requests = new ArrayList<>();

    private Samples(Subject subject, LambdaHost host) {
      this.subject = subject;
      this.host = host;
    }
  }

  /** The calls of a warm process. */
  private static final class Calls {
    private final LambdaHost host;
    private final List<Double> millis = new ArrayList<>();
    private final List<Integer> requests = new ArrayList<>();
    private double cpuBefore;

    private Calls(LambdaHost host) {
      this.host = host;
    }
  }

  List<Figures.Row> run(int starts, int calls) {
    List<Samples> all = new ArrayList<>();
    try {
      for (Subject subject : subjects) {
        all.add(new Samples(subject, subject.host(world.environment(Tokens.KEPT))));
      }
      for (int round = -UNCOUNTED; round < starts; round++) {
        progress.accept(
            round < 0 ? "warming up" : "cold starts, round " + (round + 1) + " of " + starts);
        Collections.rotate(all, 1); // nobody is always the one after the same
        for (Samples samples : all) {
          start(samples, round >= 0);
        }
      }
      List<List<Figures.Warm>> warm = warm(all, calls);
      List<Figures.Row> rows = new ArrayList<>();
      for (Subject subject : subjects) {
        int index = indexOf(all, subject);
        rows.add(row(all.get(index), warm.get(index)));
      }
      return rows;
    } finally {
      all.forEach(samples -> samples.host.close());
    }
  }

  private static int indexOf(List<Samples> all, Subject subject) {
    for (int i = 0; i < all.size(); i++) {
      if (all.get(i).subject.equals(subject)) {
        return i;
      }
    }
    throw new IllegalArgumentException(subject.id());
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

  private List<List<Figures.Warm>> warm(List<Samples> all, int calls) {
    List<LambdaHost> started = new ArrayList<>();
    try {
      List<Calls> kept = new ArrayList<>();
      List<Calls> fresh = new ArrayList<>();
      for (Samples samples : all) {
        kept.add(new Calls(samples.host));
        LambdaHost other = samples.subject.host(world.environment(Tokens.FRESH));
        started.add(other);
        fresh.add(new Calls(other));
      }
      measure(all, kept, calls, "with the token kept");
      measure(all, fresh, calls, "with all hops each time");
      List<List<Figures.Warm>> warm = new ArrayList<>();
      for (int i = 0; i < all.size(); i++) {
        warm.add(List.of(figures("kept", kept.get(i)), figures("fresh", fresh.get(i))));
      }
      return warm;
    } finally {
      started.forEach(LambdaHost::close);
    }
  }

  private void measure(List<Samples> all, List<Calls> each, int calls, String what) {
    for (int i = 0; i < all.size(); i++) {
      Calls of = each.get(i);
      world.beginCall();
      call(all.get(i).subject, of.host); // the first call of a process is no warm one
      of.cpuBefore = ProcessFigures.cpuMillis(of.host.prepare().process().pid());
    }
    for (int done = 0; done < calls; done += BLOCK) {
      progress.accept("warm calls " + what + ", " + done + " of " + calls);
      for (int i = 0; i < all.size(); i++) {
        for (int n = 0; n < Math.min(BLOCK, calls - done); n++) {
          one(all.get(i).subject, each.get(i));
        }
      }
    }
  }

  private void one(Subject subject, Calls calls) {
    calls.host.prepare(); // it asks for the event: what is measured is the call alone
    world.beginCall();
    long start = System.nanoTime();
    call(subject, calls.host);
    calls.millis.add(millis(start, System.nanoTime()));
    calls.requests.add(world.requests());
  }

  private static Figures.Warm figures(String tokens, Calls calls) {
    long pid = calls.host.prepare().process().pid();
    int count = calls.millis.size();
    return new Figures.Warm(
        tokens,
        count,
        Spread.quantile(calls.millis, 0.5),
        Spread.quantile(calls.millis, 0.99),
        (ProcessFigures.cpuMillis(pid) - calls.cpuBefore) / count,
        ProcessFigures.peakMegabytes(pid),
        Figures.Requests.of(calls.requests));
  }

  private static Figures.Row row(Samples samples, List<Figures.Warm> warm) {
    Subject subject = samples.subject;
    return new Figures.Row(
        subject.id(),
        subject.title(),
        subject.uploadBytes(),
        Spread.of(samples.cold),
        Spread.of(samples.ready),
        Spread.of(samples.cpu),
        Spread.of(samples.memory),
        Figures.Requests.of(samples.requests),
        warm);
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
