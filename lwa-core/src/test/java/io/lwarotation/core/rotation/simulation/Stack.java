package io.lwarotation.core.rotation.simulation;

import io.lwarotation.core.Deadline;
import io.lwarotation.core.ParameterNames;
import io.lwarotation.core.StoredRecord;
import io.lwarotation.core.parameters.CreateParameters;
import io.lwarotation.core.parameters.NewParameter;
import io.lwarotation.core.parameters.ParameterCreation;
import io.lwarotation.core.parameters.ParameterPlan;
import io.lwarotation.core.rotation.RecordNotes;
import io.lwarotation.core.rotation.simulation.Disturbance.Invocation;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * The stack's custom resource. CloudFormation calls it when the stack is deployed, changed or
 * rolled back (with the settings of then), and deleted, and again when it died or failed.
 */
record Stack(World world, RandomGenerator random) {
  static final ParameterNames NAMES = ParameterNames.ofApp("my-erp");

  /** Create, Update, and the Update of a rollback: all create what is missing. */
  void deploy() {
    Invocation by = new Invocation("parameters", world.now());
    String key = random.nextBoolean() ? "alias/one" : "alias/other";
    new CreateParameters(
            (_, parameter, _) -> world.faults.call(by, Port.CREATE, () -> create(parameter)))
        .run(
            new ParameterPlan(NAMES, key, 150 + random.nextInt(20), Optional.empty()),
            Deadline.in(Ports.BUDGET, world.clock));
  }

  /** With the placeholder, as PutParameter does it without overwriting. */
  private ParameterCreation.Outcome create(NewParameter parameter) {
    boolean there = world.store.names.contains(parameter.name());
    if (there && world.mutant != Mutant.OVERWRITES_ON_DEPLOY) {
      return ParameterCreation.Outcome.KEPT;
    }
    world.oracle.beforeTheStackWrites(there);
    world.store.names.add(parameter.name());
    switch (parameter) {
      case NewParameter.AgingCredential _ -> world.store.writeSecret(null, false);
      case NewParameter.Plain _ ->
          world.store.writeRecord(new StoredRecord.Absent(), null, RecordNotes.NONE);
      case NewParameter.Credential _ -> {}
    }
    return ParameterCreation.Outcome.CREATED;
  }

  /** Delete: the handler answers and does nothing, so there is no core to run. */
  void delete() {
    world.oracle.beforeTheStackWrites(world.mutant == Mutant.DELETES_WITH_THE_STACK);
  }
}
