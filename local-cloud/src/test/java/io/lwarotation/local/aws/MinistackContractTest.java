package io.lwarotation.local.aws;

import java.util.Map;

/** The contract over ministack. */
final class MinistackContractTest extends EngineContract {
  @Override
  Engine.Name name() {
    return Engine.Name.MINISTACK;
  }

  @Override
  Map<String, String> knownDifferences() {
    return EngineDifferences.of(name());
  }
}
