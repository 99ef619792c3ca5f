package io.lwarotation.core.sweep;

import io.lwarotation.core.Authorization;
import io.lwarotation.core.Diagnosis;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What is kept from one sweep to the next: it fits into one parameter, however many authorizations
 * there are.
 *
 * @param going what a sweep has done that is not at its end yet
 * @param failing the authorizations that need attention, at most {@value #MOST_NAMED}
 * @param unnamed those beyond that
 * @param unnamedTold the same as people know them
 * @param worked an authorization that worked last
 */
public record SweepState(
    Optional<Instant> finishedAt,
    Optional<Going> going,
    Map<Authorization, Failing> failing,
    Unnamed unnamed,
    Unnamed unnamedTold,
    Optional<LocalDate> toldOn,
    Optional<Authorization> worked) {
  /** What fits into 4 KB, whatever the names. */
  public static final int MOST_NAMED = 30;

  /** No sweep was made yet. */
  public static final SweepState EMPTY =
      new SweepState(
          Optional.empty(),
          Optional.empty(),
          Map.of(),
          Unnamed.NONE,
          Unnamed.NONE,
          Optional.empty(),
          Optional.empty());

  public SweepState {
    failing = Collections.unmodifiableMap(new TreeMap<>(failing));
  }

  /** The same where a sweep that began before then is given up: nobody goes on with it. */
  SweepState since(Instant earliest) {
    return going.isEmpty() || !going.get().startedAt().isBefore(earliest)
        ? this
        : new SweepState(
            finishedAt, Optional.empty(), failing, unnamed, unnamedTold, toldOn, worked);
  }

  /** A sweep that goes on in another invocation. */
  public record Going(Instant startedAt, Authorization cursor, Map<String, Long> counts) {
    public Going {
      counts = Collections.unmodifiableMap(new TreeMap<>(counts));
    }
  }

  /**
   * An authorization that needs attention.
   *
   * @param since the first day on which this was seen
   */
  public record Failing(Diagnosis diagnosis, LocalDate since, boolean told) {}

  /**
   * Authorizations that are only counted.
   *
   * @param sum tells one set of them from another
   */
  public record Unnamed(long count, long sum) {
    static final Unnamed NONE = new Unnamed(0, 0);

    Unnamed and(Authorization authorization, Diagnosis diagnosis) {
      return new Unnamed(
          count + 1,
          sum + 31L * authorization.toString().hashCode() + diagnosis.label().hashCode());
    }

    /** Whether there is one among them that is not among those. */
    boolean hasMoreThan(Unnamed others) {
      return count > others.count || (count == others.count && sum != others.sum);
    }
  }
}
