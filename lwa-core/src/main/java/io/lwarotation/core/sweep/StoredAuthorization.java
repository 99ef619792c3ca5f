package io.lwarotation.core.sweep;

import io.lwarotation.core.Authorization;
import io.lwarotation.core.AuthorizationYear;
import io.lwarotation.core.Secret;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * An authorization as it lies in the store.
 *
 * @param token the refresh token; empty if it cannot be used
 * @param problem why it cannot, as the end of a sentence that starts with the parameter's name;
 *     nothing if it can
 * @param authorized the day of the authorization, where somebody has said that it was earlier
 */
public record StoredAuthorization(
    Authorization authorization,
    Optional<Secret> token,
    String problem,
    Instant storedAt,
    Optional<LocalDate> authorized) {

  /** Its year, after which Amazon ends it if the application is public. */
  public AuthorizationYear year() {
    return AuthorizationYear.of(storedAt, authorized);
  }

  /** From when on its year counts. */
  public LocalDate since() {
    return year().since();
  }

  /** The day on which the refresh token was stored. */
  LocalDate storedOn() {
    return LocalDate.ofInstant(storedAt, ZoneOffset.UTC);
  }
}
