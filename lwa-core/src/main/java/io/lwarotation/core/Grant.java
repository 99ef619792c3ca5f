package io.lwarotation.core;

/** What an access token is asked for. */
public sealed interface Grant {
  ClientId clientId();

  Secret clientSecret();

  /** Calls on behalf of a seller ({@code grant_type=refresh_token}). */
  record Seller(ClientId clientId, Secret clientSecret, Secret refreshToken) implements Grant {}

  /** Calls without a seller ({@code grant_type=client_credentials}). */
  record Grantless(ClientId clientId, Secret clientSecret, Scope scope) implements Grant {}

  /** The scopes of grantless calls. */
  enum Scope {
    NOTIFICATIONS("sellingpartnerapi::notifications"),
    CLIENT_CREDENTIAL_ROTATION("sellingpartnerapi::client_credential:rotation");

    private final String value;

    Scope(String value) {
      this.value = value;
    }

    /** As LWA spells it. */
    public String value() {
      return value;
    }
  }
}
