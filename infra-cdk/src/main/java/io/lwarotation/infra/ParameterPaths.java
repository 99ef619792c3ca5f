package io.lwarotation.infra;

import io.lwarotation.core.AuthorizationPath;
import io.lwarotation.core.ParameterNames;
import io.lwarotation.core.sweep.SweepStates;
import java.util.List;
import java.util.stream.Stream;

/**
 * The names of an application's parameters; the blog post that started this and programs in other
 * languages read the secret under this very name.
 *
 * @param clientId such as {@code /my-erp/lwa/clientidentifier}
 * @param clientSecret such as {@code /my-erp/lwa/clientsecret}
 * @param refreshToken such as {@code /my-erp/refreshToken}
 * @param rotationRecord such as {@code /my-erp/lwa/rotation}
 * @param watch such as {@code /my-erp/lwa/watch}: what people were told already
 * @param sweep such as {@code /my-erp/lwa/sweep}: what the sweep of the authorizations has seen
 * @param authorizations such as {@code /my-erp/authorizations}: the path of the refresh tokens
 *     beside the application's own, which come and go without a deploy
 */
record ParameterPaths(
    String clientId,
    String clientSecret,
    String refreshToken,
    String rotationRecord,
    String watch,
    String sweep,
    String authorizations) {
  static ParameterPaths of(String app) {
    ParameterNames ofCalls = ParameterNames.ofApp(app);
    return new ParameterPaths(
        ofCalls.clientId(),
        ofCalls.clientSecret(),
        ofCalls.refreshToken(),
        ofCalls.rotationRecord(),
        "/" + app + "/lwa/watch",
        SweepStates.parameterOf(app),
        AuthorizationPath.ofApp(app).path());
  }

  /** All parameters below the path of the authorizations. */
  String anyAuthorization() {
    return authorizations + "/*";
  }

  /** The three that are encrypted and these. */
  List<String> credentialsAnd(String... more) {
    return Stream.concat(Stream.of(clientId, clientSecret, refreshToken), Stream.of(more)).toList();
  }

  /** What the key encrypts. */
  List<String> encrypted() {
    return credentialsAnd(anyAuthorization());
  }
}
