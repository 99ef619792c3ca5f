package io.lwarotation.local.amazon;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** A program that knows nothing of the fake but its two addresses. */
final class AmazonClient implements AutoCloseable {
  static final String USER_AGENT = "LwaRotation/1.0 (Language=Java/25)";

  private static final JsonMapper JSON = new JsonMapper();

  private final FakeAmazon amazon;
  private final HttpClient http = HttpClient.newHttpClient();

  AmazonClient(FakeAmazon amazon) {
    this.amazon = amazon;
  }

  /** An answer with its body read. */
  record Answer(int status, JsonNode body, String text, Map<String, String> headers) {
    String error() {
      return body.path("error").asText();
    }

    String code() {
      return body.path("errors").path(0).path("code").asText();
    }

    String message() {
      return body.path("errors").path(0).path("message").asText();
    }

    String details() {
      return body.path("errors").path(0).path("details").asText("");
    }
  }

  static Map<String, String> seller(Application application) {
    return new LinkedHashMap<>(
        Map.of(
            "grant_type", "refresh_token",
            "refresh_token", application.refreshToken(),
            "client_id", application.clientId(),
            "client_secret", application.clientSecret()));
  }

  static Map<String, String> grantless(Application application, String scope) {
    return new LinkedHashMap<>(
        Map.of(
            "grant_type",
            "client_credentials",
            "scope",
            scope,
            "client_id",
            application.clientId(),
            "client_secret",
            application.clientSecret()));
  }

  Answer token(Map<String, String> form) throws Exception {
    String body =
        form.entrySet().stream()
            .map(e -> e.getKey() + "=" + URLEncoder.encode(e.getValue(), StandardCharsets.UTF_8))
            .collect(Collectors.joining("&"));
    return lwa("application/x-www-form-urlencoded;charset=UTF-8", body);
  }

  Answer lwa(String contentType, String body) throws Exception {
    return send(
        HttpRequest.newBuilder(amazon.tokenEndpoint())
            .header("Content-Type", contentType)
            .POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  String accessToken(Map<String, String> form) throws Exception {
    Answer answer = token(form);
    if (answer.status() != 200) {
      throw new AssertionError("LWA answered " + answer.status() + " " + answer.error());
    }
    return answer.body().path("access_token").asText();
  }

  Answer get(String pathAndQuery, String accessToken) throws Exception {
    return send(spApi(pathAndQuery).header("x-amz-access-token", accessToken));
  }

  Answer probe(String accessToken) throws Exception {
    return get("/sellers/v1/marketplaceParticipations", accessToken);
  }

  Answer rotate(String accessToken) throws Exception {
    return send(
        spApi("/applications/2023-11-30/clientSecret")
            .header("x-amz-access-token", accessToken)
            .POST(HttpRequest.BodyPublishers.noBody()));
  }

  HttpRequest.Builder spApi(String pathAndQuery) {
    return HttpRequest.newBuilder(URI.create(amazon.spApiEndpoint() + pathAndQuery))
        .header("User-Agent", USER_AGENT);
  }

  Answer send(HttpRequest.Builder request) throws IOException, InterruptedException {
    HttpResponse<String> response =
        http.send(
            request.timeout(Duration.ofSeconds(20)).build(), HttpResponse.BodyHandlers.ofString());
    Map<String, String> headers = new LinkedHashMap<>();
    response.headers().map().forEach((name, values) -> headers.put(name, values.getFirst()));
    boolean json = headers.getOrDefault("content-type", "").contains("json");
    JsonNode body = json ? JSON.readTree(response.body()) : JSON.missingNode();
    return new Answer(response.statusCode(), body, response.body(), headers);
  }

  @Override
  public void close() {
    http.close();
  }
}
