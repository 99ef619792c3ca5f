package io.lwarotation.cli.checks;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lwarotation.cli.AwsOptions;
import io.lwarotation.cli.Version;
import io.lwarotation.cli.stack.AwsTrouble;
import java.time.Duration;
import java.util.Map;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;

/**
 * Whether a function starts and can read what it needs: it is started once, with an event that
 * changes nothing. What keeps a function from starting leaves no log and no metric of an error.
 */
record FunctionCheck(Application app, String output) {
  private static final SdkBytes EVENT = SdkBytes.fromUtf8String("{\"doctor\":true}");

  /** Longer than any of the functions may run. */
  private static final Duration LONGEST = Duration.ofSeconds(130);

  private static final String AGAIN = "try again in a minute";
  private static final String KEY = "enable that key, or cancel its deletion, in KMS";

  /**
   * Why Lambda cannot start a function, by its code.
   *
   * @see <a href="https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html">Errors of
   *     Invoke</a>
   */
  private static final Map<String, AwsTrouble> NOT_STARTED =
      Map.of(
          "KMSAccessDeniedException",
          new AwsTrouble(
              "its role may not decrypt its environment, so it can never run",
              "look for a Deny of kms:Decrypt in its role, in a permissions boundary or in a"
                  + " policy of the organization: it beats the grant that Lambda has; then"
                  + " deploy the stack again: npx cdk deploy"),
          "KMSDisabledException",
          new AwsTrouble("the key of its environment is disabled, so it can never run", KEY),
          "KMSInvalidStateException",
          new AwsTrouble(
              "the key of its environment cannot be used in its state, so it can never run", KEY),
          "KMSNotFoundException",
          new AwsTrouble("the key of its environment is not there, so it can never run", KEY),
          "ResourceNotFoundException",
          new AwsTrouble("is not there", Application.DEPLOY),
          "ResourceNotReadyException",
          new AwsTrouble("is not ready yet", AGAIN),
          "ResourceConflictException",
          new AwsTrouble("is being changed right now", AGAIN));

  Finding started() {
    String function = app.require(output);
    if (!app.require("Version").equals(Version.current())) {
      // Another version may take the event for one that it acts on.
      return Finding.unknown(
          function + " was not started: another version of this program deployed it",
          "deploy the stack with this version: npx cdk deploy");
    }
    try (LambdaClient lambda =
        app.aws()
            .configured(LambdaClient.builder())
            .httpClientBuilder(AwsOptions.connections().socketTimeout(LONGEST))
            .build()) {
      return answered(lambda.invoke(request -> request.functionName(function).payload(EVENT)));
    } catch (AwsServiceException refused) {
      String code = AwsTrouble.code(refused);
      AwsTrouble why = NOT_STARTED.get(code);
      if (why == null) {
        throw refused;
      }
      return Finding.bad(
          "%s cannot start: %s (%s)".formatted(function, why.what(), code), why.remedy());
    }
  }

  private Finding answered(InvokeResponse answer) {
    JsonNode json;
    try {
      json = new ObjectMapper().readTree(answer.payload().asUtf8String());
    } catch (JsonProcessingException _) {
      throw AwsTrouble.unreadable();
    }
    if (answer.functionError() != null) {
      return Finding.bad(
          "failed: " + json.path("errorMessage").asText("it did not say why"),
          "read its log, as docs/operations.md shows: logs " + output);
    }
    String text = json.path("text").asText("it does not know this question");
    return json.path("doctor").asText().equals("ok")
        ? Finding.ok(text)
        : Finding.bad(
            text, "mend that; its log may say more, as docs/operations.md shows: logs " + output);
  }
}
