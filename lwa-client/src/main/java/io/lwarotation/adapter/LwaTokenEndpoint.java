package io.lwarotation.adapter;

import io.lwarotation.core.AccessToken;
import io.lwarotation.core.AmazonException;
import io.lwarotation.core.AmazonException.Service;
import io.lwarotation.core.Deadline;
import io.lwarotation.core.Grant;
import io.lwarotation.core.Refusal;
import io.lwarotation.core.Secret;
import io.lwarotation.core.TokenEndpoint;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * LWA over HTTP.
 *
 * @see <a
 *     href="https://developer-docs.amazon.com/sp-api/docs/connecting-to-the-selling-partner-api">SP-API:
 *     connecting</a>
 */
public final class LwaTokenEndpoint implements TokenEndpoint {
  /** Login with Amazon's own endpoint, the same for all regions. */
  public static final String AMAZON = "https://api.amazon.com/auth/o2/token";

  private static final int MAX_BODY_BYTES = 64 * 1024;
  private static final int MAX_TOKEN_LENGTH = 8192;

  /** An access token lives an hour. A longer life is not believed: it only would be kept longer. */
  private static final Duration LONGEST_LIFE = Duration.ofHours(1);

  private final CrtHttp http;
  private final URI endpoint;

  /**
   * @param endpoint {@link #AMAZON}, or that of a stand-in
   * @throws IllegalArgumentException if a secret must not be sent there: the message ends a
   *     sentence that starts with the endpoint's name
   */
  public LwaTokenEndpoint(CrtHttp http, URI endpoint) {
    this.http = http;
    this.endpoint = Endpoints.checkConfidential(endpoint);
  }

  @Override
  public AccessToken exchange(Grant grant, Deadline deadline) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Content-Type", "application/x-www-form-urlencoded;charset=UTF-8");
    headers.put("Accept", "application/json");
    byte[] form = form(grant).getBytes(StandardCharsets.US_ASCII);
    HttpAnswer answer =
        http.send(
            Service.LWA,
            new HttpCall("POST", endpoint, Endpoints.path(endpoint), headers, form, true),
            deadline);
    if (answer.status() == 200) {
      return token(answer.body());
    }
    throw new AmazonException.Refused(
        Service.LWA, answer.status(), refusal(answer), answer.rateLimit(), answer.requestId());
  }

  private static String form(Grant grant) {
    Map<String, String> fields = new LinkedHashMap<>();
    if (grant instanceof Grant.Grantless grantless) {
      fields.put("grant_type", "client_credentials");
      fields.put("scope", grantless.scope().value());
    } else {
      fields.put("grant_type", "refresh_token");
      fields.put("refresh_token", ((Grant.Seller) grant).refreshToken().reveal());
    }
    fields.put("client_id", grant.clientId().value());
    fields.put("client_secret", grant.clientSecret().reveal());
    StringJoiner form = new StringJoiner("&");
    for (Map.Entry<String, String> field : fields.entrySet()) {
      form.add(field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8));
    }
    return form.toString();
  }

  private static AccessToken token(byte[] body) {
    Json json;
    try {
      json = JsonReader.read(body, MAX_BODY_BYTES);
    } catch (NotJsonException e) {
      throw noAnswer("answered 200 with a body that " + e.reason(), e);
    }
    if (json.field("token_type").isPresent()
        && !json.text("token_type").orElse("").equalsIgnoreCase("bearer")) {
      throw noAnswer("answered 200 with a token_type other than bearer", null);
    }
    Secret token = secret(json.text("access_token").orElse(""));
    OptionalLong seconds = json.whole("expires_in");
    if (seconds.isEmpty() || seconds.getAsLong() <= 0) {
      throw noAnswer("answered 200 without a usable expires_in", null);
    }
    long life = Math.min(seconds.getAsLong(), LONGEST_LIFE.toSeconds());
    return new AccessToken(token, Duration.ofSeconds(life));
  }

  private static Secret secret(String accessToken) {
    try {
      if (accessToken.length() <= MAX_TOKEN_LENGTH) {
        return Secret.of(accessToken);
      }
    } catch (IllegalArgumentException _) { // quotes nothing, and says nothing more
    }
    throw noAnswer("answered 200 without a usable access_token", null);
  }

  /** The status decides first: a 5xx is no verdict on a credential, whatever its body says. */
  private static Refusal refusal(HttpAnswer answer) {
    if (answer.status() != 400 && answer.status() != 401) {
      return answer.refusal();
    }
    // Without a lambda: a cold call whose secret is refused goes on with the one before (ADR 9).
    Optional<Json> body = JsonReader.find(answer.body(), MAX_BODY_BYTES);
    String code = body.isPresent() ? body.get().text("error").orElse("") : "";
    return switch (code.strip().toLowerCase(Locale.ROOT)) {
      case "invalid_client" -> Refusal.INVALID_CLIENT;
      case "invalid_grant" -> Refusal.INVALID_GRANT;
      case "invalid_request" -> Refusal.INVALID_REQUEST;
      case "unauthorized_client", "unsupported_grant_type", "invalid_scope" ->
          Refusal.CLIENT_MAY_NOT;
      case "server_error", "temporarily_unavailable" -> Refusal.UNAVAILABLE;
      default -> Refusal.OTHER;
    };
  }

  private static AmazonException.NoAnswer noAnswer(String what, @Nullable Throwable cause) {
    return new AmazonException.NoAnswer(Service.LWA, what, cause);
  }
}
