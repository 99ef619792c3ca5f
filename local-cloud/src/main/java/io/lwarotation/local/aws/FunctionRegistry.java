package io.lwarotation.local.aws;

import java.util.LinkedHashMap;
import java.util.Map;

/** The functions that are deployed, and who runs each. */
final class FunctionRegistry {
  private final Turn turn;
  private final Map<String, Registered> byArn = new LinkedHashMap<>();

  private record Registered(DeployedFunction function, Functions functions) {}

  FunctionRegistry(Turn turn) {
    this.turn = turn;
  }

  void put(DeployedFunction function, Functions functions) {
    byArn.put(function.arn(), new Registered(function, functions));
  }

  void remove(String arn) {
    byArn.remove(arn);
  }

  /** Invokes when this turn has ended, as AWS does asynchronously; false if there is none such. */
  boolean invokeLater(String arn, String event) {
    Registered found = byArn.get(arn);
    if (found == null) {
      return false;
    }
    turn.later(() -> found.functions().invoke(found.function(), event));
    return true;
  }
}
