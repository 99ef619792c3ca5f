package io.lwarotation.cli.rotate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;
import software.amazon.awssdk.services.lambda.model.ResourceNotFoundException;

/**
 * Runs the function of the stack, with its rights.
 *
 * @param now also while the secret is young
 */
record RotationFunction(LambdaClient lambda, String function, boolean now) {
  RotationAnswer ask() {
    InvokeResponse answer;
    try {
      answer =
          lambda.invoke(
              request ->
                  request
                      .functionName(function)
                      .payload(SdkBytes.fromUtf8String(now ? "{\"now\":true}" : "{}")));
    } catch (ResourceNotFoundException e) {
      throw new IllegalStateException(
          "The function " + function + " does not exist: deploy the stack again (npx cdk deploy).",
          e);
    }
    JsonNode json = parsed(answer.payload().asUtf8String());
    if (answer.functionError() != null) {
      throw new IllegalStateException(
          "The function "
              + function
              + " failed: "
              + json.path("errorMessage").asText("it did not say why; see its log"));
    }
    if (now && json.path("outcome").asText("").equals("NotDue")) {
      throw new IllegalStateException(
          "The function "
              + function
              + " is older than --now and asked for nothing: deploy the stack again (npx cdk deploy), or give --local.");
    }
    return new RotationAnswer(
        json.path("outcome").asText("unknown"),
        json.path("reason").asText(""),
        time(json.path("at").asText("")));
  }

  private JsonNode parsed(String payload) {
    try {
      return new ObjectMapper().readTree(payload);
    } catch (JsonProcessingException _) {
      // Without the cause, which would show what came.
      throw new IllegalStateException("The function " + function + " answered no JSON.");
    }
  }

  private static Optional<Instant> time(String text) {
    try {
      return text.isEmpty() ? Optional.empty() : Optional.of(Instant.parse(text));
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }
}
