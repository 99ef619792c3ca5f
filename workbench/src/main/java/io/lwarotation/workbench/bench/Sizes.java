package io.lwarotation.workbench.bench;

import io.lwarotation.cli.cost.Prices;
import io.lwarotation.local.host.LambdaHost;
import io.lwarotation.workbench.bench.World.Tokens;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;

/**
 * Cold starts with the share of a core that Lambda gives a memory size: MB/1769 of one. The start
 * itself is not throttled, as Lambda does not; memory is not limited.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/configuration-memory.html">Configure
 *     Lambda function memory</a>
 */
record Sizes(World world, Consumer<String> progress) {
  private static final List<Integer> MEGABYTES = List.of(128, 256, 512, 1024, 1769);

  private record Trial(Subject subject, int size, Samples samples) {
    Figures.Size figures() {
      Spread cold = samples.spread("cold");
      double dollars = Prices.LAMBDA_GB_SECOND.of(cold.median() / 1e3 * 1e6 * size / 1024);
      return new Figures.Size(subject.id(), size, cold, samples.spread("first"), dollars);
    }
  }

  /** Measures all subjects at all sizes, interleaved; throws with the reason if it cannot. */
  List<Figures.Size> run(List<Subject> subjects, int starts) throws IOException {
    List<Trial> trials =
        subjects.stream()
            .flatMap(one -> MEGABYTES.stream().map(size -> new Trial(one, size, new Samples())))
            .toList();
    try (ControlGroup group = ControlGroup.create()) {
      for (int round = 0; round < starts; round++) {
        progress.accept("memory sizes, round " + (round + 1) + " of " + starts);
        for (Trial trial : trials) {
          start(trial, group);
        }
      }
    }
    return trials.stream().map(Trial::figures).toList();
  }

  private void start(Trial trial, ControlGroup group) throws IOException {
    try (LambdaHost host = trial.subject().host(world.environment(Tokens.KEPT))) {
      world.beginCall();
      LambdaHost.Started process = host.prepare();
      group.share(trial.size() / 1769.0);
      long ready = System.nanoTime();
      group.add(process.process().pid());
      long throttled = System.nanoTime();
      ColdAndWarm.call(trial.subject().id(), host, "{}");
      double first = ColdAndWarm.millis(throttled, System.nanoTime());
      trial.samples().add("first", first);
      trial.samples().add("cold", ColdAndWarm.millis(process.nanoTime(), ready) + first);
    }
  }
}
