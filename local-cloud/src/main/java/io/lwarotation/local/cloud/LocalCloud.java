package io.lwarotation.local.cloud;

import io.lwarotation.local.MovableClock;
import io.lwarotation.local.amazon.FakeAmazon;
import io.lwarotation.local.aws.DeployedFunction;
import io.lwarotation.local.aws.Deployment;
import io.lwarotation.local.aws.LocalAws;
import io.lwarotation.local.host.FunctionConfiguration;
import io.lwarotation.local.host.Invocation;
import io.lwarotation.local.host.LambdaHost;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

/**
 * Amazon and AWS on this machine, with stacks that are deployed from synthesized templates and the
 * packaged functions running as Lambda would run them, all on one clock. A function gets its
 * environment from the template; only where the services are is added ({@code AWS_ENDPOINT_URL},
 * {@code LWA_TOKEN_ENDPOINT}, {@code SP_API_ENDPOINT}).
 */
public final class LocalCloud implements AutoCloseable {
  private final MovableClock clock;
  private final FakeAmazon amazon;
  private final LocalAws aws;
  private final Path jar;
  private final Map<String, LambdaHost> hosts = new ConcurrentHashMap<>();
  private final List<Run> runs = new CopyOnWriteArrayList<>();

  private LocalCloud(MovableClock clock, Path jar) {
    this.clock = clock;
    this.jar = jar;
    this.amazon = FakeAmazon.start(clock);
    this.aws = LocalAws.start(clock);
  }

  /**
   * One run of a function.
   *
   * @param function as its template says
   * @param event what it got, JSON
   * @param result how it ended
   * @param at when, by the moved clock
   */
  public record Run(DeployedFunction function, String event, Invocation result, Instant at) {}

  /**
   * Starts both, with nothing deployed.
   *
   * @param now where the clock stands
   * @param jar the packaged functions
   */
  public static LocalCloud start(Instant now, Path jar) {
    return new LocalCloud(MovableClock.at(now), jar);
  }

  public MovableClock clock() {
    return clock;
  }

  public FakeAmazon amazon() {
    return amazon;
  }

  public LocalAws aws() {
    return aws;
  }

  /** Deploys a stack; its custom resources and schedules run the packaged functions. */
  public Deployment deploy(String stack, Path template) {
    return aws.apply(stack, template, Map.of(), this::run);
  }

  /** Runs a function of a stack, as any caller could. */
  public Invocation invoke(DeployedFunction function, String event) {
    Invocation result = host(function).invoke(event);
    runs.add(new Run(function, event, result, clock.instant()));
    return result;
  }

  /** What ran so far, in order, whoever started it. */
  public List<Run> runs() {
    return List.copyOf(runs);
  }

  /** All that the functions' processes have printed. */
  public String output() {
    return hosts.values().stream().map(LambdaHost::output).collect(Collectors.joining());
  }

  /** The process behind a function. */
  public LambdaHost host(DeployedFunction function) {
    return hosts.computeIfAbsent(function.arn(), _ -> start(function));
  }

  /** What a process of this machine needs to find the stand-ins. */
  public Map<String, String> endpoints() {
    return Map.of(
        "AWS_ENDPOINT_URL", aws.endpoint().toString(),
        "LWA_TOKEN_ENDPOINT", amazon.tokenEndpoint().toString(),
        "SP_API_ENDPOINT", amazon.spApiEndpoint().toString());
  }

  private void run(DeployedFunction function, String event) {
    invoke(function, event);
  }

  private LambdaHost start(DeployedFunction function) {
    Map<String, String> environment = new HashMap<>(function.environment());
    environment.putAll(endpoints());
    return LambdaHost.start(
        new FunctionConfiguration(
            function.name(),
            jar,
            function.handler(),
            environment,
            function.timeout(),
            function.memoryMegabytes(),
            LocalAws.REGION));
  }

  @Override
  public void close() {
    hosts.values().forEach(LambdaHost::close);
    aws.close();
    amazon.close();
  }
}
