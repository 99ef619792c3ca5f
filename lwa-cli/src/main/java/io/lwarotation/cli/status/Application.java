package io.lwarotation.cli.status;

import io.lwarotation.cli.stack.SecretVersion;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What is known of an application at one moment.
 *
 * @param now by AWS's clock
 * @param version of the stored secret
 * @param expiresAt null if no secret is stored
 * @param daysLeft empty if no secret is stored
 */
record Application(
    String app,
    String mode,
    Instant now,
    long version,
    @Nullable Instant expiresAt,
    OptionalLong daysLeft,
    List<SecretVersion> versions,
    List<Finding> findings) {
  Application {
    versions = List.copyOf(versions);
    findings = List.copyOf(findings);
  }

  Level level() {
    return findings.stream().map(Finding::level).reduce(Level.FINE, Level::worst);
  }
}
