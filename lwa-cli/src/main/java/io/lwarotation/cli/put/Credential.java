package io.lwarotation.cli.put;

/** The three credentials, as options and files name them. */
enum Credential {
  CLIENT_ID("client-id", "client id (amzn1.application-oa2-client.…)"),
  CLIENT_SECRET("client-secret", "client secret (amzn1.oa2-cs.v1.…)"),
  REFRESH_TOKEN("refresh-token", "refresh token (Atzr|…)");

  private final String key;
  private final String prompt;

  Credential(String key, String prompt) {
    this.key = key;
    this.prompt = prompt;
  }

  /** The name in options and files. */
  String key() {
    return key;
  }

  /** What a person is asked for. */
  String prompt() {
    return prompt;
  }

  /** As a sentence names it: {@code client secret}. */
  String spoken() {
    return key.replace('-', ' ');
  }
}
