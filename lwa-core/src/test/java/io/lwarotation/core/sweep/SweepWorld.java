package io.lwarotation.core.sweep;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.lwarotation.core.AmazonException;
import io.lwarotation.core.Authorization;
import io.lwarotation.core.Deadline;
import io.lwarotation.core.DiagnosedException;
import io.lwarotation.core.Diagnosis;
import io.lwarotation.core.Fakes;
import io.lwarotation.core.Refusal;
import io.lwarotation.core.Secret;
import io.lwarotation.core.notice.Notice;
import io.lwarotation.core.notice.Place;
import io.lwarotation.core.notice.SweepNotices;
import io.lwarotation.core.rotation.Notices;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Authorizations that come, go and fail, and what people are told of them. */
final class SweepWorld
    implements Authorizations, AuthorizationTrial, SweepStates, Notices, SweepReport {
  final Fakes.Clock clock = new Fakes.Clock();
  final Map<Authorization, StoredAuthorization> stored = new TreeMap<>();
  final Map<Authorization, DiagnosedException> failing = new ConcurrentHashMap<>();
  final List<String> foreign = new ArrayList<>();
  final List<Notice> told = new ArrayList<>();
  final List<Authorization> tried = Collections.synchronizedList(new ArrayList<>());
  final List<String> reported = Collections.synchronizedList(new ArrayList<>());
  final AtomicInteger throttledByLwa = new AtomicInteger();
  final AtomicInteger atOnce = new AtomicInteger();
  final AtomicInteger mostAtOnce = new AtomicInteger();
  SweepState state = SweepState.EMPTY;
  Optional<Instant> own = Optional.empty();
  @Nullable DiagnosedException client;
  @Nullable RuntimeException publishing;
  Duration perTrial = Duration.ZERO;

  /** What happens while one is tried. */
  Consumer<Authorization> during = _ -> {};

  Consumer<Duration> pause = _ -> {};
  SweepSettings settings = new SweepSettings(false, 4);

  /** So many, by their numbers. */
  void store(String name, int from, int to) {
    IntStream.range(from, to).forEach(i -> store(name + i));
  }

  void store(String name) {
    store(name, Optional.empty());
  }

  /** Stores one that its seller has revoked. */
  void revoked(String name) {
    store(name);
    fail(name, Diagnosis.REAUTHORIZE);
  }

  /** So many, by their numbers. */
  void revoked(String name, int from, int to) {
    IntStream.range(from, to).forEach(i -> revoked(name + i));
  }

  /** Stores one that its seller authorized so many days ago. */
  void authorized(String name, int daysAgo) {
    store(name, Optional.of(today().minusDays(daysAgo)));
  }

  private void store(String name, Optional<LocalDate> authorized) {
    Authorization one = Authorization.of(name);
    stored.put(
        one,
        new StoredAuthorization(
            one, Optional.of(Secret.of("Atzr|" + Fakes.MARKER)), "", clock.instant(), authorized));
    failing.remove(one);
  }

  void fail(String name, Diagnosis diagnosis) {
    failing.put(
        Authorization.of(name), new DiagnosedException(diagnosis, "no (" + name + ")", null));
  }

  LocalDate today() {
    return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
  }

  SweepAuthorizations.Result sweep() {
    return sweep(Duration.ofMinutes(15));
  }

  SweepAuthorizations.Result sweep(Duration time) {
    return new SweepAuthorizations(
            settings,
            this,
            _ -> own,
            this,
            this,
            this,
            new SweepNotices("my-erp", place()),
            this,
            clock,
            pause)
        .run(Deadline.in(time, clock));
  }

  /** A sweep that comes to its end. */
  SweepAuthorizations.Result.Done sweepAll() {
    return assertInstanceOf(SweepAuthorizations.Result.Done.class, sweep());
  }

  /** What a digest says, for comparison where there may be none. */
  static String text(Optional<Notice> notice) {
    return notice.map(Notice::text).orElse("nothing");
  }

  /** The digest of a day later, or nothing. */
  Optional<Notice> nextDay() {
    clock.advance(Duration.ofDays(1));
    return digest();
  }

  /** The digest of a sweep now, or nothing. */
  Optional<Notice> digest() {
    int before = told.size();
    sweep();
    return told.size() > before ? Optional.of(told.getLast()) : Optional.empty();
  }

  @Override
  public Listing list(Deadline deadline) {
    return new Listing(List.copyOf(stored.values()), foreign);
  }

  @Override
  public void prepare(StoredAuthorization one, Deadline deadline) {
    if (client != null) {
      throw client;
    }
  }

  @Override
  public void run(StoredAuthorization one, Deadline deadline) {
    int now = atOnce.incrementAndGet();
    mostAtOnce.accumulateAndGet(now, Math::max);
    try {
      tried.add(one.authorization());
      synchronized (clock) {
        clock.advance(perTrial);
      }
      if (throttledByLwa.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
        AmazonException.Refused refused = Fakes.lwa(429, Refusal.THROTTLED);
        throw new DiagnosedException(Diagnosis.THROTTLED, "429", refused);
      }
      during.accept(one.authorization());
      DiagnosedException failure = failing.get(one.authorization());
      if (failure != null) {
        throw failure;
      }
    } finally {
      atOnce.decrementAndGet();
    }
  }

  @Override
  public SweepState read(Deadline deadline) {
    return state;
  }

  @Override
  public void write(SweepState newer, Deadline deadline) {
    state = newer;
  }

  @Override
  public void publish(Notice notice, Deadline deadline) {
    if (publishing != null) {
      throw publishing;
    }
    told.add(notice);
  }

  @Override
  public Place place() {
    return new Place("123456789012", "eu-west-1");
  }

  @Override
  public void failed(Authorization authorization, DiagnosedException failure) {
    reported.add(authorization + " " + failure.diagnosis().label());
  }

  @Override
  public void skipped(String parameter) {
    reported.add("skipped " + parameter);
  }

  @Override
  public void slowed(int to) {
    reported.add("slowed");
  }

  Instant now() {
    return clock.instant();
  }
}
