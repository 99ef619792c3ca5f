package io.lwarotation.adapter;

import io.lwarotation.core.AccessToken;
import io.lwarotation.core.AmazonException;
import io.lwarotation.core.AmazonException.Service;
import io.lwarotation.core.Deadline;
import io.lwarotation.core.SpApi;
import io.lwarotation.core.SpApiAnswer;
import io.lwarotation.core.SpApiRequest;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * SP-API over HTTP. The host is the one it was made with: a token goes nowhere else.
 *
 * @see <a
 *     href="https://developer-docs.amazon.com/sp-api/docs/include-a-user-agent-header-in-all-requests">SP-API:
 *     headers</a>
 */
public final class HttpSpApi implements SpApi {
  private final CrtHttp http;
  private final URI endpoint;
  private final String userAgent;

  /**
   * @param endpoint scheme and host, such as {@code https://sellingpartnerapi-eu.amazon.com}
   * @param userAgent {@code AppName/Version (Language=Java/25; …)}, at most 500 characters
   * @throws IllegalArgumentException if a token must not be sent there; the message ends a sentence
   *     that starts with the endpoint's name
   */
  public HttpSpApi(CrtHttp http, URI endpoint, String userAgent) {
    this.http = http;
    this.endpoint = Endpoints.checkConfidential(endpoint);
    if (!Endpoints.path(endpoint).equals("/") || endpoint.getRawQuery() != null) {
      throw new IllegalArgumentException("must be a host only, without path and query");
    }
    this.userAgent = userAgent;
  }

  @Override
  public SpApiAnswer send(SpApiRequest request, AccessToken token, Deadline deadline) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Accept", "application/json");
    headers.put("User-Agent", userAgent);
    headers.put("x-amz-access-token", token.token().reveal());
    // A rotation that was sent once may have happened, whatever became of the connection.
    boolean repeatable = request.method() == SpApiRequest.Method.GET;
    HttpCall call =
        new HttpCall(
            request.method().name(), endpoint, target(request), headers, new byte[0], repeatable);
    HttpAnswer answer = http.send(Service.SP_API, call, deadline);
    if (answer.status() >= 200 && answer.status() < 300) {
      return new SpApiAnswer(
          answer.status(), answer.requestId(), new String(answer.body(), StandardCharsets.UTF_8));
    }
    SpApiRefusal refusal = SpApiRefusal.of(answer);
    throw new AmazonException.Refused(
        Service.SP_API,
        answer.status(),
        refusal.meaning(),
        answer.rateLimit(),
        answer.requestId(),
        refusal.words());
  }

  /** Path as given, query encoded as RFC 3986 has it: a space is {@code %20}. */
  private static String target(SpApiRequest request) {
    if (request.query().isEmpty()) {
      return request.path();
    }
    return request.path()
        + request.query().entrySet().stream()
            .map(e -> encode(e.getKey()) + "=" + encode(e.getValue()))
            .collect(Collectors.joining("&", "?", ""));
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8)
        .replace("+", "%20")
        .replace("*", "%2A")
        .replace("%7E", "~");
  }
}
