package io.lwarotation.local.aws.ssm;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What one write of a parameter left.
 *
 * @param type {@code String} or {@code SecureString}
 * @param value in plain text, whatever the type
 * @param tier {@code Standard} or {@code Advanced}
 * @param keyId as it was given; only of a {@code SecureString}
 * @param user the ARN of who wrote it
 */
public record ParameterVersion(
    String name,
    long version,
    String type,
    String value,
    String tier,
    Optional<String> keyId,
    List<ParameterPolicy> notices,
    Optional<String> description,
    Instant lastModified,
    String user) {
  public ParameterVersion {
    notices = List.copyOf(notices);
  }

  /** Each policy's JSON. */
  public List<String> policies() {
    return notices.stream().map(ParameterPolicy::text).toList();
  }

  /** Values are credentials: not shown. */
  @Override
  public String toString() {
    return "ParameterVersion[" + name + ":" + version + " " + type + " " + tier + "]";
  }
}
