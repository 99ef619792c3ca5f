package io.lwarotation.core.rotation;

import io.lwarotation.core.SecretExpiry;
import io.lwarotation.core.rotation.DatesOfText.Dates;
import io.lwarotation.core.rotation.StoringByHand.Seen;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * When a secret that a person stores expires: the earliest of all dates that speak of it.
 *
 * @param anotherText whether it is another secret than the stored one
 * @param firstStored when this text was stored for the first time, if it was before
 * @param remark what to tell where the date that was typed is not the one that counts, or Amazon
 *     said another one: a sentence
 */
public record SecretEnd(
    Instant expiresAt,
    boolean anotherText,
    Optional<Instant> firstStored,
    Optional<String> remark) {
  static SecretEnd of(
      Seen seen,
      boolean anotherText,
      StoreCredentials.Request request,
      Optional<Instant> firstStored,
      Optional<Dates> said) {
    Instant now = seen.contents().readAt();
    Instant since = request.knownSince().orElse(now);
    Instant known = firstStored.filter(since::isAfter).orElse(since).plus(SecretExpiry.LIFETIME);
    String source = "this client secret was stored before, and none lives longer than 180 days";
    Optional<Dates> record =
        said.or(
            () ->
                seen.counting()
                    .filter(_ -> !anotherText)
                    .map(found -> new Dates(found.rotatedAt(), found.expiresAt())));
    if (record.isPresent() && !record.get().expiresAt().isAfter(known)) {
      known = record.get().expiresAt();
      source =
          record.get().rotatedAt() == null
              ? "the rotation record says so"
              : "Amazon's message says so";
    }
    Optional<Instant> typed = request.expiresAt();
    if (typed.isEmpty()) {
      return new SecretEnd(known, anotherText, firstStored, Optional.empty());
    }
    LocalDate given = date(typed.get());
    boolean isOfToday = firstStored.isEmpty() && record.isEmpty() && request.knownSince().isEmpty();
    // Midnight of the day before and after may be the same day for who reads the console.
    if (typed.get().isAfter(known)) {
      return new SecretEnd(
          known,
          anotherText,
          firstStored,
          given.equals(date(known)) || isOfToday
              ? Optional.empty()
              : Optional.of(date(known) + " counts, not " + given + ", because " + source + "."));
    }
    boolean contradicted =
        record.filter(found -> found.rotatedAt() != null).isPresent() && !given.equals(date(known));
    return new SecretEnd(
        typed.get(),
        anotherText,
        firstStored,
        contradicted
            ? Optional.of(
                given
                    + " counts, as you gave it, although Amazon's message says "
                    + date(known)
                    + ": of two dates the earlier one counts.")
            : Optional.empty());
  }

  private static LocalDate date(Instant moment) {
    return LocalDate.ofInstant(moment, ZoneOffset.UTC);
  }
}
