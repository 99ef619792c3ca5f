package io.lwarotation.adapter;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Where AWS's credentials come from, in the order in which AWS's SDKs look. */
sealed interface AwsKeySource {
  /**
   * What AWS calls credentials; another name here, to keep them apart from those of Amazon. Given
   * by {@code AWS_ACCESS_KEY_ID} and its companions, they stay as they are.
   *
   * @param sessionToken of temporary ones
   * @param expiresAt where that is known
   */
  record Keys(
      String accessKeyId,
      String secretAccessKey,
      Optional<String> sessionToken,
      Optional<Instant> expiresAt)
      implements AwsKeySource {
    boolean validAt(Instant now, Duration margin) {
      return expiresAt.isEmpty() || now.isBefore(expiresAt.get().minus(margin));
    }

    @Override
    public String toString() {
      return "Keys[redacted]";
    }
  }

  /**
   * The endpoint of a container or a snapshot-started function. They are fetched anew in time.
   *
   * @param token what the endpoint wants to see, if anything
   * @param tokenFile the same in a file, which is read for each request: its writer changes it
   */
  record Endpoint(URI uri, Optional<String> token, Optional<Path> tokenFile)
      implements AwsKeySource {
    @Override
    public String toString() {
      return "Endpoint[" + uri + "]";
    }
  }
}
