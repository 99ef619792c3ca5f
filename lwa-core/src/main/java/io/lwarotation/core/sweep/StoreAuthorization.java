package io.lwarotation.core.sweep;

import io.lwarotation.core.Authorization;
import io.lwarotation.core.Deadline;
import io.lwarotation.core.DiagnosedException;
import io.lwarotation.core.Secret;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Optional;

/**
 * Stores the refresh token of an authorization after trying it. A text that is stored already is
 * not written again: the year of the authorization counts from the day its text changed.
 */
public record StoreAuthorization(
    AuthorizationVault vault, AuthorizationTrial trial, InstantSource clock) {

  /**
   * What is to be stored.
   *
   * @param authorized the day of the authorization, if it was before today
   * @param force whether to store what does not work
   */
  public record Request(
      Authorization authorization,
      Secret token,
      Optional<LocalDate> authorized,
      boolean force,
      boolean dryRun) {}

  /** What became of it. */
  public sealed interface Outcome {
    /**
     * It is stored, or would be.
     *
     * @param problem what the trial said, if it was stored all the same
     */
    record Stored(Optional<DiagnosedException> problem) implements Outcome {}

    /** The text was stored already, and it works. */
    record Unchanged(LocalDate since) implements Outcome {}

    /** Nothing was stored. */
    record Refused(DiagnosedException why) implements Outcome {}
  }

  /** Tries it and stores it. */
  public Outcome run(Request request, Deadline deadline) {
    StoredAuthorization candidate =
        new StoredAuthorization(
            request.authorization(),
            Optional.of(request.token()),
            "",
            clock.instant(),
            request.authorized());
    Optional<DiagnosedException> problem = tried(candidate, deadline);
    if (problem.isPresent() && !request.force()) {
      return new Outcome.Refused(problem.get());
    }
    Optional<StoredAuthorization> stored = vault.find(request.authorization(), deadline);
    boolean same =
        stored.flatMap(StoredAuthorization::token).filter(request.token()::equals).isPresent();
    if (!same && !request.dryRun()) {
      vault.write(request.authorization(), request.token(), deadline);
    }
    LocalDate since = same ? stored.orElseThrow().since() : candidate.storedOn();
    Optional<LocalDate> earlier = request.authorized().filter(day -> day.isBefore(since));
    if (earlier.isPresent() && !request.dryRun()) {
      vault.writeAuthorized(request.authorization(), earlier.get(), deadline);
    }
    return same && earlier.isEmpty() && problem.isEmpty()
        ? new Outcome.Unchanged(since)
        : new Outcome.Stored(problem);
  }

  private Optional<DiagnosedException> tried(StoredAuthorization candidate, Deadline deadline) {
    try {
      trial.prepare(candidate, deadline);
      trial.run(candidate, deadline);
      return Optional.empty();
    } catch (DiagnosedException e) {
      return Optional.of(e);
    }
  }
}
