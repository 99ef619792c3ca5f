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
record FunctionChecks(Application app) {
  private static final SdkBytes EVENT = SdkBytes.fromUtf8String("{\"doctor\":true}");

  /** Longer than any of the functions may run. */
  private static final Duration LONGEST = Duration.ofSeconds(130);

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
          "KMSDisabledException", keyTrouble("is disabled"),
          "KMSInvalidStateException", keyTrouble("cannot be used in its state"),
          "KMSNotFoundException", keyTrouble("is not there"),
          "ResourceNotFoundException", new AwsTrouble("is not there", Application.DEPLOY),
          "ResourceNotReadyException", new AwsTrouble("is not ready yet", "try again in a minute"),
          "ResourceConflictException",
              new AwsTrouble("is being changed right now", "try again in a minute"),
          "InvalidRuntimeException",
              new AwsTrouble("its runtime is not valid any more", Application.DEPLOY),
          "InvalidZipFileException",
              new AwsTrouble("its upload cannot be unpacked", Application.DEPLOY));

  private static AwsTrouble keyTrouble(String what) {
    return new AwsTrouble(
        "the key of its environment " + what + ", so it can never run",
        "enable that key, or cancel its deletion, in KMS");
  }

  /** Starts the one whose name is that output of the stack. */
  Finding started(String subject, String output) {
    String function = app.require(output);
    if (!app.require("Version").equals(Version.current())) {
      // Another version may take the event for one that it acts on.
      return Finding.unknown(
          subject,
          function + " was not started: another version of this program deployed it",
          "deploy the stack with this version: npx cdk deploy");
    }
    try (LambdaClient lambda =
        app.aws()
            .configured(LambdaClient.builder())
            .httpClientBuilder(AwsOptions.connections().socketTimeout(LONGEST))
            .build()) {
      return answered(
          subject, output, lambda.invoke(request -> request.functionName(function).payload(EVENT)));
    } catch (AwsServiceException refused) {
      AwsTrouble why = NOT_STARTED.get(AwsTrouble.code(refused));
      if (why == null) {
        throw refused;
      }
      return Finding.bad(
          subject,
          function + " cannot start: " + why.what() + " (" + AwsTrouble.code(refused) + ")",
          why.remedy());
    }
  }

  private static Finding answered(String subject, String output, InvokeResponse answer) {
    JsonNode json = parsed(answer.payload().asUtf8String());
    if (answer.functionError() != null) {
      return Finding.bad(
          subject,
          "failed: " + json.path("errorMessage").asText("it did not say why"),
          "read its log, as docs/operations.md shows: logs " + output);
    }
    String text = json.path("text").asText("it does not know this question");
    return json.path("doctor").asText().equals("ok")
        ? Finding.ok(subject, text)
        : Finding.bad(
            subject,
            text,
            "mend that; its log may say more, as docs/operations.md shows: logs " + output);
  }

  private static JsonNode parsed(String payload) {
    try {
      return new ObjectMapper().readTree(payload);
    } catch (JsonProcessingException _) {
      throw AwsTrouble.unreadable();
    }
  }
}
