package io.lwarotation.core.sweep;

import io.lwarotation.core.Authorization;
import io.lwarotation.core.AuthorizationYear;
import io.lwarotation.core.Diagnosis;
import io.lwarotation.core.sweep.SweepState.Failing;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Who needs attention after a sweep, and whether people are to be told today. */
final class SweepDigest {
  /** How many are named. */
  private static final int MOST_LINES = 20;

  private final SweepSettings settings;
  private final SweepState state;
  private final LocalDate today;
  private final Map<Authorization, AuthorizationYear> years;
  private final Map<Authorization, Failing> failing;
  private final List<Ending> ending;
  private final boolean yearsDue;

  /** One whose year ends within a month, or has ended. */
  private record Ending(String name, AuthorizationYear year) {}

  /**
   * @param ownYear of the application's own authorization, if it ends
   */
  SweepDigest(
      SweepSettings settings,
      List<StoredAuthorization> all,
      Optional<AuthorizationYear> ownYear,
      SweepState state,
      LocalDate today) {
    this.settings = settings;
    this.state = state;
    this.today = today;
    this.years =
        all.stream()
            .collect(
                Collectors.toMap(StoredAuthorization::authorization, StoredAuthorization::year));
    this.failing = new TreeMap<>(state.failing());
    failing.keySet().retainAll(years.keySet());
    // What fell on a day without a digest is made up for.
    LocalDate last = state.toldOn().orElse(LocalDate.MIN);
    this.ending = settings.publicApplication() ? ending(ownYear) : List.of();
    this.yearsDue = ending.stream().anyMatch(one -> one.year().isDue(last, today));
  }

  private List<Ending> ending(Optional<AuthorizationYear> ownYear) {
    return Stream.concat(
            ownYear.stream().map(year -> new Ending(Authorization.DEFAULT, year)),
            years.entrySet().stream()
                .filter(one -> !failing.containsKey(one.getKey()))
                .map(one -> new Ending(one.getKey().toString(), one.getValue())))
        .filter(one -> one.year().daysLeft(today) <= 30)
        .sorted(Comparator.comparing((Ending one) -> one.year().end()).thenComparing(Ending::name))
        .toList();
  }

  private AuthorizationYear yearOf(Authorization one) {
    return Objects.requireNonNull(years.get(one));
  }

  boolean isDue() {
    return !state.toldOn().equals(Optional.of(today))
        && (yearsDue
            || failing.values().stream().anyMatch(one -> !one.told())
            || state.unnamed().hasMoreThan(state.unnamedTold()));
  }

  /** How many end soon or have ended. */
  long due() {
    return ending.size();
  }

  /** How many there are; the application's own counts where it is among those in need. */
  long total() {
    boolean own = ending.stream().anyMatch(one -> one.name().equals(Authorization.DEFAULT));
    return (long) years.size() + (own ? 1 : 0);
  }

  long needing() {
    return failing.size() + state.unnamed().count() + ending.size();
  }

  /** How many are not named in the lines. */
  long unnamed() {
    return needing() - Math.min(MOST_LINES, failing.size() + ending.size());
  }

  /** One for each that is named: what is new comes first, then what has lasted longest. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    failing.entrySet().stream()
        .sorted(
            Comparator.comparing((Map.Entry<Authorization, Failing> one) -> one.getValue().told())
                .thenComparing(one -> one.getValue().since())
                .thenComparing(Map.Entry::getKey))
        .forEach(one -> lines.add(line(one.getKey(), one.getValue())));
    ending.forEach(one -> lines.add(line(one)));
    return lines.subList(0, Math.min(MOST_LINES, lines.size()));
  }

  private String line(Authorization authorization, Failing one) {
    return authorization + ": " + clause(authorization, one.diagnosis()) + " since " + one.since();
  }

  private String clause(Authorization authorization, Diagnosis diagnosis) {
    return switch (diagnosis) {
      case REAUTHORIZE ->
          settings.publicApplication() && yearOf(authorization).daysLeft(today) <= 0
              ? "ended after a year; not accepted"
              : "revoked";
      case CHECK_ROLES -> "lacks a role, or must be authorized again after one was added;";
      case WRONG_REGION -> "stored under the wrong region";
      case NOT_CONFIGURED -> "its refresh token cannot be read or used";
      case ROTATE_SECRET, THROTTLED, UNREACHABLE, UNEXPECTED ->
          "SP-API's answer is not understood (" + diagnosis.label() + ")";
    };
  }

  private String line(Ending one) {
    long left = one.year().daysLeft(today);
    String when =
        left > 0
            ? "ends in " + left + (left == 1 ? " day" : " days")
            : left == 0 ? "ends today" : "is over its year";
    return one.name() + ": " + when + " (" + one.year().end() + ")";
  }

  /** The state that the next sweep finds. */
  SweepState after(boolean told) {
    Map<Authorization, Failing> known = new TreeMap<>();
    failing.forEach(
        (one, why) ->
            known.put(one, new Failing(why.diagnosis(), why.since(), told || why.told())));
    boolean fewer = state.unnamed().count() < state.unnamedTold().count();
    return new SweepState(
        state.finishedAt(),
        state.going(),
        known,
        state.unnamed(),
        told || fewer ? state.unnamed() : state.unnamedTold(),
        told ? Optional.of(today) : state.toldOn(),
        state.worked());
  }
}
