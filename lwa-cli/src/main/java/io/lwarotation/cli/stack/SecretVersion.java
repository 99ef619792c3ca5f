package io.lwarotation.cli.stack;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.GetParameterHistoryResponse;
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
  /** Parameter Store keeps 100 versions, a page holds 50; some may be shorter. */
  private static final int MOST_PAGES = 10;

  public SecretVersion {
    labels = List.copyOf(labels);
  }

  /**
   * All that Parameter Store keeps, the newest first. Nothing is decrypted.
   *
   * @throws IllegalStateException if there is no such parameter
   */
  public static List<SecretVersion> of(String parameter, SsmClient ssm) {
    List<SecretVersion> all = new ArrayList<>();
    String token = null;
    try {
      for (int page = 0; page < MOST_PAGES; page++) {
        String next = token;
        GetParameterHistoryResponse answer =
            ssm.getParameterHistory(request -> request.name(parameter).nextToken(next));
        answer.parameters().stream().map(SecretVersion::of).forEach(all::add);
        token = answer.nextToken();
        if (token == null || token.isEmpty()) {
          break;
        }
      }
    } catch (ParameterNotFoundException e) {
      throw new MissingParameterException(parameter, e);
    }
    all.sort(Comparator.comparingLong(SecretVersion::number).reversed());
    return List.copyOf(all);
  }

  private static SecretVersion of(ParameterHistory version) {
    return new SecretVersion(
        version.version(),
        version.lastModifiedDate(),
        version.lastModifiedUser() == null ? "" : version.lastModifiedUser(),
        String.valueOf(version.tierAsString()),
        version.hasLabels() ? version.labels() : List.of());
  }

  /** The user, role or session at the end of the ARN. */
  public String author() {
    return writtenBy.isEmpty() ? "unknown" : writtenBy.substring(writtenBy.lastIndexOf(':') + 1);
  }
}
