package io.lwarotation.local.aws;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lwarotation.local.aws.account.Cloud;
import io.lwarotation.local.aws.lambda.DeployedFunction;
import io.lwarotation.local.aws.lambda.Functions;
import io.lwarotation.local.aws.wire.AwsException;
import io.lwarotation.local.aws.wire.Json;
import io.lwarotation.local.aws.wire.Signature;
import io.lwarotation.local.http.Request;
import io.lwarotation.local.http.Response;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The services whose operations stand in method and path. AWS Lambda: {@code Invoke} with the
 * invocation types {@code RequestResponse} and {@code Event} (run at once, once), and {@code
 * GetFunctionConfiguration}, without versions and aliases. EventBridge Scheduler: {@code
 * GetSchedule} of the default group.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html">Invoke</a>
 * @see <a href="https://docs.aws.amazon.com/scheduler/latest/APIReference/API_GetSchedule.html">
 *     GetSchedule</a>
 */
final class RestDoor {
  private static final String FUNCTIONS = "/2015-03-31/functions/";
  private static final String SCHEDULES = "/schedules/";

  private final Cloud cloud;
  private final InstantSource clock;
  private final Journal journal;
  private final Faults faults;
  private final List<Route> routes =
      List.of(
          new Route(
              "POST",
              Pattern.compile(FUNCTIONS + "([A-Za-z0-9_-]{1,64})/invocations"),
              "lambda",
              "Invoke",
              this::invoke),
          new Route(
              "GET",
              Pattern.compile(FUNCTIONS + "([A-Za-z0-9_-]{1,64})/configuration"),
              "lambda",
              "GetFunctionConfiguration",
              this::configuration),
          new Route(
              "GET",
              Pattern.compile(SCHEDULES + "([0-9A-Za-z_.-]{1,64})"),
              "scheduler",
              "GetSchedule",
              this::schedule));

  /** An operation: what it is called, and who answers. */
  private record Route(String method, Pattern path, String service, String operation, Call call) {}

  /** Answers to a request that names something in its path. */
  private interface Call {
    Response answer(String name, Request request);
  }

  RestDoor(Cloud cloud, InstantSource clock, FrontDoor others) {
    this.cloud = cloud;
    this.clock = clock;
    this.journal = others.journal();
    this.faults = others.faults();
  }

  /** Whether a request is for one of these services. */
  static boolean isFor(Request request) {
    return request.path().startsWith(FUNCTIONS) || request.path().startsWith(SCHEDULES);
  }

  Response answer(Request request) {
    for (Route route : routes) {
      Matcher path = route.path().matcher(request.path());
      if (request.method().equals(route.method()) && path.matches()) {
        return answer(route, path.group(1), request);
      }
    }
    return refusal(AwsException.notModelled("this method and path"));
  }

  private Response answer(Route route, String name, Request request) {
    try {
      Signature.of(request).require(route.service(), cloud.account().region());
      Optional<Fault> fault = faults.take(route.service(), route.operation());
      if (fault.isPresent() && fault.get() instanceof Fault.NotAws(int status, String page)) {
        note(route, Optional.of("NotAws"));
        return Response.of(status, "text/html", page);
      }
      if (fault.isPresent()) {
        throw refusal(route, fault.get());
      }
      Response answer = route.call().answer(name, request);
      note(route, Optional.empty());
      return answer;
    } catch (AwsException e) {
      note(route, Optional.of(e.code()));
      return refusal(e);
    }
  }

  private static Response refusal(AwsException e) {
    ObjectNode body = Json.object().put("Type", "User").put("Message", e.text());
    return Response.json(e.status(), body.toString()).with("x-amzn-ErrorType", e.code());
  }

  private Response invoke(String name, Request request) {
    String type = request.header("x-amz-invocation-type").orElse("RequestResponse");
    if (!type.equals("RequestResponse") && !type.equals("Event")) {
      throw AwsException.notModelled("the invocation type " + type);
    }
    Supplier<Functions.Answer> run =
        cloud
            .lock()
            .holdAndFinish(() -> cloud.functions().byName(name, request.body()))
            .orElseThrow(() -> noFunction(name));
    if (type.equals("Event")) {
      Thread.ofVirtual()
          .name("event for " + name)
          .start(
              () -> {
                Functions.Answer _ = run.get(); // nobody waits for it
              });
      return Response.empty(202);
    }
    Functions.Answer answer = run.get();
    Response response =
        Response.json(200, answer.payload()).with("X-Amz-Executed-Version", "$LATEST");
    return answer.error().map(e -> response.with("X-Amz-Function-Error", e)).orElse(response);
  }

  private Response configuration(String name, Request request) {
    DeployedFunction function =
        cloud
            .lock()
            .holdAndFinish(() -> cloud.functions().find(name))
            .orElseThrow(() -> noFunction(name));
    ObjectNode answer =
        Json.object()
            .put("FunctionName", function.name())
            .put("FunctionArn", function.arn())
            .put("Runtime", function.runtime())
            .put("Role", function.role())
            .put("Handler", function.handler())
            .put("Timeout", function.timeout().toSeconds())
            .put("MemorySize", function.memoryMegabytes())
            .put("Version", "$LATEST")
            .put("State", "Active");
    ObjectNode variables = answer.putObject("Environment").putObject("Variables");
    function.environment().forEach(variables::put);
    return Response.json(200, answer.toString());
  }

  private static AwsException noFunction(String name) {
    return new AwsException(404, "ResourceNotFoundException", "Function not found: " + name);
  }

  private Response schedule(String name, Request request) {
    if (!request.queryParameters().getOrDefault("groupName", "default").equals("default")) {
      throw AwsException.notModelled("groups of schedules");
    }
    ObjectNode found =
        cloud
            .lock()
            .holdAndFinish(() -> cloud.schedules().describe(name))
            .orElseThrow(
                () ->
                    new AwsException(
                        404, "ResourceNotFoundException", "Schedule " + name + " does not exist."));
    return Response.json(200, found.toString());
  }

  private static AwsException refusal(Route route, Fault fault) {
    return switch (fault) {
      case Fault.AccessDenied _ ->
          new AwsException(
              403, "AccessDeniedException", "User is not authorized to perform: " + right(route));
      case Fault.Throttled _ -> new AwsException(429, "TooManyRequestsException", "Rate Exceeded.");
      case Fault.ServerError _ -> new AwsException(500, "ServiceException", "");
      case Fault.Refused(int status, String code, String message) ->
          new AwsException(status, code, message);
      case Fault.Reset _, Fault.AnswerLost _, Fault.Slow _, Fault.NotAws _ ->
          AwsException.notModelled("this fault of " + route.service());
    };
  }

  private static String right(Route route) {
    return route.operation().equals("Invoke")
        ? "lambda:InvokeFunction"
        : route.service() + ":" + route.operation();
  }

  private void note(Route route, Optional<String> error) {
    journal.add(new Journal.Entry(route.service(), route.operation(), error, clock.instant()));
  }
}
