package io.lwarotation.adapter;

import io.lwarotation.core.Deadline;
import io.lwarotation.core.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * AWS's credentials, fetched and kept until shortly before they end. Not by aws-crt's own provider
 * for containers: it takes one token for good, while the file that EKS names changes, and no port.
 */
final class AwsKeyProvider {
  private static final Duration LIMIT = Duration.ofSeconds(5);

  /** Fetched anew so long before their end. */
  private static final Duration MARGIN = Duration.ofMinutes(5);

  private static final int MAX_ANSWER_BYTES = 64 * 1024;
  private static final Pattern PRINTABLE = Pattern.compile("[!-~]{1,16384}");

  private final CrtHttp http;
  private final AwsKeySource source;
  private final InstantSource clock;
  private AwsKeySource.@Nullable Keys fetched;

  AwsKeyProvider(CrtHttp http, AwsKeySource source, InstantSource clock) {
    this.http = http;
    this.source = source;
    this.clock = clock;
  }

  /** Credentials that are valid now; throws StoreException if their endpoint gave none. */
  AwsKeySource.Keys keys(Deadline deadline) {
    return source instanceof AwsKeySource.Endpoint endpoint
        ? fetchedKeys(endpoint, deadline)
        : (AwsKeySource.Keys) source;
  }

  /** Whether {@link #keys} can give others than those that AWS refused; forgets those. */
  synchronized boolean renew() {
    fetched = null;
    return source instanceof AwsKeySource.Endpoint;
  }

  private synchronized AwsKeySource.Keys fetchedKeys(
      AwsKeySource.Endpoint endpoint, Deadline deadline) {
    AwsKeySource.Keys kept = fetched;
    if (kept != null && kept.validAt(clock.instant(), MARGIN)) {
      return kept;
    }
    try {
      AwsKeySource.Keys next = fetch(endpoint, deadline);
      fetched = next;
      return next;
    } catch (StoreException e) {
      if (kept != null && kept.validAt(clock.instant(), Duration.ZERO)) {
        return kept;
      }
      throw e;
    }
  }

  private AwsKeySource.Keys fetch(AwsKeySource.Endpoint endpoint, Deadline deadline) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Accept", "application/json");
    authorization(endpoint).ifPresent(token -> headers.put("Authorization", token));
    String query = endpoint.uri().getRawQuery();
    String target = Endpoints.path(endpoint.uri()) + (query == null ? "" : "?" + query);
    HttpAnswer answer;
    try {
      answer =
          http.send(
              new HttpCall("GET", endpoint.uri(), target, headers, new byte[0], true),
              deadline.within(LIMIT));
    } catch (NoHttpAnswerException e) {
      throw unusable(e.what(), e);
    }
    if (answer.status() != 200) {
      throw unusable("answered " + answer.status(), null);
    }
    return parse(answer.body())
        .orElseThrow(() -> unusable("gave an answer that holds no credentials", null));
  }

  private static Optional<String> authorization(AwsKeySource.Endpoint endpoint) {
    Optional<String> token = endpoint.token();
    if (endpoint.tokenFile().isPresent()) {
      try {
        token = Optional.of(Files.readString(endpoint.tokenFile().get()).strip());
      } catch (IOException e) {
        throw unusable(
            "cannot be asked: the file that AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE names cannot be"
                + " read",
            e);
      }
    }
    if (!token.map(AwsKeyProvider::isPrintable).orElse(true)) {
      throw unusable("cannot be asked: its authorization token cannot be sent in a header", null);
    }
    return token;
  }

  static Optional<AwsKeySource.Keys> parse(byte[] body) {
    try {
      Json json = JsonReader.read(body, MAX_ANSWER_BYTES);
      Optional<String> id = json.text("AccessKeyId").filter(AwsKeyProvider::isPrintable);
      Optional<String> secret = json.text("SecretAccessKey").filter(AwsKeyProvider::isPrintable);
      Optional<String> token = json.text("Token");
      Optional<Instant> end = json.text("Expiration").map(Instant::parse);
      boolean whole = id.isPresent() && secret.isPresent();
      return whole && token.map(AwsKeyProvider::isPrintable).orElse(true)
          ? Optional.of(new AwsKeySource.Keys(id.get(), secret.get(), token, end))
          : Optional.empty();
    } catch (NotJsonException | DateTimeException _) {
      // Their messages add nothing, and the second quotes the answer.
      return Optional.empty();
    }
  }

  private static boolean isPrintable(String text) {
    return PRINTABLE.matcher(text).matches();
  }

  private static StoreException unusable(String what, @Nullable Throwable cause) {
    return new StoreException(
        StoreException.Kind.UNREACHABLE, "The endpoint of AWS's credentials " + what + ".", cause);
  }
}
