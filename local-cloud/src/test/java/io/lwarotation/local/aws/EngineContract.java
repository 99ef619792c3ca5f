package io.lwarotation.local.aws;

import java.io.IOException;
import java.net.URI;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.opentest4j.TestAbortedException;

/** Keeps LocalAws honest: an engine that others wrote passes the same assertions. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class EngineContract extends AwsContract {
  private @Nullable Engine started;

  abstract Engine.Name name();

  @BeforeAll
  void start() throws IOException, InterruptedException {
    started = Engine.startOr(name(), TestAbortedException::new);
  }

  @AfterAll
  void stop() throws IOException {
    Engine engine = started;
    if (engine != null) {
      engine.close();
    }
  }

  @Override
  URI engine() {
    return Objects.requireNonNull(started).endpoint();
  }
}
