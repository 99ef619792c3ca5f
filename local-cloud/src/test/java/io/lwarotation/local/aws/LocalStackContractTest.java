package io.lwarotation.local.aws;

import java.util.Map;

/** The contract over LocalStack without Docker. */
final class LocalStackContractTest extends EngineContract {
  @Override
  Engine.Name name() {
    return Engine.Name.LOCALSTACK;
  }

  @Override
  Map<String, String> knownDifferences() {
    return EngineDifferences.of(name());
  }
}
