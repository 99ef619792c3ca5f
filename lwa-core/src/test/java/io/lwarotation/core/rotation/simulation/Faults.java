package io.lwarotation.core.rotation.simulation;

import io.lwarotation.core.AmazonException.NoAnswer;
import io.lwarotation.core.AmazonException.Service;
import io.lwarotation.core.Refusal;
import io.lwarotation.core.StoreException;
import java.time.Duration;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * What can go wrong around one port call: throttled, no answer or a 5xx before or after the effect,
 * an effect twice because the SDK asked again, the process dies before or after the effect, the
 * function's time-out. It also lets time pass and others run.
 */
final class Faults implements Disturbance {
  private final RandomGenerator random;
  private final SimulatedClock clock;
  private final Turns turns;
  private double rate;
  private boolean active;
  private long hits;
  private int diesAtStep = -1;
  private @Nullable Port meddledAt;
  private Runnable meddling = () -> {};

  Faults(RandomGenerator random, SimulatedClock clock, Turns turns) {
    this.random = random;
    this.clock = clock;
    this.turns = turns;
  }

  void rate(double faultsPerCall) {
    rate = faultsPerCall;
  }

  double rate() {
    return rate;
  }

  /** Whether calls are disturbed: calls of people and of the checks are not. */
  void active(boolean on) {
    active = on;
  }

  /** How many calls were disturbed so far. */
  long hits() {
    return hits;
  }

  @Override
  public <T> T call(Invocation invocation, Port port, Supplier<T> effect) {
    Service service = port.service();
    if (!active) {
      return effect.get();
    }
    turns.pass();
    dieIfScripted();
    pass(invocation);
    if (port == meddledAt) {
      meddledAt = null;
      meddling.run();
    }
    if (port == Port.ROTATE && random.nextDouble() < rate) {
      hits++;
      throw notSent(Service.SP_API);
    }
    int fault = random.nextDouble() < rate ? random.nextInt(6) : -1;
    if (fault >= 0) {
      hits++;
    }
    switch (fault) {
      case 0 -> throw new Died();
      case 1 -> throw random.nextBoolean() ? throttled(service) : failure(service, true);
      case 2 -> throw failure(service, false);
      default -> {}
    }
    T result = effect.get();
    turns.pass();
    dieIfScripted();
    switch (fault) {
      case 3 -> throw new Died();
      case 4 -> throw failure(service, service != null && random.nextBoolean());
      case 5 -> {
        if (service == null) {
          return effect.get(); // its answer was lost, and the SDK asked again by itself
        }
        throw failure(service, false);
      }
      default -> {}
    }
    return result;
  }

  /** Lets somebody act right before the next call of this kind. */
  void meddle(Port at, Runnable act) {
    meddledAt = at;
    meddling = act;
  }

  /** Lets the process die at one step: every call has one before its effect and one after it. */
  void dieAtStep(int step) {
    diesAtStep = step;
  }

  private void dieIfScripted() {
    if (diesAtStep >= 0 && diesAtStep-- == 0) {
      throw new Died();
    }
  }

  private void pass(Invocation invocation) {
    long millis = 5L + random.nextInt(300);
    if (random.nextInt(100) == 0) {
      millis += random.nextInt(70_000);
    }
    clock.advance(Duration.ofMillis(millis));
    if (clock.instant().isAfter(invocation.startedAt().plus(TIME_OUT))) {
      hits++;
      throw new Died();
    }
  }

  private static RuntimeException throttled(@Nullable Service service) {
    return service == null
        ? new StoreException(StoreException.Kind.THROTTLED, "throttled", null)
        : ModelAmazon.refused(service, 429, Refusal.THROTTLED);
  }

  private static RuntimeException notSent(Service service) {
    return new NoAnswer(service, NoAnswer.Kind.NOT_SENT, "could not be reached", null);
  }

  private static RuntimeException failure(@Nullable Service service, boolean answered) {
    if (service == null) {
      return new StoreException(
          StoreException.Kind.UNREACHABLE, answered ? "answered 500" : "no answer", null);
    }
    return answered
        ? ModelAmazon.refused(service, 503, Refusal.UNAVAILABLE)
        : new NoAnswer(service, "did not answer", null);
  }
}
