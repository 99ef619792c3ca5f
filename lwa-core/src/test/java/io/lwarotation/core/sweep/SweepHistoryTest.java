package io.lwarotation.core.sweep;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lwarotation.core.Authorization;
import io.lwarotation.core.DiagnosedException;
import io.lwarotation.core.Diagnosis;
import io.lwarotation.core.notice.Notice;
import io.lwarotation.core.sweep.SweepAuthorizations.Result;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

final class SweepHistoryTest {
  /** Authorizations come, go, are revoked and authorized again, through years; by seeds. */
  @Test
  void eachTroubleIsToldOnceAndInTimeWhateverHappens() {
    for (long seed = 1; seed <= 60; seed++) {
      new History(seed).play();
    }
  }

  /** What can be wrong with one authorization. */
  private static final List<Diagnosis> FAILURES =
      List.of(
          Diagnosis.REAUTHORIZE,
          Diagnosis.CHECK_ROLES,
          Diagnosis.WRONG_REGION,
          Diagnosis.THROTTLED,
          Diagnosis.UNREACHABLE,
          Diagnosis.UNEXPECTED);

  private static final class History {
    private static final Pattern LINE = Pattern.compile("(?m)^((?:na|eu|fe)/s[0-9]+): (.*)$");

    private final long seed;
    private final SplittableRandom random;
    private final SweepWorld world = new SweepWorld();

    /** What people know, until it is over. */
    private final Map<Authorization, Diagnosis> known = new HashMap<>();

    History(long seed) {
      this.seed = seed;
      this.random = new SplittableRandom(seed);
      world.settings = new SweepSettings(true, 1 + random.nextInt(8));
    }

    void play() {
      for (int day = 0; day < 420; day++) {
        for (int i = random.nextInt(3); i > 0; i--) {
          happen();
        }
        int before = world.told.size();
        boolean runs = random.nextInt(20) > 0;
        if (runs) {
          Result result = world.sweep(Duration.ofMinutes(5));
          while (result instanceof Result.GoesOn) {
            result = world.sweep(Duration.ofMinutes(5));
          }
          check(world.told.subList(before, world.told.size()));
        }
        world.clock.advance(Duration.ofDays(1));
      }
    }

    private void happen() {
      String name = List.of("na", "eu", "fe").get(random.nextInt(3)) + "/s" + random.nextInt(10);
      Authorization one = Authorization.of(name);
      switch (random.nextInt(6)) {
        case 0, 1 -> {
          world.store(
              name,
              random.nextBoolean()
                  ? Optional.empty()
                  : Optional.of(world.today().minusDays(random.nextInt(400))));
          known.remove(one);
        }
        case 2 -> {
          world.stored.remove(one);
          world.failing.remove(one);
          known.remove(one);
        }
        case 3 -> world.fail(name, FAILURES.get(random.nextInt(FAILURES.size())));
        default -> world.throttledByLwa.set(random.nextInt(3));
      }
    }

    private void check(List<Notice> notices) {
      assertTrue(notices.size() <= 1, () -> seed + ": one digest a day");
      Map<String, String> lines = new HashMap<>();
      for (Notice notice : notices) {
        Matcher line = LINE.matcher(notice.text());
        while (line.find()) {
          lines.put(line.group(1), line.group(2));
        }
      }
      boolean news = false;
      for (StoredAuthorization one : world.stored.values()) {
        DiagnosedException failure = world.failing.get(one.authorization());
        boolean needs =
            failure != null
                && failure.diagnosis() != Diagnosis.THROTTLED
                && failure.diagnosis() != Diagnosis.UNREACHABLE;
        // A token of the wrong region stays one where the others cannot be asked.
        boolean saysLess =
            failure != null
                && failure.diagnosis() == Diagnosis.CHECK_ROLES
                && known.get(one.authorization()) == Diagnosis.WRONG_REGION;
        if (needs
            && failure != null
            && !saysLess
            && known.get(one.authorization()) != failure.diagnosis()) {
          news = true;
          known.put(one.authorization(), failure.diagnosis());
          assertTrue(
              lines.containsKey(one.authorization().toString()),
              () -> seed + ": " + one.authorization() + " is not told on " + world.today());
        }
        if (failure == null) {
          known.remove(one.authorization());
        }
        long left = one.year().daysLeft(world.today());
        if (left <= 7 && !world.state.failing().containsKey(one.authorization())) {
          news = true;
          assertTrue(
              lines.containsKey(one.authorization().toString()),
              () -> seed + ": the end of " + one.authorization() + " is not told");
        }
        news |= left <= 30;
      }
      assertTrue(news || notices.isEmpty(), () -> seed + ": told without news on " + world.today());
      for (String name : lines.keySet()) {
        assertTrue(
            world.stored.containsKey(Authorization.of(name)), () -> seed + ": told of a gone one");
      }
    }
  }
}
