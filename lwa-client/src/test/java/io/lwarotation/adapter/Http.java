package io.lwarotation.adapter;

import io.lwarotation.core.Deadline;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;

/** One client for all tests that face a server of their own. */
final class Http {
  static final CrtHttp SHARED = new CrtHttp(Map.of());

  private Http() {}

  static HttpCall get(URI origin) {
    return new HttpCall("GET", origin, "/", Map.of(), new byte[0], true);
  }

  /** Later than anything that a test waits for. */
  static Deadline soon() {
    return Deadline.in(Duration.ofMinutes(1), InstantSource.system());
  }
}
