package io.lwarotation.workbench.bench;

import io.lwarotation.core.sweep.SweepStates;
import io.lwarotation.local.MovableClock;
import io.lwarotation.local.amazon.Application;
import io.lwarotation.local.amazon.FakeAmazon;
import io.lwarotation.local.amazon.Region;
import io.lwarotation.local.aws.LocalAws;
import io.lwarotation.local.cloud.Uploads;
import io.lwarotation.local.host.FunctionConfiguration;
import io.lwarotation.local.host.LambdaHost;
import io.lwarotation.local.http.Reply;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.Consumer;

/** What grows with the number of authorizations under one client, and what must not. */
record SweepGrowth(Uploads uploads, Consumer<String> progress) {
  private static final String APP = "bench-sweep";

  /** Of Login with Amazon and SP-API. */
  private static final Duration ANSWER = Duration.ofMillis(300);

  private static final Duration LONGEST = Duration.ofMinutes(15);

  /** A sweep, its pages of authorizations and highest MB, and two calls with one of these. */
  record Swept(
      int authorizations,
      double seconds,
      int pages,
      int lwa,
      int spApi,
      double memory,
      Call first,
      Call warm) {}

  /** What a call took. */
  record Call(double millis, int requests) {}

  Swept measure(int authorizations) throws IOException {
    MovableClock clock = MovableClock.at(Instant.now());
    try (FakeAmazon amazon =
            FakeAmazon.start(
                clock, handler -> request -> new Reply.Slow(ANSWER, handler.answer(request)));
        LocalAws aws = LocalAws.start(clock)) {
      Map<String, String> environment = stored(amazon, aws, authorizations);
      environment.put("AWS_ENDPOINT_URL", aws.endpoint().toString());
      progress.accept("sweep of " + authorizations + " authorizations");
      aws.journal().clear();
      double seconds;
      double memory;
      try (LambdaHost host = host("SweepHandler", uploads.functions(), environment)) {
        long start = System.nanoTime();
        String answer = ColdAndWarm.call(APP, host, "{}");
        seconds = ColdAndWarm.millis(start, System.nanoTime()) / 1000;
        memory = ProcessFigures.peakMegabytes(host.prepare().process().pid());
        if (!answer.contains("\"outcomes\":{\"ok\":" + authorizations + "}")) {
          throw new IllegalStateException("Not all were good: " + answer);
        }
      }
      int pages = aws.journal().count("ssm", "GetParametersByPath");
      int lwa = amazon.journal().count(FakeAmazon.LWA);
      int spApi = amazon.journal().entries().size() - lwa;
      String event = "{\"authorization\":\"" + name(authorizations / 2) + "\"}";
      try (LambdaHost host = host("CallSpApiHandler", uploads.call(), environment)) {
        Call first = call(host, event, amazon, aws);
        host.prepare();
        Call warm = call(host, event, amazon, aws);
        return new Swept(authorizations, seconds, pages, lwa, spApi, memory, first, warm);
      }
    }
  }

  private static Map<String, String> stored(FakeAmazon amazon, LocalAws aws, int authorizations) {
    Application application = amazon.register();
    Map<String, String> environment = World.stored(aws, APP, application);
    for (int n = 0; n < authorizations; n++) {
      aws.storeParameter(
          "/" + APP + "/authorizations/" + name(n),
          application.authorize(n % 2 == 0 ? Region.EU : Region.NA));
    }
    environment.put("LWA_SWEEP_PARAMETER", SweepStates.parameterOf(APP));
    environment.put("LWA_TOPIC_ARN", "arn:aws:sns:us-east-1:123456789012:bench");
    environment.putAll(amazon.endpoints());
    return environment;
  }

  private static String name(int n) {
    return (n % 2 == 0 ? "eu/seller-" : "na/seller-") + n;
  }

  private static LambdaHost host(String handler, Path code, Map<String, String> environment) {
    return LambdaHost.start(
        FunctionConfiguration.of(
            "bench", code, "io.lwarotation.handler." + handler, environment, LONGEST));
  }

  private static Call call(LambdaHost host, String event, FakeAmazon amazon, LocalAws aws) {
    amazon.journal().clear();
    aws.journal().clear();
    long start = System.nanoTime();
    ColdAndWarm.call(APP, host, event);
    double millis = ColdAndWarm.millis(start, System.nanoTime());
    return new Call(millis, aws.journal().entries().size() + amazon.journal().entries().size());
  }
}
