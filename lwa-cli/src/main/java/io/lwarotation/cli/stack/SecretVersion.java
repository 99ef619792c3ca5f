package io.lwarotation.cli.stack;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.ParameterHistory;
import software.amazon.awssdk.services.ssm.model.ParameterNotFoundException;

/**
 * One version of a parameter, without its value.
 *
 * @param writtenAt by AWS's clock
 * @param writtenBy the ARN of the user or role, as AWS noted it; empty if it did not
 */
public record SecretVersion(
    long number, Instant writtenAt, String writtenBy, String tier, List<String> labels) {
  public SecretVersion {
    labels = List.copyOf(labels);
  }

  /** All that Parameter Store keeps, 100 at most, the newest first. Nothing is decrypted. */
  public static List<SecretVersion> of(String parameter, SsmClient ssm) {
    try {
      return ssm.getParameterHistoryPaginator(request -> request.name(parameter)).stream()
          .flatMap(page -> page.parameters().stream())
          .map(SecretVersion::of)
          .sorted(Comparator.comparingLong(SecretVersion::number).reversed())
          .toList();
    } catch (ParameterNotFoundException e) {
      throw new MissingParameterException(parameter, e);
    }
  }

  private static SecretVersion of(ParameterHistory version) {
    return new SecretVersion(
        version.version(),
        version.lastModifiedDate(),
        Objects.requireNonNullElse(version.lastModifiedUser(), ""),
        String.valueOf(version.tierAsString()),
        version.labels());
  }

  /** The user, role or session at the end of the ARN. */
  public String author() {
    return writtenBy.isEmpty() ? "unknown" : writtenBy.substring(writtenBy.lastIndexOf(':') + 1);
  }
}
