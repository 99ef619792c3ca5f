package io.lwarotation.local.aws;

import io.lwarotation.local.MovableClock;
import java.net.URI;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;

/** LocalAws has no known difference: what it does not model it refuses. */
final class LocalAwsContractTest extends AwsContract {
  private final LocalAws local =
      LocalAws.start(MovableClock.at(Instant.parse("2026-06-01T00:00:00Z")));

  @Override
  URI engine() {
    return local.endpoint();
  }

  @Override
  Map<String, String> knownDifferences() {
    return Map.of();
  }

  @AfterAll
  void stop() {
    local.close();
  }
}
