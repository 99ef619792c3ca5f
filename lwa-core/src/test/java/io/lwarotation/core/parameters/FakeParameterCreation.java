package io.lwarotation.core.parameters;

import io.lwarotation.core.Deadline;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Parameter Store: what is there, what was created of it, and how it fails. */
public final class FakeParameterCreation implements ParameterCreation {
  public final List<String> there = new ArrayList<>();
  public final Map<String, NewParameter> created = new HashMap<>();
  public String app = "";

  /** Clients that were made of it. */
  public int made;

  /** The name at which it fails; all, where it is empty. */
  public String failAt = "";

  public @Nullable Throwable failure;

  @Override
  public Outcome create(String givenApp, NewParameter parameter, Deadline deadline) {
    app = givenApp;
    if (parameter.name().contains(failAt)) {
      switch (failure) {
        case RuntimeException fault -> throw fault;
        case Error broken -> throw broken;
        case null, default -> {}
      }
    }
    if (there.contains(parameter.name())) {
      return Outcome.KEPT;
    }
    there.add(parameter.name());
    created.put(parameter.name(), parameter);
    return Outcome.CREATED;
  }

  /** The credential that was created with a reminder. */
  public NewParameter.AgingCredential aging() {
    return created.values().stream()
        .filter(NewParameter.AgingCredential.class::isInstance)
        .map(NewParameter.AgingCredential.class::cast)
        .findFirst()
        .orElseThrow();
  }
}
