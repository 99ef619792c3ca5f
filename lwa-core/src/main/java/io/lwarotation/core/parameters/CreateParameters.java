package io.lwarotation.core.parameters;

import io.lwarotation.core.Deadline;
import io.lwarotation.core.StoreException;
import java.util.ArrayList;
import java.util.List;

/**
 * Creates what is missing of an application's parameters. A parameter that is there keeps its
 * value, its key and its policies: to change one of those the value would have to be written.
 */
public record CreateParameters(ParameterCreation store) {
  /**
   * Whether each was created or kept; may be repeated after a failure.
   *
   * @throws StoreException if the store refused or did not answer; what was created stays
   */
  public Result run(ParameterPlan plan, Deadline deadline) {
    List<String> created = new ArrayList<>();
    List<String> kept = new ArrayList<>();
    for (NewParameter parameter : plan.parameters()) {
      switch (store.create(plan.names().app(), parameter, deadline)) {
        case CREATED -> created.add(parameter.name());
        case KEPT -> kept.add(parameter.name());
      }
    }
    return new Result(created, kept);
  }

  /** Names of parameters. */
  public record Result(List<String> created, List<String> kept) {
    public Result {
      created = List.copyOf(created);
      kept = List.copyOf(kept);
    }
  }
}
