package io.lwarotation.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lwarotation.local.aws.LocalAws;
import io.lwarotation.local.http.FormalSignature;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Collectors;

/** Requests to AWS as its command line sends them, signed in form only. */
public final class AwsRequests {
  public static final JsonMapper JSON = new JsonMapper();

  private final HttpClient client = HttpClient.newHttpClient();
  private final URI endpoint;

  public AwsRequests(URI endpoint) {
    this.endpoint = endpoint;
  }

  /** A request in JSON, for example {@code TrentService.DisableKey}. */
  public JsonNode json(String service, String target, ObjectNode request) {
    String body =
        send(
            service,
            request.toString(),
            "Content-Type",
            "application/x-amz-json-1." + (service.equals("sqs") ? 0 : 1),
            "X-Amz-Target",
            target);
    try {
      return JSON.readTree(body.isEmpty() ? "{}" : body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A request in the query protocol; gives the XML of the answer. */
  public String form(String service, String action, Map<String, String> members) {
    String form =
        members.entrySet().stream()
            .map(
                member ->
                    member.getKey()
                        + "="
                        + URLEncoder.encode(member.getValue(), StandardCharsets.UTF_8))
            .collect(Collectors.joining("&", "Action=" + action + "&", ""));
    return send(service, form, "Content-Type", "application/x-www-form-urlencoded");
  }

  private String send(String service, String body, String... headers) {
    HttpRequest http =
        new FormalSignature(LocalAws.ACCESS_KEY_ID, LocalAws.REGION, service)
            .sign(
                HttpRequest.newBuilder(endpoint)
                    .headers(headers)
                    .POST(HttpRequest.BodyPublishers.ofString(body)),
                Instant.now());
    try {
      HttpResponse<String> response = client.send(http, HttpResponse.BodyHandlers.ofString());
      if (response.statusCode() != 200) {
        throw new IllegalStateException(service + ": " + response.body());
      }
      return response.body();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
