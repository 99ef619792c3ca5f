package io.lwarotation.client;

import io.lwarotation.core.ParameterNames;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** What docs/client.md shows as an example; the compiler reads it. */
final class Example {
  private static final Duration LIMIT = Duration.ofSeconds(10);
  private final LwaAccessTokens tokens = LwaAccessTokens.of(ParameterNames.ofApp("my-erp"));
  private final HttpClient http = HttpClient.newHttpClient();

  HttpResponse<String> get(URI uri) throws IOException, InterruptedException {
    LwaToken token = tokens.token(LIMIT);
    HttpResponse<String> answer = get(uri, token);
    if (answer.statusCode() == 401 || answer.statusCode() == 403) {
      tokens.refused(token); // the secret was rotated, or the token is too old
      answer = get(uri, tokens.token(LIMIT));
    }
    return answer;
  }

  private HttpResponse<String> get(URI uri, LwaToken token)
      throws IOException, InterruptedException {
    HttpRequest.Builder request = HttpRequest.newBuilder(uri).timeout(LIMIT);
    return http.send(
        request.header("x-amz-access-token", token.value()).build(), BodyHandlers.ofString());
  }
}
