package io.lwarotation.handler;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import io.lwarotation.adapter.JsonObject;
import io.lwarotation.adapter.Pause;
import io.lwarotation.adapter.aws.AnswerUrl;
import io.lwarotation.adapter.aws.SdkClients;
import io.lwarotation.adapter.aws.SsmParameterCreation;
import io.lwarotation.core.Deadline;
import io.lwarotation.core.StoreException;
import io.lwarotation.core.parameters.CreateParameters;
import io.lwarotation.core.parameters.ParameterPlan;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * The custom resource behind an application's parameters: a Create or Update creates what is
 * missing and never writes what is there, a Delete changes nothing. CloudFormation always gets an
 * answer, before the function's own time ends.
 */
public final class ParametersHandler implements RequestStreamHandler {
  /** What a Create is called whose properties do not even name a secret. */
  private static final String NAMELESS = "lwa-parameters";

  private static final Pattern NAME = Pattern.compile("/[A-Za-z0-9_./-]{1,1010}");
  private static final Set<String> TYPES = Set.of("Create", "Update", "Delete");

  private final Supplier<CreateParameters> useCase;
  private final Pause pause;
  private final InstantSource clock;
  private final PrintStream log;
  private final boolean standIn;

  /** Called by Lambda. */
  public ParametersHandler() {
    this(
        () -> new CreateParameters(new SsmParameterCreation(new SdkClients().ssm())),
        Pause.SLEEP,
        Wiring.clock(),
        System.out,
        isStandIn(System.getenv()));
  }

  /**
   * @param useCase made only when a Create or Update needs it: a Delete must not fail with it
   */
  ParametersHandler(
      Supplier<CreateParameters> useCase,
      Pause pause,
      InstantSource clock,
      PrintStream log,
      boolean standIn) {
    this.useCase = useCase;
    this.pause = pause;
    this.clock = clock;
    this.log = log;
    this.standIn = standIn;
  }

  /** Whether a stand-in of AWS is in charge: AWS itself is called over TLS only. */
  static boolean isStandIn(Map<String, String> environment) {
    return environment.getOrDefault("AWS_ENDPOINT_URL", "").strip().startsWith("http://");
  }

  /**
   * Handles one event and answers it.
   *
   * @throws IllegalArgumentException if the event names nobody to answer
   * @throws IllegalStateException if CloudFormation did not take the answer; Lambda then calls
   *     again
   */
  @Override
  public void handleRequest(InputStream input, OutputStream output, Context context)
      throws IOException {
    Duration left = Duration.ofMillis(context.getRemainingTimeInMillis());
    Deadline deadline = Deadline.in(left.minus(left.dividedBy(20)), clock);
    byte[] bytes = input.readAllBytes();
    if (DoctorEvent.is(bytes)) {
      output.write(DoctorEvent.answer(this::look));
      return;
    }
    CustomResourceEvent event = CustomResourceEvent.parse(bytes, standIn);
    CustomResourceAnswer answer = answer(event, budget(left));
    log.println(line(event.text("RequestType"), answer, context.getAwsRequestId()).text());
    event.answerUrl().send(answer.json(event), pause, deadline);
  }

  /** There is nothing that it reads. */
  private String look() {
    var _ = useCase.get();
    return "starts, and is ready to create parameters";
  }

  private static JsonObject line(String type, CustomResourceAnswer answer, String requestId) {
    JsonObject line =
        new JsonObject()
            .put("event", "parameters")
            .put("request", TYPES.contains(type) ? type : "unknown")
            .put("requestId", requestId)
            .put("outcome", answer.success() ? "ok" : "failed")
            .put("reason", answer.reason());
    new TreeMap<>(answer.data())
        .forEach((name, value) -> line.put(name.toLowerCase(Locale.ROOT), value));
    return line;
  }

  private CustomResourceAnswer answer(CustomResourceEvent event, Duration budget) {
    return switch (event.text("RequestType")) {
      case "Create" -> create(event, ofCreate(event), budget);
      case "Update" -> create(event, ofExisting(event), budget);
      case "Delete" ->
          new CustomResourceAnswer(
              true,
              "Nothing was deleted: the parameters and their values stay.",
              ofExisting(event),
              Map.of());
      default ->
          failed(
              "RequestType is none of Create, Update and Delete: only CloudFormation calls this"
                  + " function.",
              ofExisting(event));
    };
  }

  private CustomResourceAnswer create(
      CustomResourceEvent event, String physicalId, Duration budget) {
    try {
      ParameterPlan plan = ParameterProperties.plan(event.properties());
      CreateParameters.Result result = inTime(plan, budget);
      int created = result.created().size();
      int kept = result.kept().size();
      return new CustomResourceAnswer(
          true,
          "Created %d, kept %d of %d parameters.".formatted(created, kept, created + kept),
          physicalId,
          Map.of(
              "Created", String.join(",", result.created()),
              "Kept", String.join(",", result.kept()),
              "Note", kept == 0 ? "" : ParameterProperties.note(event, plan.names().app())));
    } catch (IllegalArgumentException | StoreException reason) {
      return failed(String.valueOf(reason.getMessage()), physicalId);
    }
  }

  private static CustomResourceAnswer failed(String reason, String physicalId) {
    return new CustomResourceAnswer(false, reason, physicalId, Map.of());
  }

  /** In a thread of its own: whatever hangs in it, the answer leaves in time. */
  private CreateParameters.Result inTime(ParameterPlan plan, Duration budget) {
    Deadline deadline = Deadline.in(budget, clock);
    FutureTask<CreateParameters.Result> task =
        new FutureTask<>(() -> useCase.get().run(plan, deadline));
    Thread.ofPlatform().daemon().name("create-parameters").start(task);
    try {
      return task.get(budget.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof StoreException known) {
        throw known;
      }
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw unfinished(
          "The function failed unexpectedly (%s): see its log, then deploy again."
              .formatted(cause.getClass().getSimpleName()),
          e);
    } catch (TimeoutException e) {
      throw unfinished(
          "Parameter Store did not answer in time: check the function's network and AWS's health,"
              + " then deploy again.",
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unfinished("The function was stopped: deploy again.", e);
    } finally {
      task.cancel(true);
    }
  }

  private static StoreException unfinished(String reason, Exception cause) {
    return new StoreException(StoreException.Kind.UNREACHABLE, reason, cause);
  }

  /** The same as long as the parameters' names are: nothing is ever replaced. */
  private static String ofCreate(CustomResourceEvent event) {
    String secret = event.properties().getOrDefault("ClientSecretParameter", "");
    return NAME.matcher(secret).matches() ? secret : NAMELESS;
  }

  private static String ofExisting(CustomResourceEvent event) {
    String given = event.text("PhysicalResourceId");
    return given.isBlank() ? ofCreate(event) : given;
  }

  /** What is left after the answer has its time, at least half of all. */
  private static Duration budget(Duration left) {
    Duration half = left.dividedBy(2);
    Duration rest = left.minus(AnswerUrl.LONGEST);
    Duration budget = rest.compareTo(half) > 0 ? rest : half;
    return budget.isPositive() ? budget : Duration.ofMillis(1);
  }
}
