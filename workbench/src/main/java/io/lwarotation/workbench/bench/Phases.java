package io.lwarotation.workbench.bench;

import io.lwarotation.local.host.LambdaHost;
import io.lwarotation.local.host.Launch;
import io.lwarotation.workbench.bench.World.Tokens;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * Where a cold start of a Java function spends its time: by the JVM's own log of loaded classes,
 * which has the clock of {@link System#nanoTime}, and by when the stand-ins were asked. The log
 * makes these starts a little slower than the measured ones.
 */
record Phases(World world, Path folder) {
  /** The line that holds a count and no time. */
  static final String CLASSES = "classes loaded";

  /** What the log shows first once the JVM runs the runtime client. */
  private static final String CLIENT = "com.amazonaws.services.lambda.runtime.api.client.AWSLambda";

  /** The first class that is loaded once the native library is. */
  private static final String AFTER_CRT = "software.amazon.awssdk.crt.io.HostResolver";

  /** The moments of one subject's cold start, in their order, then how many classes it loaded. */
  List<Figures.Phase> of(Subject subject, int starts) throws IOException {
    Map<String, List<Double>> moments = new LinkedHashMap<>();
    Path log = folder.resolve("classes-" + subject.id() + ".log");
    try (LambdaHost host =
        subject.host(world.environment(Tokens.KEPT), logged(subject.launch(), log))) {
      for (int i = 0; i < starts; i++) {
        host.kill();
        world.beginCall();
        LambdaHost.Started process = host.prepare();
        long ready = System.nanoTime();
        ColdAndWarm.call(subject, host);
        long answered = System.nanoTime();
        List<String> classes = Files.readAllLines(log);
        mark(moments, "the JVM runs", process, loaded(classes, CLIENT));
        mark(
            moments,
            "the runtime client comes to the handler",
            process,
            loaded(classes, subject.handler()));
        if (subject.hops() > 0) {
          mark(moments, "aws-crt's library is loaded", process, loaded(classes, AFTER_CRT));
        }
        mark(moments, "the handler is made and asks for an event", process, OptionalLong.of(ready));
        List<HopTimes.Hop> hops = world.hops();
        for (int hop = 0; hop < hops.size(); hop++) {
          String name = List.of("Parameter Store", "LWA", "SP-API").get(Math.min(hop, 2));
          mark(moments, name + " is asked", process, OptionalLong.of(hops.get(hop).came()));
          mark(moments, name + " answers", process, OptionalLong.of(hops.get(hop).answered()));
        }
        mark(moments, "the answer is posted", process, OptionalLong.of(answered));
        long count = loadedBefore(classes, answered);
        moments.computeIfAbsent(CLASSES, _ -> new ArrayList<>()).add((double) count);
      }
    }
    return moments.entrySet().stream()
        .map(entry -> new Figures.Phase(subject.id(), entry.getKey(), Spread.of(entry.getValue())))
        // What a function does in its start comes before the start's end.
        .sorted(
            Comparator.comparing((Figures.Phase phase) -> phase.what().equals(CLASSES))
                .thenComparingDouble(phase -> phase.at().median()))
        .toList();
  }

  private static void mark(
      Map<String, List<Double>> moments,
      String what,
      LambdaHost.Started process,
      OptionalLong nanoTime) {
    nanoTime.ifPresent(
        at ->
            moments
                .computeIfAbsent(what, _ -> new ArrayList<>())
                .add(ColdAndWarm.millis(process.nanoTime(), at)));
  }

  private static Launch logged(Launch launch, Path log) {
    return Subject.added(launch, List.of("-Xlog:class+load=info:file=" + log + ":tn:filecount=0"));
  }

  private static OptionalLong loaded(List<String> log, String name) {
    return lines(log)
        .filter(line -> line.name().equals(name))
        .mapToLong(ClassLine::nanoTime)
        .findFirst();
  }

  private static long loadedBefore(List<String> log, long nanoTime) {
    return lines(log).filter(line -> line.nanoTime() <= nanoTime).count();
  }

  /** A line of the log, such as {@code [123456ns] java.lang.Object source: shared objects file}. */
  private record ClassLine(long nanoTime, String name) {}

  private static Stream<ClassLine> lines(List<String> log) {
    return log.stream()
        .filter(line -> line.startsWith("[") && line.contains("ns] ") && line.contains(" source: "))
        .map(
            line ->
                new ClassLine(
                    Long.parseLong(line.substring(1, line.indexOf("ns] ")).strip()),
                    line.substring(line.indexOf("ns] ") + 4, line.indexOf(" source: ")).strip()));
  }
}
