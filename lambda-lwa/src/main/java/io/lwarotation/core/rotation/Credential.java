package io.lwarotation.core.rotation;

/** The three credentials, as options and files name them. */
public enum Credential {
  CLIENT_ID("client-id"),
  CLIENT_SECRET("client-secret"),
  REFRESH_TOKEN("refresh-token");

  private final String key;

  Credential(String key) {
    this.key = key;
  }

  /** The name in options and files. */
  public String key() {
    return key;
  }

  /** As a sentence names it: {@code client secret}. */
  public String spoken() {
    return key.replace('-', ' ');
  }
}
