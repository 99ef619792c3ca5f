package io.lwarotation.core.sweep;

import io.lwarotation.core.Authorization;
import io.lwarotation.core.Diagnosis;
import io.lwarotation.core.sweep.SweepState.Failing;
import io.lwarotation.core.sweep.SweepState.Going;
import io.lwarotation.core.sweep.SweepState.Unnamed;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What a sweep has seen so far; for many threads. */
final class SweepTally {
  private static final String OK = "ok";

  private final SweepState before;
  private final LocalDate today;
  private final Map<Authorization, Failing> failing;
  private final Map<String, Long> counts;
  private Unnamed unnamed;
  private Optional<Authorization> worked;

  SweepTally(SweepState before, LocalDate today) {
    this.before = before;
    this.today = today;
    this.failing = new TreeMap<>(before.failing());
    this.counts = new TreeMap<>(before.going().map(Going::counts).orElse(Map.of()));
    this.unnamed = before.going().isPresent() ? before.unnamed() : Unnamed.NONE;
    this.worked = before.worked();
  }

  synchronized void worked(Authorization authorization) {
    counts.merge(OK, 1L, Long::sum);
    failing.remove(authorization);
    worked = Optional.of(authorization);
  }

  synchronized void failed(StoredAuthorization one, Diagnosis diagnosis) {
    Authorization authorization = one.authorization();
    counts.merge(diagnosis.label(), 1L, Long::sum);
    if (!needsSomeone(diagnosis)) {
      return; // what was known of it stands
    }
    Failing known = failing.get(authorization);
    if (known != null
        && (known.diagnosis() == diagnosis || saysLess(diagnosis, known, one.storedOn()))) {
      return;
    }
    if (known != null || failing.size() < SweepState.MOST_NAMED) {
      failing.put(authorization, new Failing(diagnosis, today, false));
    } else {
      unnamed = unnamed.and(authorization, diagnosis);
    }
  }

  /**
   * Whether it is a refusal without a reason, of a token that another region accepted before: that
   * one could not be asked this time.
   */
  private static boolean saysLess(Diagnosis diagnosis, Failing known, LocalDate storedOn) {
    return diagnosis == Diagnosis.CHECK_ROLES
        && known.diagnosis() == Diagnosis.WRONG_REGION
        && !storedOn.isAfter(known.since());
  }

  /** Not of what passes by itself. */
  private static boolean needsSomeone(Diagnosis diagnosis) {
    return switch (diagnosis) {
      case THROTTLED, UNREACHABLE -> false;
      case NOT_CONFIGURED, ROTATE_SECRET, REAUTHORIZE, CHECK_ROLES, WRONG_REGION, UNEXPECTED ->
          true;
    };
  }

  synchronized long tried() {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }

  synchronized Map<String, Long> counts() {
    return new TreeMap<>(counts);
  }

  /** The state of a sweep that is not at its end. */
  synchronized SweepState goingOn(Instant startedAt, Authorization cursor) {
    return state(before.finishedAt(), Optional.of(new Going(startedAt, cursor, counts)));
  }

  /** The state of one that is. */
  synchronized SweepState at(Instant now) {
    return state(Optional.of(now), Optional.empty());
  }

  private SweepState state(Optional<Instant> finishedAt, Optional<Going> going) {
    return new SweepState(
        finishedAt, going, failing, unnamed, before.unnamedTold(), before.toldOn(), worked);
  }
}
