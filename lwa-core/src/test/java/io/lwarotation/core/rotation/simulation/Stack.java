package io.lwarotation.core.rotation.simulation;

import io.lwarotation.core.Deadline;
import io.lwarotation.core.ParameterNames;
import io.lwarotation.core.parameters.CreateParameters;
import io.lwarotation.core.parameters.ParameterPlan;
import io.lwarotation.core.rotation.simulation.Disturbance.Invocation;
import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * The stack's custom resource. CloudFormation calls it when the stack is deployed, changed or
 * rolled back (with the settings of then), and deleted, and again when it died or failed.
 */
final class Stack {
  static final ParameterNames NAMES = ParameterNames.ofApp("my-erp");
  private static final Duration BUDGET = Duration.ofSeconds(50);

  private final SimulatedClock clock;
  private final RandomGenerator random;
  private final ModelStore store;
  private final Oracle oracle;
  private final Disturbance faults;
  private final Sabotage sabotage;

  Stack(World world, RandomGenerator random, Disturbance faults) {
    this.clock = world.clock;
    this.random = random;
    this.store = world.store;
    this.oracle = world.oracle;
    this.faults = faults;
    this.sabotage = world.sabotage;
  }

  /** Create, Update, and the Update of a rollback: all create what is missing. */
  void deploy() {
    Invocation by = new Invocation("parameters", clock.instant());
    new CreateParameters(store.ports(faults, by, oracle).creation(sabotage.overwritesOnDeploy()))
        .run(plan(), Deadline.in(BUDGET, clock));
  }

  private ParameterPlan plan() {
    return new ParameterPlan(
        NAMES, random.nextBoolean() ? "alias/one" : "alias/other", 150 + random.nextInt(20));
  }

  /** Delete: the handler answers and does nothing, so there is no core to run. */
  void delete() {
    if (sabotage.deletesWithTheStack()) {
      oracle.beforeTheStackWrites(true);
    }
  }
}
