package io.lwarotation.local.cloud;

import io.lwarotation.local.MovableClock;
import io.lwarotation.local.amazon.FakeAmazon;
import io.lwarotation.local.aws.LocalAws;
import io.lwarotation.local.aws.SqsClient;
import io.lwarotation.local.aws.cloudformation.Deployment;
import io.lwarotation.local.aws.lambda.DeployedFunction;
import io.lwarotation.local.aws.lambda.EventSourceMapping;
import io.lwarotation.local.host.FunctionConfiguration;
import io.lwarotation.local.host.Invocation;
import io.lwarotation.local.host.LambdaHost;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

/**
 * Amazon and AWS on this machine, with stacks that are deployed from synthesized templates and the
 * packaged functions running as Lambda would run them, all on one clock. A function gets its
 * environment from the template; only where the services are is added ({@code AWS_ENDPOINT_URL},
 * {@code LWA_TOKEN_ENDPOINT}, {@code SP_API_ENDPOINT} and the same with each region).
 *
 * <p>Queues that feed functions are drained after each move of the clock, and by {@link #drain}.
 * Since the clock stands still meanwhile, a message that fails is received once in a drain: who
 * wants to see it come again moves the clock by the queue's visibility timeout. Then the alarms are
 * looked at: one goes off in the move that follows its cause.
 */
public final class LocalCloud implements AutoCloseable {
  private final MovableClock clock;
  private final FakeAmazon amazon;
  private final LocalAws aws;
  private final Uploads uploads;
  private final SqsClient sqs;
  private final Map<DeployedFunction, FunctionProcesses> processes = new ConcurrentHashMap<>();
  private final List<Deployment> deployments = new CopyOnWriteArrayList<>();
  private final Runnable stopListening;
  private final List<Run> runs = new CopyOnWriteArrayList<>();

  private LocalCloud(MovableClock clock, Uploads uploads) {
    this.clock = clock;
    this.uploads = uploads;
    this.amazon = FakeAmazon.start(clock);
    this.aws = LocalAws.start(clock);
    this.sqs = new SqsClient(LocalAws.ACCESS_KEY_ID, clock);
    this.stopListening =
        clock.follow(this::settle); // the last one: after Amazon's messages and the schedules
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
   * @param uploads the packaged functions
   */
  public static LocalCloud start(Instant now, Uploads uploads) {
    return new LocalCloud(MovableClock.at(now), uploads);
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

  /**
   * Deploys a stack; its custom resources, schedules and queues run the packaged functions.
   *
   * @throws IllegalStateException if Lambda would refuse an event source mapping because its queue
   *     shows a message again while the function is still at it
   */
  public Deployment deploy(String stack, Path template) {
    Deployment deployment = aws.apply(stack, template, new PackagedFunctions(this));
    for (EventSourceMapping mapping : deployment.eventSourceMappings()) {
      poller(deployment, mapping).check(function(deployment, mapping).timeout());
    }
    deployments.add(deployment);
    return deployment;
  }

  /** What follows a move of the clock; the alarms see what has come of it. */
  private void settle() {
    drain();
    aws.evaluateAlarms();
  }

  /**
   * Hands all visible messages of the queues to the functions that they feed, one batch after the
   * other, until none is visible.
   *
   * @return how many batches there were
   */
  public synchronized int drain() {
    int batches = 0;
    int before;
    do { // a function may send to a queue that was drained already
      before = batches;
      for (Deployment deployment : deployments) {
        for (EventSourceMapping mapping : deployment.eventSourceMappings()) {
          batches += mapping.enabled() ? poller(deployment, mapping).drain() : 0;
        }
      }
    } while (batches > before);
    return batches;
  }

  private QueuePoller poller(Deployment deployment, EventSourceMapping mapping) {
    DeployedFunction function = function(deployment, mapping);
    return new QueuePoller(mapping, sqs, event -> invoke(function, event));
  }

  private static DeployedFunction function(Deployment deployment, EventSourceMapping mapping) {
    return Objects.requireNonNull(deployment.functions().get(mapping.functionLogicalId()));
  }

  /**
   * Runs a function of a stack, as any caller could. Calls from several threads run at the same
   * time, each in a process of its own. One that Lambda cannot start leaves no log and counts
   * nowhere.
   */
  public Invocation invoke(DeployedFunction function, String event) {
    Optional<String> problem = aws.problemOfStart(function);
    if (problem.isPresent()) {
      Invocation refused = new Invocation.Failed(problem.get(), "the function cannot start", "");
      runs.add(new Run(function, event, refused, clock.instant()));
      return refused;
    }
    FunctionProcesses running = processes(function);
    Invocation result = running.invoke(event);
    aws.logged(running.news());
    aws.ran(function, !(result instanceof Invocation.Answered));
    runs.add(new Run(function, event, result, clock.instant()));
    return result;
  }

  /** What ran so far, in order, whoever started it. */
  public List<Run> runs() {
    return List.copyOf(runs);
  }

  /** All that the functions' processes have printed. */
  public String output() {
    return processes.values().stream().map(FunctionProcesses::output).collect(Collectors.joining());
  }

  /** The process behind a function, the first one if it has several. */
  public LambdaHost host(DeployedFunction function) {
    return processes(function).first();
  }

  private FunctionProcesses processes(DeployedFunction function) {
    return processes.computeIfAbsent(function, _ -> new FunctionProcesses(() -> start(function)));
  }

  /** What a process of this machine needs to find the stand-ins. */
  public Map<String, String> endpoints() {
    Map<String, String> endpoints = new HashMap<>(amazon.endpoints());
    endpoints.put("AWS_ENDPOINT_URL", aws.endpoint().toString());
    return endpoints;
  }

  private LambdaHost start(DeployedFunction function) {
    Map<String, String> environment = new HashMap<>(function.environment());
    environment.putAll(endpoints());
    return LambdaHost.start(
        new FunctionConfiguration(
            function.name(),
            uploads.of(function),
            function.handler(),
            environment,
            function.timeout(),
            function.memoryMegabytes()));
  }

  @Override
  public void close() {
    stopListening.run();
    processes.values().forEach(FunctionProcesses::close);
    aws.close();
    amazon.close();
  }
}
