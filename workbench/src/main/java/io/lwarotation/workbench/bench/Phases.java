package io.lwarotation.workbench.bench;

import io.lwarotation.local.host.LambdaHost;
import io.lwarotation.local.host.Launch;
import io.lwarotation.workbench.bench.World.Tokens;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a cold start of a Java function spends its time: by the JVM's own log of loaded classes,
 * which has the clock of {@link System#nanoTime}, and by when the stand-ins were asked. The log
 * makes these starts a little slower than the measured ones.
 */
record Phases(World world, Path folder) {
  /** The line that holds a count and no time. */
  static final String CLASSES = "classes loaded";

  /** The first class that tells of a moment. */
  private static final Map<String, String> LOADED =
      Map.of(
          "com.amazonaws.services.lambda.runtime.api.client.AWSLambda", "the JVM runs",
          "software.amazon.awssdk.crt.io.HostResolver", "aws-crt's library is loaded");

  /** A line of the log, such as {@code [123456ns] java.lang.Object source: shared objects file}. */
  private static final Pattern LINE = Pattern.compile("\\[ *(\\d+)ns] (\\S+) source: .*");

  /** The moments of one subject's cold start, in their order, then how many classes it loaded. */
  List<Figures.Phase> of(Subject subject, int starts) throws IOException {
    Samples moments = new Samples();
    Path log = folder.resolve("classes-" + subject.id() + ".log");
    Launch logged =
        Subject.added(
            subject.launch(), List.of("-Xlog:class+load=info:file=" + log + ":tn:filecount=0"));
    try (LambdaHost host = subject.host(world.environment(Tokens.KEPT), logged)) {
      for (int i = 0; i < starts; i++) {
        host.kill();
        world.beginCall();
        LambdaHost.Started process = host.prepare();
        Map<String, Long> reached = new LinkedHashMap<>();
        reached.put("the handler is made and asks for an event", System.nanoTime());
        ColdAndWarm.call(subject.id(), host, "{}");
        long answered = System.nanoTime();
        reached.put("the answer is posted", answered);
        List<World.Hop> hops = world.hops();
        for (int hop = 0; hop < hops.size(); hop++) {
          String name = List.of("Parameter Store", "LWA", "SP-API").get(Math.min(hop, 2));
          reached.put(name + " is asked", hops.get(hop).came());
          reached.put(name + " answers", hops.get(hop).answered());
        }
        moments.add(CLASSES, readClasses(log, subject, answered, reached));
        reached.forEach(
            (what, at) -> moments.add(what, ColdAndWarm.millis(process.nanoTime(), at)));
      }
    }
    return moments.names().stream()
        .map(name -> new Figures.Phase(subject.id(), name, moments.spread(name)))
        .sorted(
            Comparator.comparing((Figures.Phase phase) -> phase.what().equals(CLASSES))
                .thenComparingDouble(phase -> phase.at().median()))
        .toList();
  }

  /** How many classes were loaded until the answer. */
  private static int readClasses(
      Path log, Subject subject, long answered, Map<String, Long> reached) throws IOException {
    Map<String, String> told = new HashMap<>(LOADED);
    told.put(subject.handler(), "the runtime client comes to the handler");
    int count = 0;
    for (String line : Files.readAllLines(log)) {
      Matcher loaded = LINE.matcher(line);
      if (loaded.matches()) {
        long at = Long.parseLong(loaded.group(1));
        count += at <= answered ? 1 : 0;
        String moment = told.get(loaded.group(2));
        if (moment != null) {
          reached.putIfAbsent(moment, at);
        }
      }
    }
    return count;
  }
}
