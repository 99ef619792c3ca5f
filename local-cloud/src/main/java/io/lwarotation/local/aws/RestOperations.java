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
  private static final Pattern INVOKE =
      Pattern.compile("POST /2015-03-31/functions/([A-Za-z0-9_-]{1,64})/invocations");
  private static final Pattern CONFIGURATION =
      Pattern.compile("GET /2015-03-31/functions/([A-Za-z0-9_-]{1,64})/configuration");
  private static final Pattern SCHEDULE = Pattern.compile("GET /schedules/([0-9A-Za-z_.-]{1,64})");

  /** One of them: its method and path, where it names something, and who answers. */
  record Route(
      Pattern path, String service, String operation, BiFunction<String, Request, Response> call) {}

  List<Route> routes() {
    return List.of(
        new Route(INVOKE, "lambda", "Invoke", this::invoke),
        new Route(
            CONFIGURATION,
            "lambda",
            "GetFunctionConfiguration",
            (name, _) -> json(() -> configuration(name))),
        new Route(SCHEDULE, "scheduler", "GetSchedule", this::schedule));
  }

  private Response json(Supplier<ObjectNode> answer) {
    return Response.json(200, Json.write(cloud.lock().hold(answer)));
  }

  private Response invoke(String name, Request request) {
    String type = request.header("x-amz-invocation-type").orElse("RequestResponse");
    Supplier<Functions.Answer> run =
        cloud.lock().hold(() -> cloud.functions().run(name, request.body()));
    if (type.equals("Event")) {
      Thread.startVirtualThread(
          () -> {
            Functions.Answer _ = run.get(); // nobody waits for it
          });
      return Response.empty(202);
    }
    if (!type.equals("RequestResponse")) {
      throw AwsException.notModelled("the invocation type " + type);
    }
    Functions.Answer answer = run.get();
    Response response =
        Response.json(200, answer.payload()).with("X-Amz-Executed-Version", "$LATEST");
    return answer.error().map(e -> response.with("X-Amz-Function-Error", e)).orElse(response);
  }

  private ObjectNode configuration(String name) {
    DeployedFunction function = cloud.functions().require(name).function();
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
    return answer;
  }

  private Response schedule(String name, Request request) {
    if (!request.queryParameters().getOrDefault("groupName", "default").equals("default")) {
      throw AwsException.notModelled("groups of schedules");
    }
    return json(() -> cloud.schedules().describe(name));
  }
}
