package io.lwarotation.adapter;

import java.net.URI;
import java.nio.file.Path;

/** Where AWS's credentials come from, in the order in which AWS's SDKs look. */
sealed interface AwsKeySource {
  /** {@code AWS_ACCESS_KEY_ID} and its companions. They stay as they are. */
  record Given(AwsKeys keys) implements AwsKeySource {}

  /** The endpoint of a container or a snapshot-started function. They are fetched anew in time. */
  record Endpoint(URI uri, Authorization authorization) implements AwsKeySource {}

  /** What the endpoint wants to see. */
  sealed interface Authorization {
    record None() implements Authorization {}

    record Token(String token) implements Authorization {
      @Override
      public String toString() {
        return "Token[redacted]";
      }
    }

    /** Read anew for each request: its writer changes it. */
    record TokenFile(Path file) implements Authorization {}
  }
}
