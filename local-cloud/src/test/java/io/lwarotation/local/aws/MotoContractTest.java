package io.lwarotation.local.aws;

import java.util.Map;

/** The contract over moto. */
final class MotoContractTest extends EngineContract {
  @Override
  Engine.Name name() {
    return Engine.Name.MOTO;
  }

  @Override
  Map<String, String> knownDifferences() {
    return EngineDifferences.of(name());
  }
}
