package io.lwarotation.core;

/**
 * The LWA client id of an SP-API application ({@code amzn1.application-oa2-client.…}). Not a secret
 * by itself, but kept out of logs all the same.
 *
 * @param value as Amazon gives it, without surrounding white space
 */
public record ClientId(String value) {
  public ClientId {
    if (value.isEmpty() || !VisibleAscii.isAllOf(value)) {
      throw new IllegalArgumentException(
          "is empty or holds a character that no client id of Amazon has");
    }
  }

  @Override
  public String toString() {
    return "ClientId[redacted]";
  }
}
