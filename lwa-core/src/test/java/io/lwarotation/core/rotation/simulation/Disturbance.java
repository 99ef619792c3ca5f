package io.lwarotation.core.rotation.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;

/** What happens around each port call of a function: nothing, or what can go wrong there. */
interface Disturbance {
  /** The function's time-out: after it the process is gone. */
  Duration TIME_OUT = Duration.ofSeconds(60);

  /** Nothing disturbs a call. */
  Disturbance NONE =
      new Disturbance() {
        @Override
        public <T> T call(Invocation by, Port port, Supplier<T> effect) {
          return effect.get();
        }
      };

  /** Makes one call, disturbed or not. */
  <T> T call(Invocation by, Port port, Supplier<T> effect);

  /** One run of a function. */
  record Invocation(String name, Instant startedAt) {}
}
