package io.lwarotation.local.amazon;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** A program that knows nothing of the fake but its two addresses. */
record AmazonClient(FakeAmazon amazon, HttpClient http) {
  static final String PROBE = "/sellers/v1/marketplaceParticipations";
  static final String NOTIFICATIONS = "sellingpartnerapi::notifications";
  static final String ROTATION = "sellingpartnerapi::client_credential:rotation";

  AmazonClient(FakeAmazon amazon) {
    this(amazon, HttpClient.newHttpClient());
  }

  /** An answer with its body read. */
  record Answer(int status, JsonNode body, String text, HttpHeaders headers) {
    String error(String member) {
      return body.at("/errors/0/" + member).asText();
    }
  }

  static Map<String, String> seller(Application application) {
    Map<String, String> form = form(application, "refresh_token");
    form.put("refresh_token", application.refreshToken());
    return form;
  }

  static Map<String, String> grantless(Application application, String scope) {
    Map<String, String> form = form(application, "client_credentials");
    form.put("scope", scope);
    return form;
  }

  private static Map<String, String> form(Application application, String grantType) {
    return new LinkedHashMap<>(
        Map.of(
            "grant_type", grantType,
            "client_id", application.clientId(),
            "client_secret", application.clientSecret()));
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
    return token(form).body().required("access_token").asText();
  }

  Answer get(String pathAndQuery, String accessToken) throws Exception {
    return send(spApi(pathAndQuery).header("x-amz-access-token", accessToken));
  }

  Answer rotate(String accessToken, String body) throws Exception {
    return send(
        spApi("/applications/2023-11-30/clientSecret")
            .header("x-amz-access-token", accessToken)
            .POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  HttpRequest.Builder spApi(String pathAndQuery) {
    return HttpRequest.newBuilder(URI.create(amazon.spApiEndpoint() + pathAndQuery))
        .header("User-Agent", "LwaRotation/1.0 (Language=Java/25)");
  }

  Answer send(HttpRequest.Builder request) throws IOException, InterruptedException {
    HttpResponse<String> response =
        http.send(
            request.timeout(Duration.ofSeconds(20)).build(), HttpResponse.BodyHandlers.ofString());
    String text = response.body();
    JsonNode body = new JsonMapper().readTree(text.startsWith("{") ? text : "{}");
    return new Answer(response.statusCode(), body, text, response.headers());
  }
}
