package io.lwarotation.core.rotation;

import io.lwarotation.core.CredentialShape;
import io.lwarotation.core.ParameterNames;
import io.lwarotation.core.Secret;

/** The three credentials, as options and files name them. */
public enum Credential {
  CLIENT_ID("client-id", CredentialShape.CLIENT_ID),
  CLIENT_SECRET("client-secret", CredentialShape.CLIENT_SECRET),
  REFRESH_TOKEN("refresh-token", CredentialShape.REFRESH_TOKEN);

  private final String key;
  private final CredentialShape shape;

  Credential(String key, CredentialShape shape) {
    this.key = key;
    this.shape = shape;
  }

  /** The name in options and files. */
  public String key() {
    return key;
  }

  /** As a sentence names it: {@code client secret}. */
  public String spoken() {
    return key.replace('-', ' ');
  }

  /** The parameter that holds it. */
  public String parameter(ParameterNames names) {
    return switch (this) {
      case CLIENT_ID -> names.clientId();
      case CLIENT_SECRET -> names.clientSecret();
      case REFRESH_TOKEN -> names.refreshToken();
    };
  }

  /**
   * The credential, without white space around it.
   *
   * @throws IllegalArgumentException if the text cannot be one: what is wrong, as the end of a
   *     sentence that starts with {@link #spoken}, without the text
   */
  public Secret read(String text) {
    return shape.secret(text.strip());
  }
}
