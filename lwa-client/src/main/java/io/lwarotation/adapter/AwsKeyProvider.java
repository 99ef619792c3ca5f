package io.lwarotation.adapter;

import io.lwarotation.adapter.AwsKeySource.Authorization;
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
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * AWS's credentials, fetched and kept until shortly before they end. Not by aws-crt's own provider
 * for containers: it takes one token for good, while the file that EKS names changes, and no port.
 */
final class AwsKeyProvider {
  private static final Duration LIMIT = Duration.ofSeconds(5);
  private static final int MAX_ANSWER_BYTES = 64 * 1024;
  private static final Pattern PRINTABLE = Pattern.compile("[!-~]{1,16384}");

  private final CrtHttp http;
  private final AwsKeySource source;
  private final InstantSource clock;
  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable AwsKeys fetched;

  AwsKeyProvider(CrtHttp http, AwsKeySource source, InstantSource clock) {
    this.http = http;
    this.source = source;
    this.clock = clock;
  }

  /**
   * Credentials that are valid now.
   *
   * @throws StoreException if the endpoint of credentials gave none
   */
  AwsKeys keys(Deadline deadline) {
    return source instanceof AwsKeySource.Endpoint endpoint
        ? fetchedKeys(endpoint, deadline)
        : ((AwsKeySource.Given) source).keys();
  }

  /** Whether {@link #keys} can give others than those that AWS refused; forgets those. */
  boolean renew() {
    lock.lock();
    try {
      fetched = null;
    } finally {
      lock.unlock();
    }
    return source instanceof AwsKeySource.Endpoint;
  }

  private AwsKeys fetchedKeys(AwsKeySource.Endpoint endpoint, Deadline deadline) {
    lock.lock();
    try {
      AwsKeys kept = fetched;
      if (kept != null && kept.freshAt(clock.instant())) {
        return kept;
      }
      AwsKeys next;
      try {
        next = fetch(endpoint, deadline);
      } catch (StoreException e) {
        if (kept != null && kept.validAt(clock.instant())) {
          return kept;
        }
        throw e;
      }
      fetched = next;
      return next;
    } finally {
      lock.unlock();
    }
  }

  private AwsKeys fetch(AwsKeySource.Endpoint endpoint, Deadline deadline) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Accept", "application/json");
    authorization(endpoint.authorization()).ifPresent(t -> headers.put("Authorization", t));
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

  private static Optional<String> authorization(Authorization authorization) {
    Optional<String> token =
        switch (authorization) {
          case Authorization.None _ -> Optional.empty();
          case Authorization.Token(String given) -> Optional.of(given);
          case Authorization.TokenFile(var file) -> {
            try {
              yield Optional.of(Files.readString(file).strip());
            } catch (IOException e) {
              throw unusable(
                  "cannot be asked: the file that AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE names"
                      + " cannot be read",
                  e);
            }
          }
        };
    if (token.isPresent() && !PRINTABLE.matcher(token.get()).matches()) {
      throw unusable("cannot be asked: its authorization token cannot be sent in a header", null);
    }
    return token;
  }

  static Optional<AwsKeys> parse(byte[] body) {
    try {
      Json json = JsonReader.read(body, MAX_ANSWER_BYTES);
      Optional<String> id = json.text("AccessKeyId").filter(AwsKeyProvider::isPrintable);
      Optional<String> secret = json.text("SecretAccessKey").filter(AwsKeyProvider::isPrintable);
      Optional<String> token = json.text("Token");
      Optional<Instant> end = json.text("Expiration").map(Instant::parse);
      boolean whole = id.isPresent() && secret.isPresent();
      return whole && token.map(AwsKeyProvider::isPrintable).orElse(true)
          ? Optional.of(new AwsKeys(id.get(), secret.get(), token, end))
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
