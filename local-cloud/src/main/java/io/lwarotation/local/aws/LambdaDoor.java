package io.lwarotation.local.aws;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lwarotation.local.http.Request;
import io.lwarotation.local.http.Response;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * AWS Lambda, as far as a function is called by its name and answers: {@code Invoke} with the
 * invocation type {@code RequestResponse}. Versions and aliases are not modelled.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html">Invoke</a>
 */
final class LambdaDoor {
  private static final Pattern PATH =
      Pattern.compile("/2015-03-31/functions/([A-Za-z0-9_-]{1,64})/invocations");

  private final Cloud cloud;
  private final InstantSource clock;
  private final Journal journal;
  private final Faults faults;

  LambdaDoor(Cloud cloud, InstantSource clock, FrontDoor others) {
    this.cloud = cloud;
    this.clock = clock;
    this.journal = others.journal();
    this.faults = others.faults();
  }

  /** Whether a request is for Lambda. */
  static boolean isFor(Request request) {
    return request.path().startsWith("/2015-03-31/functions/");
  }

  Response answer(Request request) {
    try {
      Response answer = invoke(request);
      note(Optional.empty());
      return answer;
    } catch (AwsException e) {
      note(Optional.of(e.code()));
      ObjectNode body = Json.object().put("Type", "User").put("Message", e.text());
      return Response.json(e.status(), body.toString()).with("x-amzn-ErrorType", e.code());
    }
  }

  private Response invoke(Request request) {
    Signature.of(request).require("lambda", cloud.account().region());
    Matcher path = PATH.matcher(request.path());
    if (!request.method().equals("POST") || !path.matches()) {
      throw AwsException.notModelled("this call of Lambda");
    }
    String type = request.header("x-amz-invocation-type").orElse("RequestResponse");
    if (!type.equals("RequestResponse")) {
      throw AwsException.notModelled("the invocation type " + type);
    }
    Optional<Fault> fault = faults.take("lambda", "Invoke");
    if (fault.isPresent()) {
      throw refusal(fault.get());
    }
    String name = path.group(1);
    Supplier<Functions.Answer> run =
        cloud
            .turn()
            .takeAndFinish(() -> cloud.functions().byName(name, request.body()))
            .orElseThrow(
                () ->
                    new AwsException(
                        404, "ResourceNotFoundException", "Function not found: " + name));
    Functions.Answer answer = run.get();
    Response response =
        Response.json(200, answer.payload()).with("X-Amz-Executed-Version", "$LATEST");
    return answer.error().map(e -> response.with("X-Amz-Function-Error", e)).orElse(response);
  }

  private static AwsException refusal(Fault fault) {
    return switch (fault) {
      case Fault.AccessDenied _ ->
          new AwsException(
              403,
              "AccessDeniedException",
              "User is not authorized to perform: lambda:InvokeFunction");
      case Fault.Throttled _ -> new AwsException(429, "TooManyRequestsException", "Rate Exceeded.");
      case Fault.ServerError _ -> new AwsException(500, "ServiceException", "");
      case Fault.Reset _, Fault.AnswerLost _, Fault.Slow _ ->
          AwsException.notModelled("this fault of Lambda");
    };
  }

  private void note(Optional<String> error) {
    journal.add(new Journal.Entry("lambda", "Invoke", error, clock.instant()));
  }
}
