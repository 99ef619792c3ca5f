package io.lwarotation.infra;

import java.util.List;

/**
 * The names of an application's parameters; the blog post that started this and programs in other
 * languages read the secret under this very name.
 *
 * @param clientId such as {@code /my-erp/lwa/clientidentifier}
 * @param clientSecret such as {@code /my-erp/lwa/clientsecret}
 * @param refreshToken such as {@code /my-erp/refreshToken}
 * @param rotationRecord such as {@code /my-erp/lwa/rotation}
 * @param watch such as {@code /my-erp/lwa/watch}: what people were told already
 */
record ParameterPaths(
    String clientId,
    String clientSecret,
    String refreshToken,
    String rotationRecord,
    String watch) {
  static ParameterPaths of(String app) {
    String prefix = "/" + app;
    return new ParameterPaths(
        prefix + "/lwa/clientidentifier",
        prefix + "/lwa/clientsecret",
        prefix + "/refreshToken",
        prefix + "/lwa/rotation",
        prefix + "/lwa/watch");
  }

  /** The three that are encrypted. */
  List<String> secureStrings() {
    return List.of(clientId, clientSecret, refreshToken);
  }

  /** What a call of SP-API reads. */
  List<String> ofCalls() {
    return List.of(clientId, clientSecret, refreshToken, rotationRecord);
  }

  List<String> all() {
    return List.of(clientId, clientSecret, refreshToken, rotationRecord, watch);
  }
}
