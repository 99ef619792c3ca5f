package io.lwarotation.core;

import java.util.Optional;

/**
 * A call of SP-API that succeeded.
 *
 * @param daysLeft whole days until then, negative after it
 * @param recordProblem why the deadline was not read from the rotation record, if it was not
 * @param secretProblem why the stored secret could not be used, if the call was made with an
 *     earlier version of it: a clause without a value
 */
public record CallAnswer(
    String operation,
    SpApiAnswer answer,
    SecretExpiry expiry,
    long daysLeft,
    Optional<String> recordProblem,
    Optional<String> secretProblem) {

  /** Whether the call was made with an earlier version of the secret. */
  public boolean fallback() {
    return secretProblem.isPresent();
  }
}
