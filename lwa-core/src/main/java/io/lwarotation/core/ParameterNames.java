package io.lwarotation.core;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Where an application's credentials lie in Parameter Store.
 *
 * @param app the application's name, as messages and commands use it
 * @param clientSecret such as {@code /my-erp/lwa/clientsecret}
 * @param refreshToken such as {@code /my-erp/refreshToken}
 * @param rotationRecord such as {@code /my-erp/lwa/rotation}
 */
public record ParameterNames(
    String app, String clientId, String clientSecret, String refreshToken, String rotationRecord) {
  /** What a deploy puts into a parameter that nobody has filled yet. */
  public static final String PLACEHOLDER = "NOT-SET";

  /** The names that a deploy gives them. */
  public static ParameterNames ofApp(String app) {
    String prefix = "/" + app;
    return new ParameterNames(
        app,
        prefix + "/lwa/clientidentifier",
        prefix + "/lwa/clientsecret",
        prefix + "/refreshToken",
        prefix + "/lwa/rotation");
  }

  /** Those that a call reads, in one request. */
  public List<String> all() {
    return List.of(clientId, clientSecret, refreshToken, rotationRecord);
  }

  /** Whether nobody has stored anything since the deploy. */
  public boolean nothingStored(Function<String, Optional<String>> values) {
    return Stream.of(clientId, clientSecret, refreshToken)
        .map(values)
        .allMatch(value -> value.map(String::strip).filter(PLACEHOLDER::equals).isPresent());
  }

  /**
   * The same where nothing can be decrypted, as after a first deploy that was rolled back: its
   * placeholders lie under a key that is gone.
   *
   * @param secretVersion of the client secret
   */
  public static boolean nothingStored(long secretVersion, String record) {
    return secretVersion == 1 && record.strip().equals(PLACEHOLDER);
  }
}
