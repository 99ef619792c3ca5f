package io.lwarotation.local.aws;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** Faults that are handed out to coming requests, each once, in the order they were asked for. */
public final class Faults {
  private final Deque<Waiting> waiting = new ArrayDeque<>();
  private Optional<Fault> always = Optional.empty();

  private record Waiting(String service, String operation, Fault fault) {}

  Faults() {}

  /**
   * The next {@code requests} requests of an operation meet {@code fault}.
   *
   * @param service as in a signature: {@code ssm}, {@code sns}, {@code sqs}, {@code events}, {@code
   *     kms}
   * @param operation for example {@code PutParameter}
   */
  public synchronized void next(int requests, String service, String operation, Fault fault) {
    for (int i = 0; i < requests; i++) {
      waiting.add(new Waiting(service, operation, fault));
    }
  }

  /** Every request meets {@code fault} from now on, until {@link #clear}. */
  public synchronized void always(Fault fault) {
    always = Optional.of(fault);
  }

  /** How many have not been met yet: a test that ends with some has not tested them. */
  public synchronized int left() {
    return waiting.size();
  }

  /** Forgets those that have not been met. */
  public synchronized void clear() {
    waiting.clear();
    always = Optional.empty();
  }

  synchronized Optional<Fault> take(String service, String operation) {
    Optional<Waiting> found =
        waiting.stream()
            .filter(one -> one.service().equals(service) && one.operation().equals(operation))
            .findFirst();
    found.ifPresent(waiting::remove);
    return found.map(Waiting::fault).or(() -> always);
  }
}
