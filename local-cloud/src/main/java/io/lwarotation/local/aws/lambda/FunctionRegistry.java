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
    return registered(name)
        .map(
            one -> {
              Optional<AwsException> problem = rights.problemOf(one.function());
              if (problem.isPresent()) {
                throw problem.get();
              }
              return () -> one.functions().call(one.function(), event);
            });
  }

  /** The function that has this name, as its template says. */
  public Optional<DeployedFunction> find(String name) {
    return registered(name).map(Registered::function);
  }

  private Optional<Registered> registered(String name) {
    return byArn.values().stream().filter(one -> one.function().name().equals(name)).findFirst();
  }

  /**
   * Invokes when the lock is free, as AWS does asynchronously; false if there is none such. An
   * event for a function that cannot start is lost without a log line or an error in the metrics.
   */
  public boolean invokeLater(String arn, String event) {
    Optional<Registered> found = Optional.ofNullable(byArn.get(arn));
    found.ifPresent(
        one ->
            rights
                .problemOf(one.function())
                .ifPresentOrElse(
                    problem ->
                        lost.add(one.function().name() + " was not started: " + problem.code()),
                    () -> lock.later(() -> one.functions().invoke(one.function(), event))));
    return found.isPresent();
  }

  /** Events for functions that could not start. */
  public List<String> lost() {
    return List.copyOf(lost);
  }
}
