package io.lwarotation.local.aws;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;

/** The same assertions against whatever engine a user runs at {@code AWS_ENDPOINT_URL}. */
final class ConfiguredEngineContractTest extends AwsContract {
  private static final String ENDPOINT = System.getenv().getOrDefault("AWS_ENDPOINT_URL", "");

  @BeforeAll
  static void needsAnEngine() {
    assumeTrue(!ENDPOINT.isEmpty(), "skipped: AWS_ENDPOINT_URL is not set");
  }

  @Override
  URI engine() {
    return URI.create(ENDPOINT);
  }

  @Override
  Map<Difference, String> knownDifferences() {
    return Map.of();
  }
}
