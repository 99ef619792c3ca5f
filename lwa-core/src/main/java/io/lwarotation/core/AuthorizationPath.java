package io.lwarotation.core;

import java.util.Optional;
import java.util.StringJoiner;

/**
 * Where the refresh tokens of an application's authorizations lie: {@code
 * /my-erp/authorizations/eu/acme}, a SecureString. Below a token there may be {@code …/authorized},
 * a String with the day of the authorization, where that was before the day on which the token was
 * stored.
 */
public record AuthorizationPath(String path) {
  private static final String AUTHORIZED = "/authorized";

  /** The path that a deploy gives an application. */
  public static AuthorizationPath ofApp(String app) {
    return new AuthorizationPath("/" + app + "/authorizations");
  }

  /** Name of the parameter with the refresh token. */
  public String token(Authorization authorization) {
    return path + "/" + authorization;
  }

  /** Name of the parameter with the day of the authorization. */
  public String authorized(Authorization authorization) {
    return token(authorization) + AUTHORIZED;
  }

  /**
   * The authorization whose refresh token a parameter holds by its name.
   *
   * @return empty if its name is no such name
   */
  public Optional<Authorization> ofToken(String parameter) {
    if (!parameter.startsWith(path + "/")) {
      return Optional.empty();
    }
    try {
      return Optional.of(Authorization.of(parameter.substring(path.length() + 1)));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  /**
   * The authorization whose day a parameter holds by its name.
   *
   * @return empty if its name is no such name
   */
  public Optional<Authorization> ofAuthorized(String parameter) {
    return parameter.endsWith(AUTHORIZED)
        ? ofToken(parameter.substring(0, parameter.length() - AUTHORIZED.length()))
        : Optional.empty();
  }

  /** A parameter's name as it may be shown: without what looks like a credential in it. */
  public String shown(String parameter) {
    StringJoiner shown = new StringJoiner("/");
    for (String part : parameter.split("/", -1)) {
      shown.add(Authorization.isLikeCredential(part) ? "…" : part);
    }
    return shown.toString();
  }

  /** The names that a call for this authorization reads. */
  public ParameterNames names(ParameterNames ofDefault, Authorization authorization) {
    return new ParameterNames(
        ofDefault.app(),
        ofDefault.clientId(),
        ofDefault.clientSecret(),
        token(authorization),
        ofDefault.rotationRecord());
  }
}
