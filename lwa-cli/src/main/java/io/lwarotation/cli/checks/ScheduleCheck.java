package io.lwarotation.cli.checks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lwarotation.cli.AwsOptions;
import java.io.IOException;
import java.net.URI;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;

/**
 * The schedule that has SP-API called. One signed request of our own: the SDK's module for it would
 * be another half a megabyte for this alone, and is not always had in the version of the others.
 *
 * @see <a href="https://docs.aws.amazon.com/scheduler/latest/APIReference/API_GetSchedule.html">
 *     GetSchedule</a>
 */
record ScheduleCheck(Application app) {
  static final String RIGHT = "scheduler:GetSchedule";

  /** An answer is a page or two. */
  private static final int MAX_BYTES = 64 * 1024;

  Finding look() {
    String name = app.require("ScheduleName");
    URI url = endpoint().resolve("/schedules/" + name);
    SdkHttpRequest request = SdkHttpRequest.builder().method(SdkHttpMethod.GET).uri(url).build();
    SignedRequest signed =
        AwsV4HttpSigner.create()
            .sign(
                signing ->
                    signing
                        .identity(app.aws().credentials().resolveCredentials())
                        .request(request)
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "scheduler")
                        .putProperty(AwsV4HttpSigner.REGION_NAME, app.aws().regionName()));
    try (SdkHttpClient http = AwsOptions.connections().build()) {
      HttpExecuteResponse answer =
          http.prepareRequest(HttpExecuteRequest.builder().request(signed.request()).build())
              .call();
      return finding(name, answer.httpResponse().statusCode(), body(answer));
    } catch (IOException _) {
      return Finding.unknown("AWS did not answer", "check the network and try again");
    }
  }

  private URI endpoint() {
    return URI.create(
        AwsOptions.variable("AWS_ENDPOINT_URL_SCHEDULER")
            .or(() -> AwsOptions.variable("AWS_ENDPOINT_URL"))
            .orElseGet(() -> "https://scheduler." + app.aws().regionName() + ".amazonaws.com"));
  }

  private static byte[] body(HttpExecuteResponse answer) throws IOException {
    if (answer.responseBody().isEmpty()) {
      return new byte[0];
    }
    try (AbortableInputStream body = answer.responseBody().get()) {
      return body.readNBytes(MAX_BYTES);
    }
  }

  private static Finding finding(String name, int status, byte[] body) throws IOException {
    return switch (status) {
      case 200 -> {
        JsonNode schedule = new ObjectMapper().readTree(body);
        yield schedule.path("State").asText().equals("ENABLED")
            ? Finding.ok(name + " is enabled, " + schedule.path("ScheduleExpression").asText())
            : Finding.bad(
                name + " is disabled: SP-API is not called, and a dead secret goes unnoticed",
                Application.DEPLOY);
      }
      case 403 -> Finding.denied(RIGHT);
      case 404 -> Finding.bad(name + " is not there", Application.DEPLOY);
      default ->
          Finding.unknown(
              "not seen: AWS answered HTTP " + status + " (this takes " + RIGHT + ")",
              "try again in a minute");
    };
  }
}
