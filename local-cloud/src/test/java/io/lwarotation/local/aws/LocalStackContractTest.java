package io.lwarotation.local.aws;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.localstack.LocalStackContainer;
import org.testcontainers.utility.DockerImageName;

/** The same assertions against the last LocalStack that needs no account, where Docker runs. */
final class LocalStackContractTest extends AwsContract {
  private static @Nullable LocalStackContainer container;
  private static URI endpoint = URI.create("http://127.0.0.1:1");

  @BeforeAll
  static void start() {
    assumeTrue(
        DockerClientFactory.instance().isDockerAvailable(), "skipped: Docker does not run here");
    LocalStackContainer started =
        new LocalStackContainer(DockerImageName.parse("localstack/localstack:4.14.0"));
    container = started;
    started.start();
    endpoint = started.getEndpoint();
  }

  @AfterAll
  static void stop() {
    LocalStackContainer started = container;
    if (started != null) {
      started.stop();
    }
  }

  @Override
  URI engine() {
    return endpoint;
  }

  /**
   * Its Parameter Store is moto's. This list was derived from that, not from a run: where a run
   * with Docker says otherwise, correct it.
   */
  @Override
  Map<Difference, String> knownDifferences() {
    return Map.ofEntries(
        Map.entry(Difference.GET_PARAMETERS_NOT_SORTED, "as moto, on which it is built"),
        Map.entry(Difference.POLICIES_ON_STANDARD_ACCEPTED, "as moto, on which it is built"),
        Map.entry(Difference.DOWNGRADE_ACCEPTED, "as moto, on which it is built"),
        Map.entry(Difference.PLAIN_READ_SHOWS_NO_CIPHERTEXT, "as moto, on which it is built"),
        Map.entry(Difference.NESTED_VALUES_ACCEPTED, "as moto, on which it is built"),
        Map.entry(Difference.SELECTOR_MISSING, "as moto, on which it is built"),
        Map.entry(Difference.STANDARD_SIZE_NOT_CHECKED, "as moto, on which it is built"),
        Map.entry(Difference.DISABLED_KEYS_USED, "its Parameter Store asks no key"),
        Map.entry(Difference.AWS_SOURCES_ACCEPTED, "does not look at sources"),
        Map.entry(
            Difference.SUBJECTS_OF_MORE_THAN_ONE_LINE_ACCEPTED, "does not look at line breaks"));
  }
}
