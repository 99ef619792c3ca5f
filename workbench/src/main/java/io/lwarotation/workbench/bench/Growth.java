package io.lwarotation.workbench.bench;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lwarotation.local.EndedProcess;
import io.lwarotation.local.host.LambdaHost;
import io.lwarotation.workbench.bench.World.Tokens;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** What grows with the number of applications, and what must not with the number of calls. */
record Growth(Path home, Path folder, Consumer<String> progress) {
  private static final JsonMapper JSON = new JsonMapper();
  private static final Duration STEP = Duration.ofMinutes(6);

  /** Runs the CDK app for so many applications. */
  Figures.Synth synth(int applications, int times) throws IOException, InterruptedException {
    List<Double> seconds = new ArrayList<>();
    LongSummaryStatistics bytes = new LongSummaryStatistics();
    for (int i = 0; i < times; i++) {
      progress.accept("synth of " + applications + " applications, " + (i + 1) + " of " + times);
      Path out = Files.createTempDirectory(folder, "cdk.out");
      long start = System.nanoTime();
      synth(applications, out);
      seconds.add(ColdAndWarm.millis(start, System.nanoTime()) / 1000);
      bytes = templates(out);
    }
    if (bytes.getCount() != applications) {
      throw new IllegalStateException(
          "The CDK app wrote %d templates for %d applications."
              .formatted(bytes.getCount(), applications));
    }
    return new Figures.Synth(applications, Spread.of(seconds), bytes.getMin(), bytes.getMax());
  }

  private void synth(int applications, Path out) throws IOException, InterruptedException {
    ObjectNode context = JSON.createObjectNode();
    ArrayNode list = context.putArray("applications");
    for (int n = 1; n <= applications; n++) {
      list.addObject().put("app", "erp-" + n).put("region", "eu").put("email", "you@example.com");
    }
    ProcessBuilder builder =
        new ProcessBuilder("node", "infra-cdk/synth.js").directory(home.toFile());
    builder.environment().put("CDK_OUTDIR", out.toString());
    builder.environment().put("CDK_CONTEXT_JSON", context.toString());
    builder.environment().put("LWA_JAVA_HOME", System.getProperty("java.home"));
    EndedProcess app = EndedProcess.run(builder, Duration.ofMinutes(10));
    if (app.exitCode() != 0) {
      String said = app.output().lines().findFirst().orElse("it said nothing");
      throw new IllegalStateException("The CDK app failed: " + said);
    }
  }

  private static LongSummaryStatistics templates(Path out) throws IOException {
    try (Stream<Path> files = Files.list(out)) {
      return files
          .filter(file -> file.toString().endsWith(".template.json"))
          .mapToLong(file -> file.toFile().length())
          .summaryStatistics();
    }
  }

  /**
   * Calls one process so often, with tokens of an hour and a clock that moves by six minutes before
   * each call. The process lives in the time of this machine: that a token has ended it learns from
   * SP-API.
   */
  Figures.LongRun calls(World world, Subject subject, int calls) {
    int every = Math.max(1, calls / 100);
    List<Double> memory = new ArrayList<>();
    Map<Long, Integer> exchanges = new TreeMap<>();
    try (LambdaHost host = subject.host(world.environment(Tokens.HOURLY))) {
      for (int call = 0; call < calls; call++) {
        host.prepare();
        world.beginCall(STEP);
        ColdAndWarm.call(subject.id(), host, "{}");
        exchanges.merge(STEP.multipliedBy(call).toHours(), world.exchanges(), Integer::sum);
        if ((call + 1) % every == 0) {
          progress.accept("calls of one process, " + (call + 1) + " of " + calls);
          memory.add(ProcessFigures.megabytes(host.prepare().process().pid()));
        }
      }
    }
    IntSummaryStatistics anHour =
        exchanges.values().stream().mapToInt(Integer::intValue).summaryStatistics();
    double hours = STEP.multipliedBy(calls).toMinutes() / 60.0;
    return new Figures.LongRun(calls, hours, (int) anHour.getSum(), anHour.getMax(), every, memory);
  }
}
