package io.lwarotation.core.rotation.simulation;

import io.lwarotation.core.Authorization;
import io.lwarotation.core.AuthorizationYear;
import io.lwarotation.core.DiagnosedException;
import io.lwarotation.core.notice.Notice;
import io.lwarotation.core.rotation.simulation.ModelSellers.Seller;
import io.lwarotation.core.sweep.StoredAuthorization;
import io.lwarotation.core.sweep.SweepReport;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What is promised of many authorizations under one secret. A1: no call of a good one fails for
 * another's sake. A2: none costs another its token. A3: the sweep tries all, whatever one is. A4:
 * people are told in time. A5: they are told once, and of nothing that is well or passes.
 */
final class AuthorizationOracle implements SweepReport {
  /** What is wrong with an authorization, and stays so until somebody mends it. */
  enum Trouble {
    NONE,
    OVER,
    WRONG_REGION,
    UNUSABLE
  }

  private final World world;
  private final ModelSellers sellers;
  private final AuthorizationStore store;

  /** The trouble that people were told of; it ends when a sweep sees another or none. */
  private final Map<Authorization, Trouble> told = new HashMap<>();

  /** When each was last in a digest. */
  private final Map<Authorization, LocalDate> named = new HashMap<>();

  private final Set<Authorization> inThisDigest = new TreeSet<>();

  /** What the last sweep may have seen either way: it changed, or SP-API throttled its seller. */
  private final Set<Authorization> unclear = new HashSet<>();

  private Map<Authorization, Trouble> atTheStart = Map.of();
  private LocalDate lastDigest = LocalDate.MIN;
  private boolean digest;
  private boolean mayRepeat;

  AuthorizationOracle(World world, ModelSellers sellers, AuthorizationStore store) {
    this.world = world;
    this.sellers = sellers;
    this.store = store;
  }

  Trouble troubleOf(StoredAuthorization one) {
    if (one.token().isEmpty()) {
      return Trouble.UNUSABLE;
    }
    Seller seller = sellers.of(one.token().get());
    if (seller == null || seller.isOver(world.now())) {
      return Trouble.OVER;
    }
    return seller.region == one.authorization().region() ? Trouble.NONE : Trouble.WRONG_REGION;
  }

  /**
   * Whether SP-API throttles its calls, which is its own trouble and passes. What another region
   * said of its token meanwhile is remembered for an hour more.
   */
  private boolean isBusy(StoredAuthorization one) {
    Instant now = world.now();
    return one.token()
        .map(sellers::of)
        .filter(seller -> now.minus(Duration.ofHours(1)).isBefore(seller.busyUntil))
        .isPresent();
  }

  private boolean clientWorks() {
    return world.amazon.works(world.stored());
  }

  /** A1, after a call that failed. */
  void callFailed(StoredAuthorization one, RuntimeException e) {
    String message = String.valueOf(e.getMessage());
    if (troubleOf(one) == Trouble.NONE && !isBusy(one) && clientWorks()) {
      throw new Violation("A1", one.authorization() + " is good, and its call fails: " + message);
    }
    String wanted =
        switch (troubleOf(one)) {
          case WRONG_REGION -> isBusy(one) ? "" : "WrongRegion:";
          case UNUSABLE -> "NotConfigured:";
          case OVER, NONE -> "";
        };
    if (clientWorks() && !message.startsWith(wanted)) {
      throw new Violation("A1", one.authorization() + " fails for another reason: " + message);
    }
  }

  /** A2, after a call of a good one that had its token a moment ago. */
  void warmCall(Authorization authorization, long exchanges) {
    if (exchanges > 0) {
      throw new Violation("A2", "another's call costs " + authorization + " its token");
    }
  }

  @Override
  public void failed(Authorization authorization, DiagnosedException failure) {
    world.oracle.checkText(String.valueOf(failure.getMessage()));
  }

  @Override
  public void skipped(String parameter) {
    throw new Violation("A3", "passes over " + parameter);
  }

  @Override
  public void slowed(int atOnce) {}

  void sweepBegins() {
    atTheStart = new HashMap<>();
    store.stored().forEach((name, one) -> atTheStart.put(name, troubleOf(one)));
  }

  /** People get the digest. */
  void digest(Notice notice) {
    world.oracle.checkText(notice.text());
    digest = true;
    inThisDigest.clear();
    List<String> lines = notice.text().lines().toList();
    store.stored().keySet().stream()
        .filter(name -> lines.stream().anyMatch(line -> line.startsWith(name + ": ")))
        .forEach(inThisDigest::add);
  }

  /** The sweep's state was lost after people were told: twice rather than never. */
  void stateWasLost() {
    mayRepeat = true;
  }

  /** A3, after a sweep that says that the client fails. */
  void clientFails(RuntimeException e) {
    if (clientWorks()) {
      throw new Violation("A3", "the sweep stops for the client, which works: " + e.getMessage());
    }
  }

  /** A3 to A5, after a sweep that came to its end. */
  void sweepEnds(long tried) {
    if (tried != store.stored().size()) {
      throw new Violation("A3", "tried " + tried + " of " + store.stored().size());
    }
    LocalDate today = LocalDate.ofInstant(world.now(), ZoneOffset.UTC);
    boolean reason = mayRepeat;
    for (StoredAuthorization one : store.stored().values()) {
      Authorization name = one.authorization();
      Trouble trouble = troubleOf(one);
      boolean wasUnclear = unclear.remove(name);
      if (atTheStart.get(name) != trouble || isBusy(one)) {
        unclear.add(name);
        reason = true;
      } else if (trouble == Trouble.NONE) {
        told.remove(name);
        reason |= yearIsDue(one, today);
        checkWell(one, today);
      } else {
        reason |= wasUnclear || told.get(name) != trouble;
        checkTold(name, trouble, wasUnclear);
      }
    }
    if (digest && !reason) {
      throw new Violation("A5", "people are told again of what they know: " + inThisDigest);
    }
    if (digest) {
      lastDigest = today;
      inThisDigest.forEach(name -> named.put(name, today));
    }
    digest = false;
    mayRepeat = false;
    inThisDigest.clear();
  }

  private void checkWell(StoredAuthorization one, LocalDate today) {
    Authorization name = one.authorization();
    if (inThisDigest.contains(name)
        && !(sellers.endAfterAYear && yearOf(one).daysLeft(today) <= 30)) {
      throw new Violation("A5", "people are told of " + name + ", which is well");
    }
  }

  private void checkTold(Authorization name, Trouble trouble, boolean wasUnclear) {
    if (inThisDigest.contains(name) || wasUnclear) {
      told.put(name, trouble);
    } else if (told.get(name) != trouble) {
      throw new Violation("A4", "nobody is told of " + name + ": " + trouble);
    }
  }

  /** As Amazon counts it, whatever the store says. */
  private AuthorizationYear yearOf(StoredAuthorization one) {
    Seller seller = one.token().map(sellers::of).orElseThrow();
    return new AuthorizationYear(LocalDate.ofInstant(seller.authorizedAt, ZoneOffset.UTC));
  }

  /** A4: whether people are to be told today that a year ends. */
  private boolean yearIsDue(StoredAuthorization one, LocalDate today) {
    Optional<LocalDate> day = sellers.endAfterAYear ? noticeDay(one, today) : Optional.empty();
    Instant storedAt = one.storedAt();
    boolean due =
        day.filter(at -> at.isAfter(LocalDate.ofInstant(storedAt, ZoneOffset.UTC)))
            .filter(named.getOrDefault(one.authorization(), LocalDate.MIN)::isBefore)
            .isPresent();
    if (due && !inThisDigest.contains(one.authorization())) {
      throw new Violation("A4", "nobody is told that the year of " + one.authorization() + " ends");
    }
    return day.filter(lastDigest::isBefore).isPresent();
  }

  /** The latest day up to today on which a notice falls: 30, 14, 7 days before, and then daily. */
  private Optional<LocalDate> noticeDay(StoredAuthorization one, LocalDate today) {
    AuthorizationYear year = yearOf(one);
    long left = year.daysLeft(today);
    if (left <= 7) {
      return Optional.of(today);
    }
    return left <= 30 ? Optional.of(year.end().minusDays(left <= 14 ? 14 : 30)) : Optional.empty();
  }
}
