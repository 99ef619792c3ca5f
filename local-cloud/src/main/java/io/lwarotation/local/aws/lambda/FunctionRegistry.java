package io.lwarotation.local.aws.lambda;

import io.lwarotation.local.aws.wire.AwsException;
import io.lwarotation.local.aws.wire.StateLock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** The functions that are deployed, and who runs each. */
public final class FunctionRegistry {
  private final StateLock lock;
  private final StartRights rights;
  private final Map<String, Registered> byArn = new LinkedHashMap<>();
  private final List<String> lost = new ArrayList<>();

  private record Registered(DeployedFunction function, Functions functions) {}

  public FunctionRegistry(StateLock lock, StartRights rights) {
    this.lock = lock;
    this.rights = rights;
  }

  public void put(DeployedFunction function, Functions functions) {
    byArn.put(function.arn(), new Registered(function, functions));
  }

  public void remove(String arn) {
    byArn.remove(arn);
  }

  /** The run of a function that has this name, which may be begun when the lock is free. */
  public Optional<Supplier<Functions.Answer>> byName(String name, String event) {
    return byArn.values().stream()
        .filter(one -> one.function().name().equals(name))
        .findFirst()
        .map(
            one -> {
              rights
                  .problemOf(one.function())
                  .ifPresent(
                      problem -> {
                        throw problem;
                      });
              return () -> one.functions().call(one.function(), event);
            });
  }

  /** The function that has this name, as its template says. */
  public Optional<DeployedFunction> find(String name) {
    return byArn.values().stream()
        .map(Registered::function)
        .filter(one -> one.name().equals(name))
        .findFirst();
  }

  /**
   * Invokes when the lock is free, as AWS does asynchronously; false if there is none such. An
   * event for a function that cannot start is lost without a log line or an error in the metrics.
   */
  public boolean invokeLater(String arn, String event) {
    Registered found = byArn.get(arn);
    if (found == null) {
      return false;
    }
    Optional<AwsException> problem = rights.problemOf(found.function());
    if (problem.isPresent()) {
      lost.add(found.function().name() + " was not started: " + problem.get().code());
      return true;
    }
    lock.later(() -> found.functions().invoke(found.function(), event));
    return true;
  }

  /** Events for functions that could not start. */
  public List<String> lost() {
    return List.copyOf(lost);
  }
}
