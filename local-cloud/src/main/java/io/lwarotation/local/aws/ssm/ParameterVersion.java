package io.lwarotation.local.aws.ssm;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One version of a parameter, as a test sees it.
 *
 * @param type {@code String} or {@code SecureString}
 * @param value in plain text, whatever the type
 * @param tier {@code Standard} or {@code Advanced}
 * @param keyId as it was given; only of a {@code SecureString}
 * @param policies each one's JSON
 * @param labels sorted
 */
public record ParameterVersion(
    String name,
    long version,
    String type,
    String value,
    String tier,
    Optional<String> keyId,
    List<String> policies,
    List<String> labels,
    Instant lastModified) {
  public ParameterVersion {
    policies = List.copyOf(policies);
    labels = List.copyOf(labels);
  }

  /** Values are credentials: not shown. */
  @Override
  public String toString() {
    return "ParameterVersion[" + name + ":" + version + " " + type + " " + tier + "]";
  }
}
