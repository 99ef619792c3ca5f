package io.lwarotation.cli.authorizations;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lwarotation.cli.Days;
import io.lwarotation.core.Diagnosis;
import io.lwarotation.core.sweep.StoredAuthorization;
import io.lwarotation.core.sweep.SweepState;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.Optional;

/**
 * One line of the list.
 *
 * @param authorized the first day of its year
 * @param outcome {@code ok}, a diagnosis, or {@code unknown}
 */
record AuthorizationRow(
    String name,
    String region,
    long ageDays,
    LocalDate authorized,
    long daysLeft,
    boolean isPublic,
    String outcome,
    Optional<LocalDate> since,
    String problem) {
  private static final String OK = "ok";
  private static final String UNKNOWN = "unknown";
  private static final int SOON = 30;

  /** What fails, then what ends soonest, then what is unknown. */
  static final Comparator<AuthorizationRow> WORST_FIRST =
      Comparator.comparing((AuthorizationRow row) -> !row.fails())
          .thenComparingLong(row -> row.isPublic() ? row.daysLeft() : 0)
          .thenComparing(row -> row.outcome().equals(OK))
          .thenComparing(AuthorizationRow::region)
          .thenComparing(AuthorizationRow::name);

  static AuthorizationRow of(
      StoredAuthorization one, SweepState state, boolean isPublic, LocalDate today) {
    Optional<SweepState.Failing> failing =
        Optional.ofNullable(state.failing().get(one.authorization()))
            .filter(seen -> !Days.of(one.storedAt()).isAfter(seen.since()));
    boolean swept = state.finishedAt().filter(at -> at.isAfter(one.storedAt())).isPresent();
    String untold = swept && state.unnamed().count() == 0 ? OK : UNKNOWN;
    return new AuthorizationRow(
        one.authorization().name(),
        one.authorization().region().setting(),
        ChronoUnit.DAYS.between(one.since(), today),
        one.since(),
        one.year().daysLeft(today),
        isPublic,
        one.token().isEmpty()
            ? Diagnosis.NOT_CONFIGURED.label()
            : failing.map(seen -> seen.diagnosis().label()).orElse(untold),
        failing.map(SweepState.Failing::since),
        one.problem());
  }

  private boolean fails() {
    return !outcome.equals(OK) && !outcome.equals(UNKNOWN);
  }

  private boolean endsSoon() {
    return isPublic && daysLeft <= SOON;
  }

  boolean needsSomeone() {
    return fails() || endsSoon();
  }

  String spoken() {
    String end = daysLeft > 0 ? "; its year ends soon" : "; ended after a year";
    return outcome
        + since.map(day -> " since " + day).orElse("")
        + (problem.isEmpty() ? "" : " (" + problem + ")")
        + (endsSoon() ? end + ": let the seller authorize again" : "");
  }

  void writeTo(ObjectNode node) {
    node.put("name", name)
        .put("region", region)
        .put("ageDays", ageDays)
        .put("authorized", authorized.toString());
    if (isPublic) {
      node.put("daysLeft", daysLeft);
    }
    node.put("outcome", outcome);
    since.ifPresent(day -> node.put("since", day.toString()));
    if (!problem.isEmpty()) {
      node.put("problem", problem);
    }
  }
}
