package io.lwarotation.local.aws;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lwarotation.local.aws.account.Cloud;
import io.lwarotation.local.aws.lambda.DeployedFunction;
import io.lwarotation.local.aws.lambda.Functions;
import io.lwarotation.local.aws.wire.AwsException;
import io.lwarotation.local.aws.wire.Json;
import io.lwarotation.local.http.Request;
import io.lwarotation.local.http.Response;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * The operations that stand in method and path. AWS Lambda: {@code Invoke} with the invocation
 * types {@code RequestResponse} and {@code Event} (run at once, once), and {@code
 * GetFunctionConfiguration}, without versions and aliases. EventBridge Scheduler: {@code
 * GetSchedule} of the default group.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html">Invoke</a>
 * @see <a href="https://docs.aws.amazon.com/scheduler/latest/APIReference/API_GetSchedule.html">
 *     GetSchedule</a>
 */
record RestOperations(Cloud cloud) {
  private static final String FUNCTION = "/2015-03-31/functions/([A-Za-z0-9_-]{1,64})/";

  /** One of them: its method and path, where it names something, and who answers. */
  record Route(
      Pattern path, String service, String operation, BiFunction<String, Request, Response> call) {
    Route(
        String path, String service, String operation, BiFunction<String, Request, Response> call) {
      this(Pattern.compile(path), service, operation, call);
    }
  }

  List<Route> routes() {
    return List.of(
        new Route("POST " + FUNCTION + "invocations", "lambda", "Invoke", this::invoke),
        new Route(
            "GET " + FUNCTION + "configuration",
            "lambda",
            "GetFunctionConfiguration",
            this::configuration),
        new Route(
            "GET /schedules/([0-9A-Za-z_.-]{1,64})", "scheduler", "GetSchedule", this::schedule));
  }

  private Response invoke(String name, Request request) {
    String type = request.header("x-amz-invocation-type").orElse("RequestResponse");
    if (!type.equals("RequestResponse") && !type.equals("Event")) {
      throw AwsException.notModelled("the invocation type " + type);
    }
    Supplier<Functions.Answer> run =
        cloud
            .lock()
            .hold(() -> cloud.functions().byName(name, request.body()))
            .orElseThrow(() -> noFunction(name));
    if (type.equals("Event")) {
      Thread.startVirtualThread(
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
        cloud.lock().hold(() -> cloud.functions().find(name)).orElseThrow(() -> noFunction(name));
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
    answer.putObject("Environment").set("Variables", Json.object(function.environment()));
    return Response.json(200, answer.toString());
  }

  private static AwsException noFunction(String name) {
    return new AwsException(404, "ResourceNotFoundException", "Function not found: " + name);
  }

  private Response schedule(String name, Request request) {
    if (!request.queryParameters().getOrDefault("groupName", "default").equals("default")) {
      throw AwsException.notModelled("groups of schedules");
    }
    return Response.json(
        200, Json.write(cloud.lock().hold(() -> cloud.schedules().describe(name))));
  }
}
