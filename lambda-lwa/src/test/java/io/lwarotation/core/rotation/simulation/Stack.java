package io.lwarotation.core.rotation.simulation;

import io.lwarotation.core.Deadline;
import io.lwarotation.core.ParameterNames;
import io.lwarotation.core.parameters.CreateParameters;
import io.lwarotation.core.parameters.ParameterPlan;
import io.lwarotation.core.rotation.simulation.Faults.Invocation;
import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * The stack's custom resource. CloudFormation calls it when the stack is deployed, changed or
 * rolled back (with the settings of then), and deleted, and again when it died or failed.
 */
final class Stack {
  static final ParameterNames NAMES =
      new ParameterNames(
          "my-erp",
          "/my-erp/lwa/clientidentifier",
          "/my-erp/lwa/clientsecret",
          "/my-erp/refreshToken",
          "/my-erp/lwa/rotation");
  private static final Duration BUDGET = Duration.ofSeconds(50);

  private final SimulatedClock clock;
  private final RandomGenerator random;
  private final ModelStore store;
  private final Oracle oracle;
  private final Faults faults;
  private final Mutant mutant;

  Stack(
      SimulatedClock clock,
      RandomGenerator random,
      ModelStore store,
      Oracle oracle,
      Faults faults,
      Mutant mutant) {
    this.clock = clock;
    this.random = random;
    this.store = store;
    this.oracle = oracle;
    this.faults = faults;
    this.mutant = mutant;
  }

  /** Create, Update, and the Update of a rollback: all create what is missing. */
  void deploy() {
    Invocation by = new Invocation("parameters", clock.instant());
    new CreateParameters(store.creation(faults, by, oracle, mutant.overwritesOnDeploy()))
        .run(plan(), Deadline.in(BUDGET, clock));
  }

  private ParameterPlan plan() {
    return new ParameterPlan(
        NAMES, random.nextBoolean() ? "alias/one" : "alias/other", 150 + random.nextInt(20));
  }

  /** Delete: the handler answers and does nothing, so there is no core to run. */
  void delete() {
    if (mutant.deletesWithTheStack()) {
      oracle.beforeTheStackWrites(true);
    }
  }
}
